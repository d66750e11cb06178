package jp.shirube.kpi.collection;

/** 取組の進捗状況 in a year. */
public enum InitiativeProgress {
    ON_SCHEDULE("計画どおり", "on schedule"),
    AHEAD("前倒し", "ahead"),
    BEHIND("遅れ", "behind"),
    CANCELLED("中止", "cancelled"),
    NOT_STARTED("未着手", "not started");

    private final String ja;
    private final String en;

    InitiativeProgress(String ja, String en) {
        this.ja = ja;
        this.en = en;
    }

    public String ja() {
        return ja;
    }

    public String en() {
        return en;
    }
}
