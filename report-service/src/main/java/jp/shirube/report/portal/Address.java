package jp.shirube.report.portal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a page is and what was asked of it, so that a link changes one thing and loses nothing else.
 *
 * @param asked query parameters by name, none of them blank
 */
record Address(String path, Map<String, String> asked) {

    static final String AS_OF = "asOf";
    static final String READING = "reading";
    static final String OTHER_READING = "other";

    Address {
        asked = Collections.unmodifiableMap(new LinkedHashMap<>(asked));
    }

    static Address ofPlan(String municipality, String plan) {
        return new Address("/municipalities/" + encoded(municipality) + "/plans/" + encoded(plan), Map.of());
    }

    static Address ofIndicator(String municipality, String indicator) {
        return new Address("/municipalities/" + encoded(municipality) + "/indicators/" + encoded(indicator), Map.of());
    }

    static Address ofHandover(String municipality, String department) {
        return new Address(
                "/municipalities/" + encoded(municipality) + "/departments/" + encoded(department) + "/handover",
                Map.of());
    }

    /** The same as a table. */
    static Address ofHandoverTable(String municipality, String department) {
        return new Address(
                "/api/report/v1" + ofHandover(municipality, department).path() + ".csv", Map.of());
    }

    /** Where an Atom feed tells what changes in the plan. */
    static Address ofFeed(String municipality, String plan) {
        return new Address(
                "/api/report/v1/municipalities/" + encoded(municipality) + "/feeds/plans/" + encoded(plan), Map.of());
    }

    /** The same of one element (施策) and all under it. */
    static Address ofFeed(String municipality, String plan, String element) {
        return new Address(ofFeed(municipality, plan).path() + "/elements/" + encoded(element), Map.of());
    }

    /** @param value nothing or blank asks for nothing */
    Address with(String name, @Nullable String value) {
        Map<String, String> other = new LinkedHashMap<>(asked);
        if (value == null || value.isBlank()) {
            other.remove(name);
        } else {
            other.put(name, value.strip());
        }
        return new Address(path, other);
    }

    Address without(String name) {
        return with(name, "");
    }

    /** The same day there as here. */
    Address asOfWhen(Address here) {
        return with(AS_OF, here.asked().get(AS_OF));
    }

    String href() {
        List<String> pairs = new ArrayList<>();
        asked.forEach((name, value) -> pairs.add(name + "=" + encoded(value)));
        return pairs.isEmpty() ? path : path + "?" + String.join("&", pairs);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
