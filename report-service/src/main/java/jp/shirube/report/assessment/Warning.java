package jp.shirube.report.assessment;

import jp.shirube.promise.Sentence;

/** Something odd one must know to trust a figure; it never changes the figure. */
public record Warning(Code code, Sentence sentence) {

    public enum Code {
        /** 計画に明記なし: somebody decided how to read the goal. */
        JUDGED_READING,
        /** The figure is of an earlier year than the one asked. */
        LATE_FIGURE,
        /** 速報・暫定. */
        PROVISIONAL,
        /** A mean of fewer years than have passed. */
        SOME_YEARS_OF_MEAN,
        /** A sum compared with what is expected of the known years alone. */
        SUM_OF_KNOWN_YEARS,
        /** A cumulative goal whose yearly average is worse than the yearly baseline. */
        GOAL_BELOW_YEARLY_BASELINE,
        /** The goal is worse than the baseline in the direction of the indicator. */
        GOAL_WORSE_THAN_BASELINE,
        /** One printed digit of an approximate baseline decides about the grade. */
        APPROXIMATE_BASELINE_DECIDES,
        /** Expected value and baseline differ by less than one printed digit. */
        LINE_WITHIN_ROUNDING,
        /** In the goal's year the rate suffices for the first level, but the comparator is not met. */
        NOT_ACHIEVED_DROPS,
        /** 目標年次未到来: the goal's year comes after the plan's end. */
        GOAL_AFTER_PLAN,
        /** An earlier edition promised another goal. */
        GOAL_CHANGED,
        /** The same goal as in an earlier edition, for another year. */
        GOAL_YEAR_CHANGED,
        /** An earlier edition printed another baseline for the same period. */
        BASELINE_CHANGED,
        /** The figure of the baseline's period has been revised since. */
        BASELINE_REVISED,
        /** Less is better, and the rule shows the raw rate: 100%以下で達成. */
        RAW_RATE_OF_LESS_IS_BETTER,
        /** An estimate is known and not graded. */
        ESTIMATE_NOT_GRADED
    }

    static Warning of(Code code, String ja, String en) {
        return new Warning(code, new Sentence(ja, en));
    }
}
