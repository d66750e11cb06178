package jp.shirube.report.planprogress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.notation.FiscalYear;
import jp.shirube.problem.ProblemException;
import jp.shirube.report.assessment.Assessor;
import jp.shirube.report.assessment.Assessor.GradingRules;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.assessment.Promise;
import jp.shirube.report.givengrade.GivenGrade;
import jp.shirube.report.givengrade.GivenGrade.Place;
import jp.shirube.report.givengrade.GivenGrades;
import jp.shirube.report.targets.AsOf;
import jp.shirube.report.targets.AssessmentContent;
import jp.shirube.report.targets.EditionParts;
import jp.shirube.report.targets.KnownEditions;
import jp.shirube.report.targets.KnownEditions.KnownEdition;
import jp.shirube.report.targets.KnownIndicator;
import jp.shirube.report.targets.KnownRules;
import jp.shirube.report.targets.KnownRules.RuleBook;
import jp.shirube.report.targets.KnownTarget;
import jp.shirube.report.targets.KnownTargets;
import org.jspecify.annotations.Nullable;

/** Every target of one edition with what was found for one year, in order of the print. */
@ApplicationScoped
public class PlanProgress {

    /**
     * @param year 対象年度
     * @param asOf the day as of which it is told
     * @param items one per target
     */
    public record Progress(KnownEdition edition, FiscalYear year, AsOf asOf, List<Item> items) {}

    /**
     * @param element where the target stands; null on the plan itself
     * @param assessment with exact and displayed figures; null while the indicator or its rule is unknown
     * @param givenGrades what people gave beside it
     */
    public record Item(
            KnownTarget target,
            @Nullable JsonNode element,
            @Nullable JsonNode assessment,
            List<GivenGrade> givenGrades) {}

    /**
     * @param year null for the year last closed, or the nearest one of the plan's period
     * @param edition null for the current one
     * @param asOf null for now, from what is stored
     * @param otherReading whether goals somebody had to decide on (JUDGED) are read the other way
     */
    public record Question(
            String municipality,
            String plan,
            @Nullable FiscalYear year,
            @Nullable Integer edition,
            @Nullable LocalDate asOf,
            boolean otherReading) {

        public static Question now(
                String municipality, String plan, @Nullable FiscalYear year, @Nullable Integer edition) {
            return new Question(municipality, plan, year, edition, null, false);
        }
    }

    private final KnownEditions editions;
    private final KnownTargets targets;
    private final KnownRules rules;
    private final EditionParts parts;
    private final GivenGrades givenGrades;
    private final EntityManager database;
    private final ObjectMapper json;
    private final Clock clock;

    PlanProgress(
            KnownEditions editions,
            KnownTargets targets,
            KnownRules rules,
            EditionParts parts,
            GivenGrades givenGrades,
            EntityManager database,
            ObjectMapper json,
            Clock clock) {
        this.editions = editions;
        this.targets = targets;
        this.rules = rules;
        this.parts = parts;
        this.givenGrades = givenGrades;
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /** @throws ProblemException when the plan or the edition has not been heard of, or the day is still to come */
    @Transactional
    public Progress of(Question question) {
        AsOf asOf = AsOf.endOf(question.asOf(), clock);
        KnownEdition edition = editions.get(question.municipality(), question.plan(), question.edition(), asOf);
        FiscalYear year = question.year() == null ? usualYear(edition, asOf.day()) : question.year();
        List<KnownTarget> known = targets.listOf(question.municipality(), question.plan(), edition.number(), asOf);
        Map<String, JsonNode> elements = elements(edition);
        Map<String, JsonNode> found =
                question.asOf() == null && !question.otherReading() ? stored(edition, year) : new HashMap<>();
        List<KnownTarget> open =
                known.stream().filter(target -> !found.containsKey(target.id())).toList();
        found.putAll(judge(open, year, asOf, question.otherReading()));
        Map<Place, List<GivenGrade>> given = givenGrades.of(known, year, asOf);
        List<Item> items = new ArrayList<>();
        for (KnownTarget target : known) {
            items.add(new Item(
                    target,
                    elements.get(target.content().path("element").asText("")),
                    found.get(target.id()),
                    given.getOrDefault(Place.of(target), List.of())));
        }
        return new Progress(edition, year, asOf, items);
    }

    /** Another day, another reading, or a year nobody has a figure for and no plan covers: from the same functions. */
    private Map<String, JsonNode> judge(List<KnownTarget> open, FiscalYear year, AsOf asOf, boolean otherReading) {
        Map<String, JsonNode> judged = new HashMap<>();
        if (open.isEmpty()) {
            return judged;
        }
        RuleBook book = rules.of(open.getFirst().municipality(), asOf);
        Map<KnownIndicator, List<KnownActual>> actuals = targets.actualsOf(
                open.stream().map(PlanProgress::indicator).distinct().toList(), asOf);
        for (KnownTarget target : open) {
            Promise promise = target.promise();
            GradingRules graded = book.of(target).orElse(null);
            if (promise == null || graded == null) {
                continue;
            }
            Promise read = otherReading ? promise.otherReading().orElse(promise) : promise;
            judged.put(
                    target.id(),
                    AssessmentContent.of(
                            new Assessor(read, graded, actuals.getOrDefault(indicator(target), List.of()), asOf.day())
                                    .assess(year)));
        }
        return judged;
    }

    private static KnownIndicator indicator(KnownTarget target) {
        return new KnownIndicator(target.municipality(), target.indicator());
    }

    private static FiscalYear usualYear(KnownEdition edition, LocalDate today) {
        FiscalYear closed = FiscalYear.containing(today).plusYears(-1);
        if (closed.compareTo(edition.firstYear()) < 0) {
            return edition.firstYear();
        }
        return closed.compareTo(edition.lastYear()) > 0 ? edition.lastYear() : closed;
    }

    private Map<String, JsonNode> elements(KnownEdition edition) {
        Map<String, JsonNode> elements = new HashMap<>();
        parts.list(edition, "ELEMENT")
                .forEach(element -> elements.put(element.path("id").asText(), element));
        return elements;
    }

    private Map<String, JsonNode> stored(KnownEdition edition, FiscalYear year) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = database.createNativeQuery("""
                select target, cast(content as text) from assessment
                where municipality = :municipality and plan = :plan and edition = :number and year = :year
                """)
                .setParameter("municipality", edition.municipality())
                .setParameter("plan", edition.plan())
                .setParameter("number", edition.number())
                .setParameter("year", year.year())
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

    /** The target as the API answers it: what the plan says, with its element and its indicator in full. */
    ObjectNode describe(Item item) {
        KnownTarget target = item.target();
        ObjectNode description = target.content().deepCopy();
        JsonNode element = item.element();
        if (element != null) {
            description
                    .putObject("element")
                    .put("id", element.path("id").asText())
                    .put("code", element.path("code").asText())
                    .put("title", element.path("title").asText());
        }
        JsonNode measure = target.measure();
        ObjectNode indicator = description.putObject("indicator").put("id", target.indicator());
        if (measure != null) {
            for (String field : List.of("name", "unit", "direction", "periodKind", "quantity")) {
                indicator.set(field, measure.path(field));
            }
        }
        return description;
    }
}
