package jp.shirube.report.targets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.MissingReason;
import jp.shirube.notation.Period;
import jp.shirube.report.assessment.KnownActual;
import org.jspecify.annotations.Nullable;

/** All targets and actuals that have been heard of. */
@ApplicationScoped
public class KnownTargets {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    /** Laterally, so that a few targets of a whole country cost a few lookups. */
    private static final String TARGETS = """
            select p.municipality, p.plan, p.number, e.first_year, e.last_year, p.position,
                   cast(p.content as text), cast(i.content as text), cast(e.content -> 'plan' -> 'gradedBy' as text)
            from edition_part p
            join lateral (
                select s.statement, s.first_year, s.last_year, s.content from edition_statement s
                where (s.municipality, s.plan, s.number) = (p.municipality, p.plan, p.number)
                  and s.recorded_at < cast(:until as timestamptz)
                order by s.statement desc limit 1) e on e.statement = p.statement
            left join lateral (
                select c.content from copy_revision c
                where (c.kind, c.municipality, c.id) = ('INDICATOR', p.municipality, p.indicator)
                  and c.recorded_at < cast(:until as timestamptz)
                order by c.version desc limit 1) i on true
            where p.kind = 'TARGET'""";

    private static final String ACTUALS = """
            select distinct on (municipality, indicator, period) municipality, indicator, cast(content as text)
            from actual_revision
            where (municipality, indicator) in (select * from unnest(:municipalities, :indicators))
              and recorded_at < cast(:until as timestamptz) and confirmed
            order by municipality, indicator, period, revision desc""";

    private final EntityManager database;
    private final ObjectMapper json;

    KnownTargets(EntityManager database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** In every edition that is known whole. */
    @SuppressWarnings("unchecked")
    public List<KnownTarget> listOf(Collection<KnownIndicator> indicators, AsOf asOf) {
        List<Object[]> rows = database.createNativeQuery(TARGETS
                        + " and (p.municipality, p.indicator) in (select * from unnest(:municipalities, :indicators))"
                        + " order by p.municipality, p.plan, p.number, p.position")
                .setParameter("until", asOf.until())
                .setParameter("municipalities", KnownIndicator.municipalities(indicators))
                .setParameter("indicators", KnownIndicator.ids(indicators))
                .getResultList();
        return withEarlier(rows.stream().map(this::target).toList());
    }

    /** In order of the print. */
    @SuppressWarnings("unchecked")
    public List<KnownTarget> listOf(String municipality, String plan, int edition, AsOf asOf) {
        List<Object[]> rows = database.createNativeQuery(TARGETS
                        + " and p.municipality = :municipality and p.plan = :plan and p.number <= :edition"
                        + " order by p.number, p.position")
                .setParameter("until", asOf.until())
                .setParameter("municipality", municipality)
                .setParameter("plan", plan)
                .setParameter("edition", edition)
                .getResultList();
        return withEarlier(rows.stream().map(this::target).toList()).stream()
                .filter(target -> target.edition() == edition)
                .toList();
    }

    /** Targets of earlier editions stay known: each gets those that bear its id in the same plan. */
    private static List<KnownTarget> withEarlier(List<KnownTarget> targets) {
        Map<String, List<KnownTarget>> editions = new HashMap<>();
        for (KnownTarget target : targets) {
            editions.computeIfAbsent(
                            target.municipality() + "/" + target.plan() + "/" + target.id(), none -> new ArrayList<>())
                    .add(target);
        }
        return targets.stream()
                .map(target ->
                        target.withEarlier(editions
                                .getOrDefault(
                                        target.municipality() + "/" + target.plan() + "/" + target.id(), List.of())
                                .stream()
                                .filter(other -> other.edition() < target.edition())
                                .sorted(Comparator.comparing(KnownTarget::edition)
                                        .reversed())
                                .toList()))
                .toList();
    }

    /** The newest revision of every period that is not withdrawn. */
    @SuppressWarnings("unchecked")
    public Map<KnownIndicator, List<KnownActual>> actualsOf(Collection<KnownIndicator> indicators, AsOf asOf) {
        List<Object[]> rows = database.createNativeQuery(ACTUALS)
                .setParameter("until", asOf.until())
                .setParameter("municipalities", KnownIndicator.municipalities(indicators))
                .setParameter("indicators", KnownIndicator.ids(indicators))
                .getResultList();
        Map<KnownIndicator, List<KnownActual>> actuals = new HashMap<>();
        for (Object[] row : rows) {
            JsonNode content = read((String) row[2]);
            if (!content.path("withdrawn").asBoolean()) {
                actuals.computeIfAbsent(new KnownIndicator((String) row[0], (String) row[1]), none -> new ArrayList<>())
                        .add(actual(content));
            }
        }
        return actuals;
    }

    /** Some indicator that has been heard of, if any has. */
    @SuppressWarnings("unchecked")
    public Optional<KnownIndicator> findAnyIndicator() {
        List<Object[]> rows = database.createNativeQuery("select municipality, id from indicator limit 1")
                .getResultList();
        return rows.stream()
                .map(row -> new KnownIndicator((String) row[0], (String) row[1]))
                .findFirst();
    }

    private KnownTarget target(Object[] row) {
        return new KnownTarget(
                (String) row[0],
                (String) row[1],
                (Integer) row[2],
                new FiscalYear((Integer) row[3]),
                new FiscalYear((Integer) row[4]),
                (Integer) row[5],
                read((String) row[6]),
                row[7] == null ? null : read((String) row[7]),
                List.of(),
                row[8] == null ? MissingNode.getInstance() : read((String) row[8]));
    }

    private static KnownActual actual(JsonNode content) {
        Map<String, BigDecimal> parts = new HashMap<>();
        for (JsonNode component : content.path("components")) {
            BigDecimal value = KnownTarget.decimal(component.path("value"));
            if (value != null) {
                parts.put(component.path("name").asText(), value);
            }
        }
        @Nullable String missing = content.path("missingReason").textValue();
        return new KnownActual(
                Period.ofCanonical(content.path("period").asText()),
                KnownTarget.decimal(content.path("value")),
                missing == null ? null : MissingReason.valueOf(missing),
                content.path("countsAsZero").asBoolean(),
                parts,
                KnownActual.Status.valueOf(content.path("status").asText()),
                content.path("revision").asLong(),
                content.path("recordedAt").isTextual()
                        ? LocalDate.ofInstant(
                                Instant.parse(content.path("recordedAt").asText()), TOKYO)
                        : null);
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("jsonb is always well-formed", e);
        }
    }
}
