package jp.shirube.kpi.actual;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/** Everything that was ever recorded. */
public interface Actuals {

    /** Waits until nobody else writes this indicator; the turn ends with the transaction. */
    Series takeTurn(IndicatorKey indicator);

    /** The newest state of the period of those in sight. */
    Optional<Revision> findLatest(IndicatorKey indicator, Period period, Sight sight);

    Revision get(IndicatorKey indicator, Period period, int revision);

    /** Every state of the period, the first one first. */
    List<Revision> listHistory(IndicatorKey indicator, Period period);

    /** What is stated of each period, ordered by the periods' last days; withdrawn periods are left out. */
    List<Actual> list(IndicatorKey indicator, @Nullable Period after, int limit, Sight sight);

    /** What is stated of each period of several indicators, confirmed or not, by indicator and last day; withdrawn ones left out. */
    List<Actual> listOf(String municipality, Collection<String> indicators);

    /** Adds the next state; only whoever has the turn may. */
    void add(Revision revision);

    /**
     * Every state ever recorded with what recorded it, by municipality, indicator and version, beginning behind the one named.
     */
    List<Answer> listEverything(String municipality, String indicator, long version, int limit);

    long countEverything();
}
