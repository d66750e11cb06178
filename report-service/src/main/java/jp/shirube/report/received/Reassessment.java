package jp.shirube.report.received;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import jp.shirube.notation.FiscalYear;
import jp.shirube.outbox.Outbox;
import jp.shirube.outbox.OutgoingEvent;
import jp.shirube.report.assessment.Assessor;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.targets.AsOf;
import jp.shirube.report.targets.AssessmentContent;
import jp.shirube.report.targets.KnownIndicator;
import jp.shirube.report.targets.KnownRules;
import jp.shirube.report.targets.KnownRules.RuleBook;
import jp.shirube.report.targets.KnownTarget;
import jp.shirube.report.targets.KnownTargets;
import jp.shirube.report.targets.TargetAssessor;
import org.jspecify.annotations.Nullable;

/**
 * Judges every target of the indicators touched, in every plan and edition, stores what differs from what was found before,
 * and says so: one event per target changed, none for those that did not change.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class Reassessment {

    private static final String LOCK_ROWS = """
            insert into indicator_lock select * from unnest(:municipalities, :indicators) on conflict do nothing""";
    private static final String LOCK = """
            select indicator from indicator_lock
            where (municipality, indicator) in (select * from unnest(:municipalities, :indicators))
            order by municipality, indicator for update""";
    private static final String STORE = """
            insert into assessment (municipality, plan, edition, target, year, indicator, content)
            select municipality, plan, edition, target, year, indicator, cast(content as jsonb)
            from unnest(:municipalities, :plans, :editions, :targets, :years, :indicators, :contents)
                as found (municipality, plan, edition, target, year, indicator, content)
            on conflict (municipality, plan, edition, target, year) do update
                set content = excluded.content, indicator = excluded.indicator
                where assessment.content is distinct from excluded.content
            returning assessment.municipality, assessment.plan, assessment.edition, assessment.target, assessment.indicator,
                assessment.year, cast(old.content as text) as before, cast(new.content as text) as after""";
    private static final String FORGET = """
            delete from assessment
            where (municipality, indicator) in (select * from unnest(:affectedMunicipalities, :affectedIndicators))
              and (municipality, plan, edition, target, year) not in
                  (select * from unnest(:municipalities, :plans, :editions, :targets, :years))""";
    /** The last of as many versions as a target has changes: the same target may change in several editions at once. */
    private static final String NEXT_VERSIONS = """
            insert into target_progress (municipality, plan, target, version)
            select municipality, plan, target, count(*) from unnest(:municipalities, :plans, :targets)
                as changed (municipality, plan, target) group by municipality, plan, target
            on conflict (municipality, plan, target) do update set version = target_progress.version + excluded.version
            returning municipality, plan, target, version""";

    private record Place(String municipality, String plan, int edition, String target, String indicator) {
        String subject() {
            return Reassessment.subject(municipality, plan, target);
        }
    }

    private static final String JUDGED = """
            update indicator_lock l set next_day = cast(found.next_day as date), judged_with = :judgedWith
            from unnest(:municipalities, :indicators, :days) as found (municipality, indicator, next_day)
            where (l.municipality, l.indicator) = (found.municipality, found.indicator)""";

    private record Found(KnownTarget target, FiscalYear year, String content) {}

    private record Change(int year, @Nullable String before, String after) {}

    private final EntityManager database;
    private final KnownTargets targets;
    private final KnownRules rules;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final Clock clock;

    Reassessment(
            EntityManager database,
            KnownTargets targets,
            KnownRules rules,
            Outbox outbox,
            ObjectMapper json,
            Clock clock) {
        this.database = database;
        this.targets = targets;
        this.rules = rules;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
    }

    void of(Set<KnownIndicator> touched) {
        of(touched, LocalDate.now(clock));
    }

    /** @param day the day as of which is judged */
    void of(Set<KnownIndicator> touched, LocalDate day) {
        if (touched.isEmpty()) {
            return;
        }
        Set<KnownIndicator> affected = new TreeSet<>(touched);
        lock(affected);
        Map<KnownIndicator, LocalDate> nextDays = new TreeMap<>();
        List<Found> found = assess(affected, AsOf.today(day), nextDays);
        forget(affected, found);
        announce(store(found));
        remember(affected, nextDays);
    }

    /** In sorted order, so that two batches never wait for each other. */
    private void lock(Set<KnownIndicator> affected) {
        about(affected, LOCK_ROWS).executeUpdate();
        about(affected, LOCK).getResultList();
    }

    private Query about(Set<KnownIndicator> affected, String sql) {
        return database.createNativeQuery(sql)
                .setParameter("municipalities", KnownIndicator.municipalities(affected))
                .setParameter("indicators", KnownIndicator.ids(affected));
    }

    private List<Found> assess(Set<KnownIndicator> affected, AsOf asOf, Map<KnownIndicator, LocalDate> nextDays) {
        Map<KnownIndicator, List<KnownActual>> actuals = targets.actualsOf(affected, asOf);
        Map<String, RuleBook> books = rules.of(
                affected.stream().map(KnownIndicator::municipality).distinct().toList(), asOf);
        List<Found> found = new ArrayList<>();
        for (KnownTarget target : targets.listOf(affected, asOf)) {
            KnownIndicator indicator = new KnownIndicator(target.municipality(), target.indicator());
            Assessor assessor = TargetAssessor.of(
                            target,
                            books.getOrDefault(target.municipality(), RuleBook.presetsOnly()),
                            actuals.getOrDefault(indicator, List.of()),
                            asOf)
                    .orElse(null);
            if (assessor == null) {
                continue;
            }
            for (FiscalYear year : assessor.years()) {
                found.add(new Found(
                        target,
                        year,
                        AssessmentContent.of(assessor.assess(year)).toString()));
            }
            assessor.nextDay()
                    .ifPresent(
                            next -> nextDays.merge(indicator, next, (one, other) -> one.isBefore(other) ? one : other));
        }
        return found;
    }

    /** When the day alone will change something next, and by which arithmetic this was judged. */
    private void remember(Set<KnownIndicator> affected, Map<KnownIndicator, LocalDate> nextDays) {
        about(affected, JUDGED)
                .setParameter("judgedWith", Assessor.VERSION)
                .setParameter(
                        "days",
                        affected.stream()
                                .map(indicator -> Objects.toString(nextDays.get(indicator), null))
                                .toArray(String[]::new))
                .executeUpdate();
    }

    private void forget(Set<KnownIndicator> affected, List<Found> found) {
        database.createNativeQuery(FORGET)
                .setParameter("affectedMunicipalities", KnownIndicator.municipalities(affected))
                .setParameter("affectedIndicators", KnownIndicator.ids(affected))
                .setParameter(
                        "municipalities", strings(found, one -> one.target().municipality()))
                .setParameter("plans", strings(found, one -> one.target().plan()))
                .setParameter("editions", integers(found, one -> one.target().edition()))
                .setParameter("targets", strings(found, one -> one.target().id()))
                .setParameter("years", integers(found, one -> one.year().year()))
                .executeUpdate();
    }

    private Map<Place, List<Change>> store(List<Found> found) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = database.createNativeQuery(STORE)
                .setParameter(
                        "municipalities", strings(found, one -> one.target().municipality()))
                .setParameter("plans", strings(found, one -> one.target().plan()))
                .setParameter("editions", integers(found, one -> one.target().edition()))
                .setParameter("targets", strings(found, one -> one.target().id()))
                .setParameter("years", integers(found, one -> one.year().year()))
                .setParameter("indicators", strings(found, one -> one.target().indicator()))
                .setParameter("contents", strings(found, Found::content))
                .getResultList();
        Map<Place, List<Change>> changes = new LinkedHashMap<>();
        for (Object[] row : rows) {
            changes.computeIfAbsent(
                            new Place((String) row[0], (String) row[1], (Integer) row[2], (String) row[3], (String)
                                    row[4]),
                            none -> new ArrayList<>())
                    .add(new Change((Integer) row[5], (String) row[6], (String) row[7]));
        }
        return changes;
    }

    private void announce(Map<Place, List<Change>> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Map<String, Long> lastVersions = nextVersions(changes.keySet());
        List<Place> latestFirst = new ArrayList<>(changes.keySet());
        Collections.reverse(latestFirst);
        List<OutgoingEvent> events = new ArrayList<>();
        for (Place place : latestFirst) {
            long version = lastVersions.merge(place.subject(), -1L, Long::sum) + 1;
            events.add(event(place, version, changes.getOrDefault(place, List.of()), now));
        }
        Collections.reverse(events);
        outbox.add(events);
    }

    private Map<String, Long> nextVersions(Set<Place> changed) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = database.createNativeQuery(NEXT_VERSIONS)
                .setParameter(
                        "municipalities",
                        changed.stream().map(Place::municipality).toArray(String[]::new))
                .setParameter("plans", changed.stream().map(Place::plan).toArray(String[]::new))
                .setParameter("targets", changed.stream().map(Place::target).toArray(String[]::new))
                .getResultList();
        Map<String, Long> versions = new HashMap<>();
        for (Object[] row : rows) {
            versions.put(subject((String) row[0], (String) row[1], (String) row[2]), ((Number) row[3]).longValue());
        }
        return versions;
    }

    private static String subject(String municipality, String plan, String target) {
        return municipality + "/target/" + plan + "/" + target;
    }

    private OutgoingEvent event(Place place, long version, List<Change> years, Instant now) {
        ObjectNode data = json.createObjectNode()
                .put("municipality", place.municipality())
                .put("plan", place.plan())
                .put("edition", place.edition())
                .put("target", place.target())
                .put("indicator", place.indicator())
                .put("version", version);
        for (Change change : years) {
            ObjectNode year = data.withArray("years").addObject().put("year", change.year());
            if (change.before() != null) {
                year.set("before", read(change.before()));
            }
            year.set("after", read(change.after()));
        }
        return OutgoingEvent.of(
                "shirube.progress",
                place.subject(),
                "jp.shirube.report.progress.changed.v1",
                "/report-service",
                place.subject(),
                version,
                now,
                data);
    }

    private JsonNode read(String content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("jsonb is always well-formed", e);
        }
    }

    private static String[] strings(List<Found> found, Function<Found, String> column) {
        return found.stream().map(column).toArray(String[]::new);
    }

    private static Integer[] integers(List<Found> found, Function<Found, Integer> column) {
        return found.stream().map(column).toArray(Integer[]::new);
    }
}
