package jp.shirube.promise.rule;

/** The figures a rule may look at, all in percent. */
public enum RatedFigure {
    /** The default graded figure: the first of the domain's list that is defined. */
    GRADED("graded"),
    /** 達成率. */
    ACHIEVEMENT_RATE("achievementRate"),
    /** 基準値からの進捗率. */
    BASELINE_PROGRESS("baselineProgress"),
    /** 期待値比. */
    EXPECTED_RATIO("expectedRatio"),
    /** 計画線比. */
    SCHEDULE_PROGRESS("scheduleProgress"),
    /** How far the judged figure is from the baseline, in percent of the baseline; positive is better. */
    FROM_BASELINE("fromBaseline"),
    /** How far it is from the last actual before it, in percent of that; positive is better. */
    FROM_LAST_ACTUAL("fromLastActual");

    private final String word;

    RatedFigure(String word) {
        this.word = word;
    }

    /** As it is written in a rule. */
    public String word() {
        return word;
    }
}
