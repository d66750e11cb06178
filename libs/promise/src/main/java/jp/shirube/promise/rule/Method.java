package jp.shirube.promise.rule;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * 算定方法: what a rule chooses where bodies calculate differently. Every setting has the default of {@link #STANDARD}.
 *
 * @param yearlyShare with {@link Path#PROPORTION}: percent of the goal expected per year of the plan; null for 100 ÷ its years
 * @param oldestYears how many years before the year asked a late figure may be to be graded
 * @param maintainTolerance of a target to be kept: how far, in percent of the goal, it may be missed for the second level
 * @param averageOf how a ratio is averaged over years; null for the mean of the yearly percentages
 */
public record Method(
        Path path,
        @Nullable BigDecimal yearlyShare,
        Against against,
        LessIsBetter lessIsBetter,
        NotAboveZero notAboveZero,
        CumulativeActuals cumulativeActuals,
        boolean subtractRunningBaseline,
        UnknownYears unknownYears,
        Use lateFigures,
        int oldestYears,
        Use provisional,
        Parts parts,
        MetEarly metEarly,
        BigDecimal maintainTolerance,
        @Nullable TermAverage averageOf) {

    public static final Method STANDARD = new Method(
            Path.LINEAR,
            null,
            Against.GOAL,
            LessIsBetter.NONE,
            NotAboveZero.REFUSE,
            CumulativeActuals.PER_YEAR,
            false,
            UnknownYears.LOWER_BOUND,
            Use.GRADE,
            3,
            Use.GRADE,
            Parts.WORST,
            MetEarly.ANEW,
            BigDecimal.valueOf(3),
            null);

    public Method withPath(Path other) {
        return new Method(
                other,
                yearlyShare,
                against,
                lessIsBetter,
                notAboveZero,
                cumulativeActuals,
                subtractRunningBaseline,
                unknownYears,
                lateFigures,
                oldestYears,
                provisional,
                parts,
                metEarly,
                maintainTolerance,
                averageOf);
    }

    /** 計画線: what is expected in the years before the goal's. */
    public enum Path {
        /** A straight line from the baseline's own year to the goal's, through the plan's milestones. */
        LINEAR,
        /** A straight line that leaves the baseline in the year before the plan's first. */
        FROM_PLAN_START,
        /** The goal itself, every year. */
        FLAT,
        /** The last milestone reached, the baseline before the first, the goal in its year. */
        STEP,
        /** A share of the goal that grows with every year of the plan, whatever the baseline. */
        PROPORTION
    }

    /** What 達成率 divides by. */
    public enum Against {
        GOAL,
        /** The next milestone, the goal when none is left. */
        NEXT_MILESTONE
    }

    /** 達成率 and 期待値比 where less is better. */
    public enum LessIsBetter {
        /** There is none. */
        NONE,
        /** goal ÷ judged, both above zero. */
        GOAL_OVER_JUDGED,
        /** 1 − (judged − goal) ÷ goal. */
        ONE_MINUS_EXCESS,
        /** judged ÷ goal, marked 100%以下で達成. */
        RAW
    }

    /** A quotient with a term at or below zero. */
    public enum NotAboveZero {
        REFUSE,
        /** Refused as well, and the difference judged − goal is given in its place. */
        DIFFERENCE
    }

    public enum CumulativeActuals {
        /** Each year's own figure. */
        PER_YEAR,
        /** Each figure is the sum up to its year. */
        RUNNING
    }

    /** A sum some years of which are unknown. */
    public enum UnknownYears {
        /** Is known to be at least this: graded only if that suffices. */
        LOWER_BOUND,
        /** Is compared with what is expected of the known years alone. */
        KNOWN_YEARS_ONLY
    }

    /** What is done with a figure one may hesitate to grade. */
    public enum Use {
        GRADE,
        /** Shown as 参考. */
        REFERENCE
    }

    /** How the grades of 内訳 become that of the target. */
    public enum Parts {
        WORST,
        MEAN,
        ANY
    }

    public enum MetEarly {
        /** Judged anew every year. */
        ANEW,
        /** Once achieved, achieved. */
        STAYS
    }

    /**
     * Σ numerator ÷ Σ denominator × factor instead of the mean of yearly ratios.
     *
     * @param numerator name of the indicator's component
     * @param denominator name of the indicator's component
     */
    public record TermAverage(String numerator, String denominator, BigDecimal factor) {}
}
