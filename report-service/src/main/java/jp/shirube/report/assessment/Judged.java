package jp.shirube.report.assessment;

import java.util.List;
import jp.shirube.notation.FiscalYear;
import jp.shirube.report.assessment.Figures.Input;
import org.jspecify.annotations.Nullable;

/**
 * 判定値: what there is to judge of one commitment in one year, and what is lacking.
 *
 * @param state why there is nothing to grade; KNOWN when there is
 * @param value null when nothing is known
 * @param year of the figure, the last year of a sum or mean
 * @param unknown years of the sum or mean so far without a figure
 * @param known how many years have one
 * @param lowerBound whether the value is a sum that lacks years
 */
record Judged(
        YearBook.State state,
        @Nullable Fraction value,
        FiscalYear year,
        List<FiscalYear> soFar,
        List<FiscalYear> unknown,
        int known,
        boolean lowerBound,
        List<Input> inputs) {

    static Judged nothing(YearBook.State state, FiscalYear year) {
        return new Judged(state, null, year, List.of(), List.of(), 0, false, List.of());
    }

    boolean isProvisional() {
        return inputs.stream().anyMatch(input -> input.status() == KnownActual.Status.PROVISIONAL);
    }
}
