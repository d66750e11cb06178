package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.util.List;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/**
 * 達成状況（算定）: what a target and the actuals give for a year (対象年度), as known on a day.
 *
 * @param latest the newest figure known up to that year, of whatever year it is
 * @param figures of the target itself
 * @param parts of each judged part; then the target itself has a standing, a grade and whether it is achieved, and no rates
 */
public record Assessment(FiscalYear year, @Nullable Latest latest, Figures figures, List<PartFigures> parts) {

    /** @param value null when the newest figure consists of parts */
    public record Latest(Period period, @Nullable BigDecimal value, KnownActual.Status status, long revision) {}

    public record PartFigures(String name, Figures figures) {}
}
