package jp.shirube.notation;

/** Why there is no value. All are different, and none of them is zero. */
public enum MissingReason implements Content {
    /** 無回答: an empty cell, nobody answered. */
    BLANK("無回答"),
    /** 該当なし, なし: there was nothing to measure. */
    NOT_APPLICABLE("該当なし"),
    /** 調査なし: no survey in that year. */
    NOT_SURVEYED("調査なし"),
    /** 未公表: measured, not yet published. */
    NOT_PUBLISHED("未公表"),
    /** 事業終了: the programme has ended. */
    DISCONTINUED("事業終了"),
    /** 算定なし: －, —, ー, = in print; for 将来負担比率 it says that there is no burden. */
    NOT_CALCULATED("－");

    private final String word;

    MissingReason(String word) {
        this.word = word;
    }

    /** As it is printed; {@link FigureNotation} reads it back. */
    public String word() {
        return word;
    }
}
