package jp.shirube.kpi.check;

/**
 * One thing noticed about a figure while it is entered (入力時の確認).
 *
 * @param place JSON pointer into the statement, such as {@code /value}; {@code #period} where the period itself is wrong
 * @param ja what was noticed and what to do, Japanese
 * @param en the same, English
 */
public record Finding(Kind kind, Severity severity, String place, String ja, String en) {

    /** What is done about it. */
    public enum Severity {
        /** It is no figure of the indicator and is not taken. */
        REFUSED,
        /** It may be right; a word of explanation is asked for. */
        WARNED
    }

    public enum Kind {
        /** 指標の期間の外. */
        OUTSIDE_LIFE,
        /** 範囲の外. */
        OUT_OF_RANGE,
        /** 分子が分母より大きい. */
        NUMERATOR_ABOVE_DENOMINATOR,
        /** 分母が0. */
        NO_DENOMINATOR,
        /** 算式と合わない. */
        AGAINST_THE_FORMULA,
        /** 小数の桁数. */
        TOO_MANY_DECIMALS,
        /** 割合が0～100の外、または負の値: nothing the municipality rules out, but seldom right. */
        UNUSUAL_RANGE,
        /** 単位の取り違え（千円・万円など）. */
        UNIT_SLIP,
        /** 前年からの大きな増減. */
        JUMP,
        /** 累計の減少. */
        FALL,
        /** 前年と同じ値. */
        REPEATED,
        /** 内訳の合計と合わない. */
        COMPONENT_SUM,
        /** 「約」の付いた値. */
        APPROXIMATE
    }
}
