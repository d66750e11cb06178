package jp.shirube.report.targets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who reports what, and under which name, as known on a day. */
@ApplicationScoped
public class KnownDepartments {

    private final EntityManager database;
    private final ObjectMapper json;

    KnownDepartments(EntityManager database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** The id of the department responsible on that day, by indicator. */
    public Map<String, String> responsibleOn(String municipality, AsOf asOf) {
        Map<String, String> responsible = new HashMap<>();
        known("RESPONSIBILITY", municipality, asOf)
                .forEach((indicator, content) -> content.path("responsibilities")
                        .forEach(one -> {
                            if (holdsOn(one, asOf.day())) {
                                responsible.put(
                                        indicator, one.path("department").asText());
                            }
                        }));
        return responsible;
    }

    /** The name each department bears that day, by its id. */
    public Map<String, String> namesOn(String municipality, AsOf asOf) {
        Map<String, String> names = new HashMap<>();
        known("DEPARTMENT", municipality, asOf).forEach((id, department) -> {
            String name = department.path("names").path(0).path("name").asText(id);
            for (JsonNode dated : department.path("names")) {
                name = holdsOn(dated, asOf.day()) ? dated.path("name").asText() : name;
            }
            names.put(id, name);
        });
        return names;
    }

    private static boolean holdsOn(JsonNode dated, LocalDate day) {
        boolean begun = !dated.hasNonNull("from") || !day.isBefore(date(dated.path("from")));
        boolean over = dated.hasNonNull("to") && day.isAfter(date(dated.path("to")));
        return begun && !over;
    }

    private static LocalDate date(JsonNode node) {
        return node.isArray()
                ? LocalDate.of(
                        node.path(0).asInt(), node.path(1).asInt(), node.path(2).asInt())
                : LocalDate.parse(node.asText());
    }

    @SuppressWarnings("unchecked")
    private Map<String, JsonNode> known(String kind, String municipality, AsOf asOf) {
        List<Object[]> rows = database.createNativeQuery(
                        "select id, cast(content as text) from known(:kind, cast(:until as timestamptz))"
                                + " where municipality = :municipality")
                .setParameter("kind", kind)
                .setParameter("until", asOf.until())
                .setParameter("municipality", municipality)
                .getResultList();
        Map<String, JsonNode> contents = new HashMap<>();
        for (Object[] row : rows) {
            try {
                contents.put((String) row[0], json.readTree((String) row[1]));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("jsonb is always well-formed", e);
            }
        }
        return contents;
    }
}
