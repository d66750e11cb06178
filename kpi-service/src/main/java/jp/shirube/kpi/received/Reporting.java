package jp.shirube.kpi.received;

import java.time.LocalDate;
import java.util.Map;
import jp.shirube.responsibility.Offices;

/** Who reports what, by the copies of responsibilities and departments that have arrived. */
public interface Reporting {

    /**
     * The figures of past years are reported by who reports the indicator when they are written: ask for the day of writing.
     *
     * @param day a past one asks who reported then; what has taken its place until today may write as well
     */
    Reported of(IndicatorKey indicator, LocalDate day);

    /** The same of every indicator of a municipality whose responsibilities have arrived, by id. */
    Map<String, Reported> ofAll(String municipality, LocalDate day);

    /** The departments of a municipality over time. */
    Offices departments(String municipality);
}
