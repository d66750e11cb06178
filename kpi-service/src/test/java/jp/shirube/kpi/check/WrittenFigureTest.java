package jp.shirube.kpi.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.received.ComponentRole;
import jp.shirube.kpi.received.EntryRules;
import jp.shirube.kpi.received.EntryRules.EntryUnit;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorComponent;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.PeriodKind;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenFigureTest {

    @ParameterizedTest(name = "{0} of an indicator in {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            1,234            | 人       | 1234
            １，２３４人      | 人       | 1234
            　12　            | 人       | 12
            12名             | 人       | 12
            12 人            | 名       | 12
            3回              | 件       | 3
            5箇所            | か所     | 5
            ▲5               | 人       | -5
            △684人           | 人       | -684
            −3.5             | %        | -3.5
            +5               | 件       | 5
            82.0％           | %        | 82
            82.0             | %        | 82
            12.50            | %        | 12.5
            26億2,850万円    | 千円     | 2628500
            26億2,850万円    | 万円     | 262850
            26億2,850万円    | 億円     | 26.285
            26億2,850万円    | 円       | 2628500000
            26億2,850万      | 円       | 2628500000
            4,472千円        | 万円     | 447.2
            16億9,299.5万円  | 千円     | 1692995
            170万人          | 人       | 1700000
            延べ1,395人      | 人       | 1395
            延べ1,395        | 人       | 1395
            1,395人          | 延べ人   | 1395
            延べ1,395人      | 延べ人   | 1395
            586.2千t-CO₂     | 千t-CO₂  | 586.2
            586,200t-CO2     | 千t-CO₂  | 586.2
            7.0ｇ            | g        | 7
            0                | 件       | 0
            -0               | 件       | 0
            1.30             | ''       | 1.3
            3回/年           | 回/年    | 3
            年3回            | 回/年    | 3
            3                | 回/年    | 3
            12.3人/km²       | 人/km²   | 12.3
            12.3             | 人/km²   | 12.3
            """)
    void aFigureIsReadAsPeopleWriteIt(String text, String unit, BigDecimal value) {
        assertThat(WrittenFigure.read(text, measuredIn(unit))).isEqualTo(new Written.Figure(value, false, text));
    }

    @Test
    void aboutTwelvePercentIsAFigureThatSaysSo() {
        assertThat(WrittenFigure.read("約12%", measuredIn("%")))
                .isEqualTo(new Written.Figure(new BigDecimal("12"), true, "約12%"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "　", "\n\t", "無回答"})
    void anEmptyPlaceIsNoAnswer(String text) {
        assertThat(WrittenFigure.read(text, measuredIn("人"))).isEqualTo(new Written.Blank());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "なし, NOT_APPLICABLE",
        "無し, NOT_APPLICABLE",
        "該当なし, NOT_APPLICABLE",
        "該当無し, NOT_APPLICABLE",
        "調査なし, NOT_SURVEYED",
        "未公表, NOT_PUBLISHED",
        "事業終了, DISCONTINUED",
        "算定なし, NOT_CALCULATED",
        "算定なし（－）, NOT_CALCULATED",
        "－, NOT_CALCULATED",
        "―, NOT_CALCULATED",
        "ー, NOT_CALCULATED",
        "-, NOT_CALCULATED"
    })
    void everyKindOfNothingIsAReasonOfItsOwn(String text, MissingReason reason) {
        assertThat(WrittenFigure.read(text, measuredIn("%"))).isEqualTo(new Written.Nothing(reason));
        assertThat(WrittenFigure.read(text, measuredIn("人/km²"))).isEqualTo(new Written.Nothing(reason));
    }

    @ParameterizedTest(name = "{0} of an indicator in {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            12件                    | 人   | 単位は換算できません
            12%                     | 人   | 単位は換算できません
            12人                    | ''   | 単位は換算できません
            1.3t                    | kg   | 単位は換算できません
            26億                    | 千円 | 単位は換算できません
            5ポイント               | %    | 単位は換算できません
            60.0%以上               | %    | 以上
            7.0g未満                | g    | 以上
            累計100人               | 件   | この期間の数値だけ
            延べ3件                 | 件   | この期間の数値だけ
            平均3.5人               | 人   | この期間の数値だけ
            年3回                   | 回   | この期間の数値だけ
            12件（R7年度）          | 件   | 期間
            12件※                   | 件   | 注記
            小学校 82.0%            | %    | 内訳の名前
            －（R7年度）            | %    | 期間
            小学校82.0%中学校70.0%  | %    | 二つ以上
            29回 延べ1,395人        | 人   | 二つ以上
            基準値以上              | %    | 数値として読めません
            1 234                   | 人   | 数値として読めません
            1,23                    | 人   | 数値として読めません
            1e5                     | 人   | 数値として読めません
            十二                    | 人   | 数値として読めません
            =A1                     | 人   | 数値として読めません
            5～10件                 | 件   | 数値として読めません
            """)
    void whatIsNoFigureOfTheIndicatorIsRefusedWithWhatWouldBeRight(String text, String unit, String why) {
        assertThat(WrittenFigure.read(text, measuredIn(unit)))
                .isInstanceOfSatisfying(Written.Unreadable.class, refused -> {
                    assertThat(refused.ja()).contains(text, why);
                    assertThat(refused.en()).contains(text);
                });
    }

    @Test
    void anotherUnitIsConvertedOnlyWhereTheIndicatorSaysHow() {
        Indicator waste = measuredIn("t", new EntryUnit("kg", new BigDecimal("0.001")));

        assertThat(WrittenFigure.read("1,234.5kg", waste))
                .isEqualTo(new Written.Figure(new BigDecimal("1.2345"), false, "1,234.5kg"));
        assertThat(WrittenFigure.read("約 2,000 ㎏", waste))
                .isEqualTo(new Written.Figure(new BigDecimal("2"), true, "約 2,000 ㎏"));
        assertThat(WrittenFigure.read("1,234t", waste))
                .isEqualTo(new Written.Figure(new BigDecimal("1234"), false, "1,234t"));
        assertThat(WrittenFigure.read("5g", waste))
                .isInstanceOfSatisfying(
                        Written.Unreadable.class,
                        refused -> assertThat(refused.ja()).contains("「t」", "kgでも書けます"));
    }

    @Test
    void sevenThousandOfABaseUnitIsNotTakenForTheNamedUnitItEndsWith() {
        Indicator money = measuredIn("百万円", new EntryUnit("千円", new BigDecimal("0.001")));

        assertThat(WrittenFigure.read("2,628,500千円", money))
                .isEqualTo(new Written.Figure(new BigDecimal("2628.5"), false, "2,628,500千円"));
        assertThat(WrittenFigure.read("26億2,850万円", money))
                .isEqualTo(new Written.Figure(new BigDecimal("2628.5"), false, "26億2,850万円"));
    }

    @Test
    void occasionsBesideCasesAreNotTakenForCases() {
        IndicatorComponent occasions = new IndicatorComponent("回数", "回", ComponentRole.REFERENCE);
        Indicator cases = measuredIn("件", List.of(), occasions);

        assertThat(WrittenFigure.read("3回", cases)).isInstanceOf(Written.Unreadable.class);
        assertThat(WrittenFigure.read("3回", cases, occasions))
                .isEqualTo(new Written.Figure(new BigDecimal("3"), false, "3回"));
        assertThat(WrittenFigure.read("3人", cases, occasions)).isInstanceOf(Written.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\uD800", "5\uDC00件", "9999999999999999999999999999", "<b>5</b>"})
    void hostileTextIsUnreadableAndNothingElse(String text) {
        assertThat(WrittenFigure.read(text, measuredIn("件"))).isInstanceOf(Written.Unreadable.class);
        assertThat(WrittenFigure.read("9".repeat(100_000), measuredIn("件"))).isInstanceOf(Written.Unreadable.class);
    }

    private static Indicator measuredIn(String unit, EntryUnit... others) {
        return measuredIn(unit, List.of(others));
    }

    private static Indicator measuredIn(String unit, List<EntryUnit> others, IndicatorComponent... components) {
        return new Indicator(
                        new IndicatorKey("520101", "written"),
                        "書かれた数値",
                        unit,
                        Direction.UP,
                        PeriodKind.FISCAL_YEAR,
                        null,
                        Quantity.FLOW,
                        null,
                        List.of(components))
                .with(new EntryRules(false, EntryRules.Life.UNSTATED, EntryRules.Checks.UNSTATED, null, others));
    }
}
