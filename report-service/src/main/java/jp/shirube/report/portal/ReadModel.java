package jp.shirube.report.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.report.targets.AsOf;
import jp.shirube.report.targets.KnownEditions.KnownEdition;

/** What the pages read besides plan progress and indicator history: an edition's text, evidence. */
@ApplicationScoped
class ReadModel {

    /** @param relisted those that repeat another target of the plan, counted in {@code all} too */
    record TargetCount(long all, long kgi, long relisted) {
        static final TargetCount NONE = new TargetCount(0, 0, 0);
    }

    private final EntityManager database;
    private final ObjectMapper json;

    ReadModel(EntityManager database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** By {@link #key}. */
    Map<String, TargetCount> targetCounts() {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = database.createNativeQuery("""
                select p.municipality, p.plan, p.number, count(*), count(*) filter (where p.content ->> 'kind' = 'KGI'),
                       count(*) filter (where p.content ->> 'relistedFrom' is not null)
                from edition_part p
                join edition e on (e.municipality, e.plan, e.number, e.statement) = (p.municipality, p.plan, p.number, p.statement)
                where p.kind = 'TARGET' group by p.municipality, p.plan, p.number""").getResultList();
        Map<String, TargetCount> counts = new HashMap<>();
        for (Object[] row : rows) {
            counts.put(
                    row[0] + "/" + row[1] + "/" + row[2],
                    new TargetCount(
                            ((Number) row[3]).longValue(),
                            ((Number) row[4]).longValue(),
                            ((Number) row[5]).longValue()));
        }
        return counts;
    }

    static String key(KnownEdition edition) {
        return edition.municipality() + "/" + edition.plan() + "/" + edition.number();
    }

    /** In order of their names. */
    List<JsonNode> indicators(String municipality) {
        return contents(database.createNativeQuery("""
                select cast(content as text) from indicator where municipality = :municipality order by content ->> 'name'""").setParameter("municipality", municipality));
    }

    /** The newest revision of every period that is not withdrawn, by its canonical period. */
    Map<String, JsonNode> actuals(String municipality, String indicator, AsOf asOf) {
        Map<String, JsonNode> actuals = new LinkedHashMap<>();
        contents(database.createNativeQuery("""
                select cast(content as text) from (
                    select distinct on (period) withdrawn, content from actual_revision
                    where municipality = :municipality and indicator = :indicator
                      and recorded_at < cast(:until as timestamptz) and confirmed
                    order by period, revision desc) newest
                where not withdrawn""")
                        .setParameter("until", asOf.until())
                        .setParameter("municipality", municipality)
                        .setParameter("indicator", indicator))
                .forEach(actual -> actuals.put(Words.text(actual, "period"), actual));
        return actuals;
    }

    private List<JsonNode> contents(Query query) {
        List<JsonNode> contents = new ArrayList<>();
        for (Object content : query.getResultList()) {
            try {
                contents.add(json.readTree((String) content));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("jsonb is always well-formed", e);
            }
        }
        return contents;
    }
}
