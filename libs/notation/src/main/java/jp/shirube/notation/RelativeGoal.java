package jp.shirube.notation;

/** What a goal without a value of its own is measured against (基準値以上, 現状より向上). */
public enum RelativeGoal implements Content {
    /** 基準値. */
    BASELINE("基準値"),
    /** 現状, 現状値. */
    CURRENT("現状");

    private final String word;

    RelativeGoal(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
