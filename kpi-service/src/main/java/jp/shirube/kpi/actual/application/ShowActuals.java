package jp.shirube.kpi.actual.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.access.Caller;
import jp.shirube.access.Permission;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.actual.ActualPeriods;
import jp.shirube.kpi.actual.ActualProblems;
import jp.shirube.kpi.actual.Actuals;
import jp.shirube.kpi.actual.Revision;
import jp.shirube.kpi.actual.Sight;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Indicators;
import jp.shirube.kpi.received.Reporting;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/** What is stated now, what was stated as of a day, and every state in between. */
@ApplicationScoped
public class ShowActuals {

    private final Indicators indicators;
    private final Reporting reporting;
    private final Actuals actuals;
    private final Clock clock;

    ShowActuals(Indicators indicators, Reporting reporting, Actuals actuals, Clock clock) {
        this.indicators = indicators;
        this.reporting = reporting;
        this.actuals = actuals;
        this.clock = clock;
    }

    /** @param asOf as it was known at 24:00 of that day; null: now */
    @Transactional
    public Actual show(Caller caller, IndicatorKey key, String periodText, @Nullable LocalDate asOf) {
        Period period = ActualPeriods.read(periodText, indicators.get(key).indicator());
        Revision latest =
                actuals.findLatest(key, period, sight(caller, key, asOf)).orElse(null);
        if (latest instanceof Actual actual) {
            return actual;
        }
        throw ActualProblems.notThere(period, latest);
    }

    @Transactional
    public List<Revision> history(Caller caller, IndicatorKey key, String periodText) {
        Period period = ActualPeriods.read(periodText, indicators.get(key).indicator());
        List<Revision> history = actuals.listHistory(key, period).stream()
                .filter(sight(caller, key, null)::shows)
                .toList();
        if (history.isEmpty()) {
            throw ActualProblems.notThere(period, null);
        }
        return history;
    }

    @Transactional
    public List<Actual> list(
            Caller caller, IndicatorKey key, @Nullable LocalDate asOf, @Nullable Period after, int limit) {
        indicators.get(key);
        return actuals.list(key, after, limit, sight(caller, key, asOf));
    }

    /** What is not confirmed is for the department that reports the indicator today, and for who stands for all. */
    private Sight sight(Caller caller, IndicatorKey key, @Nullable LocalDate asOf) {
        boolean unconfirmed = caller.mayForAll(Permission.READ_UNCONFIRMED)
                || caller.may(Permission.READ_UNCONFIRMED)
                        && reporting
                                .of(key, LocalDate.now(clock))
                                .mayBeWrittenBy(caller.departments(Permission.READ_UNCONFIRMED));
        return new Sight(endOf(asOf), unconfirmed);
    }

    private @Nullable Instant endOf(@Nullable LocalDate day) {
        return day == null
                ? null
                : day.plusDays(1).atStartOfDay(clock.getZone()).toInstant();
    }
}
