package jp.shirube.report.indicatorhistory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.problem.ProblemException;
import jp.shirube.report.ReportProblems;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.targets.KnownEditions;
import jp.shirube.report.targets.KnownEditions.KnownEdition;
import jp.shirube.report.targets.KnownIndicator;
import jp.shirube.report.targets.KnownTarget;
import jp.shirube.report.targets.KnownTargets;

/** One indicator's actuals and all its targets in all plans, with what was found for every year. */
@ApplicationScoped
public class IndicatorHistory {

    /**
     * @param indicator as plan-service stated it
     * @param actuals by the last day of their period
     * @param targets by plan and edition
     */
    public record History(
            String municipality, JsonNode indicator, List<KnownActual> actuals, List<TargetHistory> targets) {}

    /** @param years assessments by year */
    public record TargetHistory(KnownEdition edition, KnownTarget target, List<JsonNode> years) {}

    private final KnownEditions editions;
    private final KnownTargets targets;
    private final EntityManager database;
    private final ObjectMapper json;

    IndicatorHistory(KnownEditions editions, KnownTargets targets, EntityManager database, ObjectMapper json) {
        this.editions = editions;
        this.targets = targets;
        this.database = database;
        this.json = json;
    }

    /**
     * @param allEditions whether past editions' targets are wanted too
     * @throws ProblemException when the indicator has not been heard of
     */
    @Transactional
    public History of(String municipality, String indicator, boolean allEditions) {
        editions.getMunicipality(municipality);
        KnownIndicator known = new KnownIndicator(municipality, indicator);
        Map<String, KnownEdition> byNumber = new HashMap<>();
        editions.list(municipality).forEach(edition -> byNumber.put(edition.plan() + "/" + edition.number(), edition));
        Map<String, List<JsonNode>> assessments = assessments(known);
        List<TargetHistory> histories = new ArrayList<>();
        for (KnownTarget target : targets.listOf(List.of(known))) {
            KnownEdition edition = byNumber.get(target.plan() + "/" + target.edition());
            if (edition != null && (allEditions || edition.current())) {
                String key = target.plan() + "/" + target.edition() + "/" + target.id();
                histories.add(new TargetHistory(edition, target, assessments.getOrDefault(key, List.of())));
            }
        }
        List<KnownActual> actuals = targets.actualsOf(List.of(known)).getOrDefault(known, List.of()).stream()
                .sorted(Comparator.comparing(
                        (KnownActual actual) -> actual.period().lastDay()))
                .toList();
        return new History(municipality, indicatorOf(known), actuals, histories);
    }

    private JsonNode indicatorOf(KnownIndicator known) {
        List<?> found = database.createNativeQuery(
                        "select cast(content as text) from indicator where municipality = :municipality and id = :id")
                .setParameter("municipality", known.municipality())
                .setParameter("id", known.id())
                .getResultList();
        if (found.isEmpty()) {
            throw new ProblemException(
                    ReportProblems.INDICATOR_UNKNOWN,
                    "指標「" + known.id() + "」は登録されていません。",
                    "No indicator " + known.id() + " is known.");
        }
        return read((String) found.getFirst());
    }

    private Map<String, List<JsonNode>> assessments(KnownIndicator known) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = database.createNativeQuery("""
                select plan, edition, target, cast(content as text) from assessment
                where municipality = :municipality and indicator = :id order by plan, edition, target, year""")
                .setParameter("municipality", known.municipality())
                .setParameter("id", known.id())
                .getResultList();
        Map<String, List<JsonNode>> assessments = new HashMap<>();
        for (Object[] row : rows) {
            assessments
                    .computeIfAbsent(row[0] + "/" + row[1] + "/" + row[2], none -> new ArrayList<>())
                    .add(read((String) row[3]));
        }
        return assessments;
    }

    private JsonNode read(String content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("jsonb is always well-formed", e);
        }
    }
}
