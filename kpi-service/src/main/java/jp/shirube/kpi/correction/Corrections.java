package jp.shirube.kpi.correction;

import java.time.Instant;
import java.util.List;
import jp.shirube.notation.FiscalYear;
import org.jspecify.annotations.Nullable;

/** Every correction of what was public, found in the revisions themselves. */
public interface Corrections {

    /**
     * What is asked for; null: all.
     *
     * @param from the first moment
     * @param before the first moment that is too late
     * @param year 対象年度: in which the figure is judged
     * @param after behind this one
     */
    record Wish(
            @Nullable Instant from,
            @Nullable Instant before,
            @Nullable FiscalYear year,
            @Nullable String indicator,
            Correction.@Nullable Position after) {}

    /** In the order they were made. */
    List<Correction> list(String municipality, Wish wish, int limit);
}
