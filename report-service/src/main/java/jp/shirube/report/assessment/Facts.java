package jp.shirube.report.assessment;

import java.util.Map;
import jp.shirube.promise.Sentence;
import jp.shirube.promise.rule.RatedFigure;
import org.jspecify.annotations.Nullable;

/**
 * What a grading rule may look at.
 *
 * @param graded the default graded figure
 * @param rates every figure but the graded one
 * @param metWithoutFigure 算定なし（－） of an indicator for which that counts as met: the first level of any rule
 */
record Facts(
        boolean goalYear,
        Graded graded,
        Map<RatedFigure, Rate> rates,
        @Nullable Boolean achieved,
        boolean maintain,
        boolean survey,
        boolean metWithoutFigure) {

    /** The default graded figure: a rate, a verdict without one, or why there is neither. */
    sealed interface Graded {

        /** @param figure the rate it is */
        record ByRate(RatedFigure figure, Rate rate) implements Graded {}

        /** @param basis what was compared with what */
        record Verdict(Place place, Sentence basis) implements Graded {}

        record Nothing(Sentence reason) implements Graded {}

        enum Place {
            TOP,
            SECOND,
            LOWEST
        }
    }

    Rate rate(RatedFigure figure) {
        if (figure != RatedFigure.GRADED) {
            return rates.getOrDefault(figure, Rate.undefined("算定しない率です", "not calculated"));
        }
        return switch (graded) {
            case Graded.ByRate by -> by.rate();
            case Graded.Verdict verdict -> new Rate(null, verdict.basis());
            case Graded.Nothing nothing -> new Rate(null, nothing.reason());
        };
    }
}
