package jp.shirube.kpi.collection;

/** 今後の方向. */
public enum Direction {
    EXPAND("拡充", "expand"),
    CONTINUE("継続", "continue"),
    IMPROVE("改善", "improve"),
    SHRINK("縮小", "shrink"),
    END("終了", "end");

    private final String ja;
    private final String en;

    Direction(String ja, String en) {
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
