package jp.shirube.report.received;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import jp.shirube.notation.FiscalYear;
import jp.shirube.report.announced.ChangedTarget;
import jp.shirube.report.announced.ChangedTarget.ChangedYear;
import jp.shirube.report.announced.ChangedTarget.Place;
import jp.shirube.report.announced.ProgressEvents;
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
                  (select * from unnest(:municipalities, :plans, :editions, :targets, :years))
            returning municipality, plan, edition, target, indicator, year, cast(content as text), null""";
    private static final String JUDGED = """
            update indicator_lock l set next_day = cast(found.next_day as date), judged_with = :judgedWith
            from unnest(:municipalities, :indicators, :days) as found (municipality, indicator, next_day)
            where (l.municipality, l.indicator) = (found.municipality, found.indicator)""";

    private record Found(KnownTarget target, FiscalYear year, String content) {}

    private final EntityManager database;
    private final KnownTargets targets;
    private final KnownRules rules;
    private final ProgressEvents events;
    private final Clock clock;

    Reassessment(EntityManager database, KnownTargets targets, KnownRules rules, ProgressEvents events, Clock clock) {
        this.database = database;
        this.targets = targets;
        this.rules = rules;
        this.events = events;
        this.clock = clock;
    }

    void of(Set<KnownIndicator> touched) {
        of(touched, LocalDate.now(clock));
    }

    /** @param day the day as of which is judged */
    void of(Set<KnownIndicator> touched, LocalDate day) {
        events.announce(judge(touched, day));
    }

    /** @return what is assessed otherwise than before; nobody has been told yet */
    List<ChangedTarget> judge(Set<KnownIndicator> touched, LocalDate day) {
        if (touched.isEmpty()) {
            return List.of();
        }
        Set<KnownIndicator> affected = new TreeSet<>(touched);
        lock(affected);
        Map<KnownIndicator, LocalDate> nextDays = new TreeMap<>();
        List<Found> found = assess(affected, AsOf.today(day), nextDays);
        List<ChangedTarget> changes = changes(forget(affected, found), store(found));
        remember(affected, nextDays);
        return changes;
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

    private List<Object[]> forget(Set<KnownIndicator> affected, List<Found> found) {
        return rows(about(FORGET, found)
                .setParameter("affectedMunicipalities", KnownIndicator.municipalities(affected))
                .setParameter("affectedIndicators", KnownIndicator.ids(affected)));
    }

    private List<Object[]> store(List<Found> found) {
        return rows(about(STORE, found)
                .setParameter("indicators", strings(found, one -> one.target().indicator()))
                .setParameter("contents", strings(found, Found::content)));
    }

    private Query about(String sql, List<Found> found) {
        return database.createNativeQuery(sql)
                .setParameter(
                        "municipalities", strings(found, one -> one.target().municipality()))
                .setParameter("plans", strings(found, one -> one.target().plan()))
                .setParameter("editions", integers(found, one -> one.target().edition()))
                .setParameter("targets", strings(found, one -> one.target().id()))
                .setParameter("years", integers(found, one -> one.year().year()));
    }

    @SuppressWarnings("unchecked")
    private static List<Object[]> rows(Query query) {
        return query.getResultList();
    }

    private static List<ChangedTarget> changes(List<Object[]> forgotten, List<Object[]> stored) {
        Map<Place, ChangedTarget> changes = new LinkedHashMap<>();
        Stream.concat(forgotten.stream(), stored.stream()).forEach(row -> {
            Place place = new Place((String) row[0], (String) row[1], (Integer) row[2], (String) row[3]);
            changes.computeIfAbsent(place, none -> new ChangedTarget(place, (String) row[4], new ArrayList<>()))
                    .years()
                    .add(new ChangedYear((Integer) row[5], (String) row[6], (String) row[7]));
        });
        return List.copyOf(changes.values());
    }

    private static String[] strings(List<Found> found, Function<Found, String> column) {
        return found.stream().map(column).toArray(String[]::new);
    }

    private static Integer[] integers(List<Found> found, Function<Found, Integer> column) {
        return found.stream().map(column).toArray(Integer[]::new);
    }
}
