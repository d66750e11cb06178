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
import jp.shirube.report.assessment.Assessor;
import jp.shirube.report.assessment.Promise;
import jp.shirube.report.targets.AssessmentContent;
import jp.shirube.report.targets.KnownEditions;
import jp.shirube.report.targets.KnownEditions.KnownEdition;
import jp.shirube.report.targets.KnownIndicator;
import jp.shirube.report.targets.KnownTarget;
import jp.shirube.report.targets.KnownTargets;
import org.jspecify.annotations.Nullable;

/** Every target of one edition with what was found for one year, in order of the print. */
@ApplicationScoped
public class PlanProgress {

    /**
     * @param year 対象年度
     * @param items one per target
     */
    public record Progress(KnownEdition edition, FiscalYear year, List<Item> items) {}

    /**
     * @param element where the target stands; null on the plan itself
     * @param assessment as stored, with exact and displayed figures; null while the indicator is unknown
     */
    public record Item(
            KnownTarget target,
            @Nullable JsonNode element,
            @Nullable JsonNode assessment) {}

    private final KnownEditions editions;
    private final KnownTargets targets;
    private final EntityManager database;
    private final ObjectMapper json;
    private final Clock clock;

    PlanProgress(KnownEditions editions, KnownTargets targets, EntityManager database, ObjectMapper json, Clock clock) {
        this.editions = editions;
        this.targets = targets;
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param year null for the year last closed, or the nearest one of the plan's period
     * @param edition null for the current one
     */
    @Transactional
    public Progress of(String municipality, String plan, @Nullable FiscalYear year, @Nullable Integer edition) {
        KnownEdition known = editions.get(municipality, plan, edition);
        FiscalYear asked = year == null ? usualYear(known) : year;
        Map<String, JsonNode> elements = elements(known);
        Map<String, JsonNode> stored = stored(known, asked);
        List<Item> items = new ArrayList<>();
        for (KnownTarget target : targets.listOf(municipality, plan, known.number())) {
            items.add(new Item(
                    target,
                    elements.get(target.content().path("element").asText("")),
                    stored.containsKey(target.id()) ? stored.get(target.id()) : outsideEveryYear(target, asked)));
        }
        return new Progress(known, asked, items);
    }

    private FiscalYear usualYear(KnownEdition edition) {
        FiscalYear closed = FiscalYear.containing(LocalDate.now(clock)).plusYears(-1);
        if (closed.compareTo(edition.firstYear()) < 0) {
            return edition.firstYear();
        }
        return closed.compareTo(edition.lastYear()) > 0 ? edition.lastYear() : closed;
    }

    /** The answer for a year nobody has a figure for and no plan covers: the reason, from the same function. */
    private @Nullable JsonNode outsideEveryYear(KnownTarget target, FiscalYear year) {
        Promise promise = target.promise();
        if (promise == null) {
            return null;
        }
        KnownIndicator indicator = new KnownIndicator(target.municipality(), target.indicator());
        return AssessmentContent.of(
                new Assessor(promise, targets.actualsOf(List.of(indicator)).getOrDefault(indicator, List.of()))
                        .assess(year));
    }

    private Map<String, JsonNode> elements(KnownEdition edition) {
        return contents("""
                select id, cast(content as text) from edition_part
                where municipality = :municipality and plan = :plan and number = :number and statement = :last and kind = 'ELEMENT'
                """, edition, edition.statement());
    }

    private Map<String, JsonNode> stored(KnownEdition edition, FiscalYear year) {
        return contents("""
                select target, cast(content as text) from assessment
                where municipality = :municipality and plan = :plan and edition = :number and year = :last
                """, edition, year.year());
    }

    private Map<String, JsonNode> contents(String sql, KnownEdition edition, Object last) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = database.createNativeQuery(sql)
                .setParameter("municipality", edition.municipality())
                .setParameter("plan", edition.plan())
                .setParameter("number", edition.number())
                .setParameter("last", last)
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
