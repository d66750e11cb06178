package jp.shirube.notation;

/**
 * Why a text was refused. The {@link #id()} is stable and may be published; the words may change.
 *
 * <p>Each message takes the offending text as {@code %1$s} and, where it says so, what is right as {@code %2$s} and {@code %3$s}.
 */
public enum NotationProblem {
    TOO_LONG("notation.too-long", "長すぎます: 「%1$s」", "Too long: \"%1$s\""),
    NOT_A_PERIOD(
            "notation.not-a-period",
            "期間として読めません: 「%1$s」。「2025」「R7」「令和7年度」「2025-10-01」「H27～H30」のように書いてください",
            "Not a period: \"%1$s\". Write 2025, R7, 2025-10-01 or 2015..2018"),
    NOT_CANONICAL(
            "notation.not-canonical",
            "期間の保存形式ではありません: 「%1$s」（例 FY2025、CY2025、2025-10-01、FY2015..FY2018、..2022-10-31）",
            "Not a stored period: \"%1$s\" (FY2025, CY2025, 2025-10-01, FY2015..FY2018, ..2022-10-31)"),
    NO_SUCH_YEAR(
            "notation.no-such-year",
            "ない年、または扱わない年です: 「%1$s」（元号の年は1から、西暦は1868から2999まで）",
            "No such year, or outside 1868 to 2999: \"%1$s\""),
    NO_SUCH_DAY("notation.no-such-day", "ない日付です: 「%1$s」", "No such day: \"%1$s\""),
    BEFORE_THE_ERA(
            "notation.before-the-era",
            "その元号が始まる前の日です: 「%1$s」（%2$s から）",
            "A day before that era began: \"%1$s\" (it begins on %2$s)"),
    YEARS_DISAGREE(
            "notation.years-disagree",
            "併記された年または年数が合いません: 「%1$s」",
            "The years written side by side disagree: \"%1$s\""),
    NOT_A_FIGURE(
            "notation.not-a-figure",
            "数値として読めません: 「%1$s」。「1,234件」「60.0%%以上」「延べ100人」「該当なし」「－」のように書いてください",
            "Not a figure: \"%1$s\". Write it like 1,234件, 60.0%%以上, 延べ100人, 該当なし or －"),
    NOT_A_UNIT("notation.not-a-unit", "単位として読めません: 「%1$s」", "Not a unit: \"%1$s\""),
    UNITS_DIFFER(
            "notation.units-differ",
            "単位が違うため換算できません: 「%1$s」と「%2$s」",
            "Units that do not convert: \"%1$s\" and \"%2$s\""),
    FIRST_AFTER_LAST(
            "notation.first-after-last", "期間の終わりが始まりより前です: 「%1$s」", "The period ends before it begins: \"%1$s\""),
    NOT_A_FISCAL_YEAR(
            "notation.not-a-fiscal-year",
            "この指標は年度です。「%2$s」または「%3$s」と書いてください（「%1$s」は年度ではありません）",
            "This indicator is measured by fiscal year. Write %2$s or %3$s (\"%1$s\" is none)"),
    NOT_A_CALENDAR_YEAR(
            "notation.not-a-calendar-year",
            "この指標は暦年です。「%2$s」または「%3$s」と書いてください（「%1$s」は暦年ではありません）",
            "This indicator is measured by calendar year. Write %2$s or %3$s (\"%1$s\" is none)"),
    NOT_AN_AS_OF_DAY(
            "notation.not-an-as-of-day",
            "この指標は時点の値です。「%2$s」または「%3$s」と書いてください（「%1$s」は暦年です）",
            "This indicator is measured on a day. Write %2$s or %3$s (\"%1$s\" is a calendar year)");

    private final String id;
    private final String japanese;
    private final String english;

    NotationProblem(String id, String japanese, String english) {
        this.id = id;
        this.japanese = japanese;
        this.english = english;
    }

    /** The stable identifier, such as {@code notation.no-such-day}. */
    public String id() {
        return id;
    }

    String japanese() {
        return japanese;
    }

    String english() {
        return english;
    }
}
