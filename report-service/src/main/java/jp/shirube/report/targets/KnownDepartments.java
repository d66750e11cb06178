package jp.shirube.report.targets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.Collection;
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

    /** The id of the department that reports each of the indicators on that day. */
    @SuppressWarnings("unchecked")
    public Map<KnownIndicator, String> responsibleFor(Collection<KnownIndicator> indicators, AsOf asOf) {
        List<Object[]> rows = database.createNativeQuery("""
                select distinct on (municipality, id) municipality, id, cast(content as text) from copy_revision
                where kind = 'RESPONSIBILITY' and (municipality, id) in (select * from unnest(:municipalities, :indicators))
                  and recorded_at < cast(:until as timestamptz)
                order by municipality, id, version desc""")
                .setParameter("municipalities", KnownIndicator.municipalities(indicators))
                .setParameter("indicators", KnownIndicator.ids(indicators))
                .setParameter("until", asOf.until())
                .getResultList();
        Map<KnownIndicator, String> responsible = new HashMap<>();
        for (Object[] row : rows) {
            for (JsonNode one : read((String) row[2]).path("responsibilities")) {
                if (holdsOn(one, asOf.day())) {
                    responsible.put(
                            new KnownIndicator((String) row[0], (String) row[1]),
                            one.path("department").asText());
                }
            }
        }
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
            contents.put((String) row[0], read((String) row[1]));
        }
        return contents;
    }

    private JsonNode read(String content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("jsonb is always well-formed", e);
        }
    }
}
