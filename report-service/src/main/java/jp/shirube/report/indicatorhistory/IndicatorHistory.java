package jp.shirube.report.indicatorhistory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.problem.ProblemException;
import jp.shirube.report.ReportProblems;
import jp.shirube.report.assessment.Assessor;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.givengrade.GivenGrade;
import jp.shirube.report.givengrade.GivenGrade.Place;
import jp.shirube.report.givengrade.GivenGrades;
import jp.shirube.report.targets.AsOf;
import jp.shirube.report.targets.AssessmentContent;
import jp.shirube.report.targets.Forecasts;
import jp.shirube.report.targets.KnownEditions;
import jp.shirube.report.targets.KnownEditions.KnownEdition;
import jp.shirube.report.targets.KnownIndicator;
import jp.shirube.report.targets.KnownRules;
import jp.shirube.report.targets.KnownRules.RuleBook;
import jp.shirube.report.targets.KnownTarget;
import jp.shirube.report.targets.KnownTargets;
import jp.shirube.report.targets.TargetAssessor;
import org.jspecify.annotations.Nullable;

/** One indicator's actuals and all its targets in all plans, with what was found for every year. */
@ApplicationScoped
public class IndicatorHistory {

    /**
     * @param indicator as plan-service stated it
     * @param asOf the day as of which it is told
     * @param actuals by the last day of their period
     * @param targets by plan and edition
     */
    public record History(
            String municipality,
            JsonNode indicator,
            AsOf asOf,
            List<KnownActual> actuals,
            List<TargetHistory> targets) {}

    /**
     * @param years assessments by year
     * @param givenGrades what people gave beside them, by year
     * @param forecast where it will stand in the goal's year, of the figure itself or of each of its parts
     */
    public record TargetHistory(
            KnownEdition edition,
            KnownTarget target,
            List<JsonNode> years,
            List<GivenGrade> givenGrades,
            JsonNode forecast) {}

    private final KnownEditions editions;
    private final KnownTargets targets;
    private final KnownRules rules;
    private final GivenGrades givenGrades;
    private final EntityManager database;
    private final ObjectMapper json;
    private final Clock clock;

    IndicatorHistory(
            KnownEditions editions,
            KnownTargets targets,
            KnownRules rules,
            GivenGrades givenGrades,
            EntityManager database,
            ObjectMapper json,
            Clock clock) {
        this.editions = editions;
        this.targets = targets;
        this.rules = rules;
        this.givenGrades = givenGrades;
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param allEditions whether past editions' targets are wanted too
     * @param day as of which it is told; null for now, from what is stored
     * @throws ProblemException when the indicator has not been heard of
     */
    @Transactional
    public History of(String municipality, String indicator, boolean allEditions, @Nullable LocalDate day) {
        AsOf asOf = AsOf.endOf(day, clock);
        editions.getMunicipality(municipality);
        if (indicator.indexOf('\0') >= 0) {
            throw unknown(indicator);
        }
        KnownIndicator known = new KnownIndicator(municipality, indicator);
        Map<String, KnownEdition> byNumber = new HashMap<>();
        editions.list(municipality, asOf)
                .forEach(edition -> byNumber.put(edition.plan() + "/" + edition.number(), edition));
        List<KnownActual> actuals = targets.actualsOf(List.of(known), asOf).getOrDefault(known, List.of()).stream()
                .sorted(Comparator.comparing(
                        (KnownActual actual) -> actual.period().lastDay()))
                .toList();
        RuleBook book = rules.of(municipality, asOf);
        Map<String, List<JsonNode>> stored = day == null ? stored(known) : Map.of();
        List<TargetHistory> histories = new ArrayList<>();
        List<KnownTarget> promised = targets.listOf(List.of(known), asOf);
        Map<Place, List<GivenGrade>> given = givenGrades.of(promised, null, asOf);
        for (KnownTarget target : promised) {
            KnownEdition edition = byNumber.get(target.plan() + "/" + target.edition());
            if (edition != null && (allEditions || edition.current())) {
                String key = target.plan() + "/" + target.edition() + "/" + target.id();
                Assessor assessor =
                        TargetAssessor.of(target, book, actuals, asOf).orElse(null);
                histories.add(new TargetHistory(
                        edition,
                        target,
                        day == null ? stored.getOrDefault(key, List.of()) : judged(assessor),
                        given.getOrDefault(Place.of(target), List.of()),
                        assessor == null ? json.createArrayNode() : Forecasts.of(assessor)));
            }
        }
        return new History(municipality, indicatorOf(known, asOf), asOf, actuals, histories);
    }

    private static List<JsonNode> judged(@Nullable Assessor assessor) {
        List<JsonNode> years = new ArrayList<>();
        if (assessor != null) {
            assessor.years().forEach(year -> years.add(AssessmentContent.of(assessor.assess(year))));
        }
        return years;
    }

    private JsonNode indicatorOf(KnownIndicator known, AsOf asOf) {
        List<?> found = database.createNativeQuery(
                        "select cast(content as text) from known('INDICATOR', cast(:until as timestamptz))"
                                + " where municipality = :municipality and id = :id")
                .setParameter("until", asOf.until())
                .setParameter("municipality", known.municipality())
                .setParameter("id", known.id())
                .getResultList();
        if (found.isEmpty()) {
            throw unknown(known.id());
        }
        return read((String) found.getFirst());
    }

    private static ProblemException unknown(String indicator) {
        return new ProblemException(
                ReportProblems.INDICATOR_UNKNOWN,
                "指標「" + indicator + "」は登録されていません。",
                "No indicator " + indicator + " is known.");
    }

    private Map<String, List<JsonNode>> stored(KnownIndicator known) {
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
