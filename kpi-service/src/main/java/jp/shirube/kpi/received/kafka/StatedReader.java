package jp.shirube.kpi.received.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jp.shirube.kpi.received.AsOf;
import jp.shirube.kpi.received.ComponentRole;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorComponent;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Responsibility;
import jp.shirube.kpi.received.Stated;
import jp.shirube.kpi.received.document.IndicatorDocument;
import jp.shirube.notation.PeriodKind;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Quantity;
import org.jspecify.annotations.Nullable;

/** What an event says, or an {@link IllegalArgumentException} saying why it can never be kept. */
final class StatedReader {

    private StatedReader() {}

    static Stated municipality(ReceivedEvent event) {
        refuseUnstorable(event.data());
        return new Stated.OfMunicipality(code(event), event.aggregateVersion(), text(event.data(), "name"));
    }

    static Stated department(ReceivedEvent event) {
        JsonNode department = object(event.data(), "department");
        return new Stated.OfDepartment(
                code(event), id(department, "id"), event.aggregateVersion(), department.toString());
    }

    static Stated indicator(ReceivedEvent event) {
        JsonNode document = object(event.data(), "indicator");
        List<IndicatorComponent> components = new ArrayList<>();
        for (JsonNode component : document.path("components")) {
            components.add(new IndicatorComponent(
                    text(component, "name"),
                    textOrNull(component, "unit"),
                    ComponentRole.valueOf(text(component, "role"))));
        }
        JsonNode decimals = document.path("decimals");
        Indicator indicator = new Indicator(
                new IndicatorKey(code(event), id(document, "id")),
                text(document, "name"),
                document.path("unit").asText(""),
                Direction.valueOf(text(document, "direction")),
                PeriodKind.valueOf(text(document, "periodKind")),
                asOf(document.path("asOf")),
                Quantity.valueOf(text(document, "quantity")),
                decimals.isInt() ? decimals.intValue() : null,
                components,
                IndicatorDocument.origin(document),
                IndicatorDocument.rules(document),
                IndicatorDocument.asked(document));
        return new Stated.OfIndicator(indicator, event.aggregateVersion(), document.toString());
    }

    static Stated responsibility(ReceivedEvent event) {
        refuseUnstorable(event.data());
        List<Responsibility> responsibilities = new ArrayList<>();
        for (JsonNode each : event.data().path("responsibilities")) {
            responsibilities.add(new Responsibility(id(each, "department"), day(each, "from"), day(each, "to")));
        }
        return new Stated.OfResponsibility(
                new IndicatorKey(code(event), id(event.data(), "indicator")),
                event.aggregateVersion(),
                responsibilities);
    }

    /** @param needed whether this service looks into it, or only counts it */
    static Stated part(ReceivedEvent event, String kind, boolean needed) {
        JsonNode part = object(event.data(), kind);
        return new Stated.OfPart(
                code(event),
                id(event.data(), "planId"),
                number(event.data(), "edition"),
                number(event.data(), "statement"),
                kind.toUpperCase(Locale.ROOT),
                number(event.data(), "position"),
                part.path("id").asText(""),
                needed ? part.toString() : "{}");
    }

    static Stated edition(ReceivedEvent event) {
        JsonNode plan = object(event.data(), "plan");
        return new Stated.OfEdition(
                code(event),
                id(event.data(), "planId"),
                number(event.data(), "edition"),
                number(event.data(), "statement"),
                text(plan, "name"),
                number(plan, "firstYear"),
                number(plan, "lastYear"),
                number(event.data(), "count"),
                day(event.data(), "inForceFrom"));
    }

    static Stated adoption(ReceivedEvent event) {
        refuseUnstorable(event.data());
        LocalDate inForceFrom = day(event.data(), "inForceFrom");
        if (inForceFrom == null) {
            throw new IllegalArgumentException("inForceFrom is missing");
        }
        return new Stated.OfAdoption(
                code(event),
                id(event.data(), "planId"),
                number(event.data(), "edition"),
                event.aggregateVersion(),
                inForceFrom);
    }

    private static int number(JsonNode parent, String field) {
        JsonNode node = parent.path(field);
        if (!node.isInt()) {
            throw new IllegalArgumentException(field + " is no number");
        }
        return node.intValue();
    }

    private static @Nullable AsOf asOf(JsonNode asOf) {
        return asOf.isObject()
                ? new AsOf(
                        MonthDay.parse("--" + text(asOf, "day")),
                        asOf.path("countsFor").asText("").equals("FISCAL_YEAR_BEFORE"))
                : null;
    }

    private static String code(ReceivedEvent event) {
        String code = text(event.data(), "municipality");
        if (!IndicatorKey.isCode(code)) {
            throw new IllegalArgumentException("a municipality is named by six digits: " + code);
        }
        return code;
    }

    private static String id(JsonNode parent, String field) {
        String id = text(parent, field);
        if (!IndicatorKey.isId(id)) {
            throw new IllegalArgumentException(field + " is no id: " + id);
        }
        return id;
    }

    private static JsonNode object(JsonNode data, String field) {
        JsonNode object = data.path(field);
        if (!object.isObject()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        refuseUnstorable(data);
        return object;
    }

    private static String text(JsonNode parent, String field) {
        JsonNode node = parent.path(field);
        if (!node.isTextual()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return node.textValue();
    }

    private static @Nullable String textOrNull(JsonNode parent, String field) {
        return parent.path(field).textValue();
    }

    private static @Nullable LocalDate day(JsonNode parent, String field) {
        String day = parent.path(field).textValue();
        return day == null ? null : LocalDate.parse(day);
    }

    /** PostgreSQL refuses these for ever; trying again would block everything behind them. */
    private static void refuseUnstorable(JsonNode node) {
        if (node.isTextual()) {
            refuseUnstorable(node.textValue());
        }
        if (node.isNumber() && node.asText().length() > 100) {
            throw new IllegalArgumentException("a number is too long");
        }
        if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
            throw new IllegalArgumentException("a number is too large");
        }
        node.properties().forEach(field -> refuseUnstorable(field.getKey()));
        for (JsonNode child : node) {
            refuseUnstorable(child);
        }
    }

    private static void refuseUnstorable(String text) {
        if (text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
            throw new IllegalArgumentException("a text contains NUL or half a character");
        }
    }
}
