package jp.shirube.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FigureNotationTest {
    private final FigureNotation notation = new FigureNotation(Eras.standard());

    @ParameterizedTest(name = "{2}: {0}")
    @CsvFileSource(resources = "figures.tsv", delimiter = '\t')
    void everyCellOfTheSeedsSaysOneThing(String printed, String says, String where) {
        Figure read = notation.parse(printed);

        assertThat(CompactFigure.of(read)).as(where).isEqualTo(says);
        assertThat(read.printed()).isEqualTo(printed);
        assertThat(notation.parse(notation.print(read)).parts()).isEqualTo(read.parts());
    }

    @ParameterizedTest(name = "{0} is printed {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    延べ 12 件 (H30.6~R4)            | 延べ12件(平成30年6月～令和5年3月)
                    10.0% (R3～R7 平均)              | 10.0%(令和3年度～令和7年度 平均)
                    36 件 (R3～R7 累積)              | 延べ36件(令和3年度～令和7年度)
                    年 3 回                          | 3回/年
                    215 件 (~R4.10)                  | 215件(～令和4年10月)
                    26億3,000万円以上                | 26億3,000万円以上
                    16億9,299.5万円                  | 16億9,299.5万円
                    1億2,345万6,789円                | 1億2,345万6,789円
                    ▲684人                           | -684人
                    約12% (令和7年1月末)             | 約12%(令和7年1月31日)
                    現状より向上 (R11年度)           | 現状より向上(令和11年度)
                    —※                              | －※
                    29回 延べ1,395人                 | 29回、延べ1,395人
                    586.2 千 t-CO₂                   | 586.2千t-CO2
                    1.50                             | 1.50
                    """)
    void aFigureIsPrintedInOneRegularForm(String text, String printed) {
        assertThat(notation.print(notation.parse(text))).isEqualTo(printed);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = ';', textBlock = """
                    ▲684人                       ; -684 人
                    △ 684人                      ; -684 人
                    −684人                       ; -684 人
                    ―684人                       ; -684 人
                    社会増減△684人               ; 社会増減: -684 人
                    －684人                      ; -684 人
                    －                           ; NOT_CALCULATED
                    ー                           ; NOT_CALCULATED
                    ― (R4年度)                   ; NOT_CALCULATED @FY2022
                    算定なし（－）               ; NOT_CALCULATED
                    なし                         ; NOT_APPLICABLE
                    該当なし                     ; NOT_APPLICABLE
                    調査なし                     ; NOT_SURVEYED
                    未公表                       ; NOT_PUBLISHED
                    事業終了                     ; DISCONTINUED
                    無回答                       ; BLANK
                    １，３８３億円               ; 1383 億円
                    5ページ                      ; 5 ページ
                    5か所未満                    ; LESS_THAN 5 か所
                    100件超                      ; MORE_THAN 100 件
                    10日以内                     ; AT_MOST 10 日
                    年3回以上                    ; PER_YEAR AT_LEAST 3 回
                    8件/年以上 (R7～11年度)      ; PER_YEAR AT_LEAST 8 件 @FY2025..FY2029
                    約 延べ 100 人               ; about SUM 100 人
                    累計100人                    ; SUM 100 人
                    平均 3.5人                   ; AVERAGE 3.5 人
                    延べ215件 (~R4.10)           ; RUNNING 215 件 @..2022-10-31
                    1千万円                      ; 1 千万円
                    3百万円                      ; 3 百万円
                    1兆2,345億円                 ; 12345 …億円
                    30億0万円                    ; 30 億円
                    26億 2,850万円               ; 262850 …万円
                    全国 1位                     ; 全国: 1 位
                    小学校：82.0%、中学校：70.0% ; 小学校: 82 % | 中学校: 70 %
                    小学校82.0%中学校70.0%       ; 小学校: 82 % | 中学校: 70 %
                    小学校 延べ5人 中学校 6人 (R5年度) ; 小学校: SUM 5 人 | 中学校: 6 人 @FY2023
                    0人                          ; 0 人
                    -0人                         ; 0 人
                    007件                        ; 7 件
                    延べ1,973人/年               ; PER_YEAR 1973 延べ人
                    年間延べ 5,000人             ; PER_YEAR 5000 延べ人
                    － (R3～R7 累積)             ; SUM NOT_CALCULATED @FY2021..FY2025
                    － (平均)                    ; AVERAGE NOT_CALCULATED
                    5件(累計)                    ; SUM 5 件
                    毎年度100件                  ; PER_YEAR 100 件
                    100人を超える                ; MORE_THAN 100 人
                    100人超え                    ; MORE_THAN 100 人
                    100人/日                     ; 100 人/日
                    """)
    void otherSpellingsAreReadToo(String printed, String says) {
        Figure read = notation.parse(printed);

        assertThat(CompactFigure.of(read)).isEqualTo(says);
        assertThat(notation.parse(notation.print(read)).parts()).isEqualTo(read.parts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "　", "\n"})
    void anEmptyCellIsNoAnswerAndNotZero(String text) {
        assertThat(notation.parse(text).single().content()).isEqualTo(MissingReason.BLANK);
    }

    @ParameterizedTest
    @EnumSource(MissingReason.class)
    void everyKindOfNothingIsPrintedWithItsOwnWord(MissingReason reason) {
        assertThat(notation.parse(reason.word()).single().content()).isEqualTo(reason);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "△",
                "▲",
                "A",
                "R7",
                "令和7年度",
                "2025年度",
                "2025-10-01",
                "1,00件",
                "1.件",
                ".5件",
                "1e5",
                "5～10件",
                "5-10件",
                "10％台",
                "5件程度",
                "5万6億円",
                "5万12,345円",
                "1万0十億円",
                "1万0億5円",
                "1.5億2,000万円",
                "95%以上100%以下",
                "1 383億円",
                "月1回",
                "訪問約：5件",
                "999999999999999999999999999999999999件",
                "延べ3件/年",
                "延べ3件 (R3～R7 平均)",
                "基準値",
                "現状より",
                "3件 (R5年度) (R6年度)",
                "3件 (見込)",
                "訪問率",
                "、",
                "5件、",
                "\0",
                "\uD800",
                "5\uDC00件"
            })
    void whatIsNoFigureIsRefused(String text) {
        NotationException refusal = catchThrowableOfType(NotationException.class, () -> notation.parse(text));

        assertThat(refusal.problem()).isEqualTo(NotationProblem.NOT_A_FIGURE);
        assertThat(refusal.text()).isEqualTo(text);
        assertThat(refusal.message(Locale.JAPANESE)).contains("数値として読めません");
    }

    @Test
    void aDayThatDoesNotExistIsNamedEvenInBrackets() {
        assertThat(catchThrowableOfType(NotationException.class, () -> notation.parse("3件 (令和2年2月30日)"))
                        .problem())
                .isEqualTo(NotationProblem.NO_SUCH_DAY);
    }

    @Test
    void aBareYearInBracketsTakesTheKindOfTheIndicator() {
        assertThat(notation.parse("3件 (R5)", PeriodKind.CALENDAR_YEAR).single().period())
                .isEqualTo(new CalendarYear(2023));
        assertThat(notation.parse("3件 (R5)").single().period()).isEqualTo(new FiscalYear(2023));
    }

    @Test
    void moneyInDifferentUnitsIsComparedExactly() {
        Amount donations = amount("26億2,850万円");

        assertThat(donations.inBase()).isEqualTo(Amount.of("2628500000", "円"));
        assertThat(donations.in(Unit.of("億円"))).isEqualTo(Amount.of("26.285", "億円"));
        assertThat(amount("1,692,995 千円").sameValueAs(amount("16億9,299.5万円"))).isTrue();
        assertThat(amount("4,472 万円").in(Unit.of("億円")).number()).isEqualTo("0.4472");
        assertThat(amount("延べ 170 万人").in(Unit.of("人")).print()).isEqualTo("1,700,000人");
        assertThat(amount("586.2 千 t-CO₂").in(Unit.of("t-CO₂")).print()).isEqualTo("586,200t-CO2");
    }

    @Test
    void equalAmountsAreEqualHoweverManyZerosArePrinted() {
        assertThat(amount("10.0%")).isEqualTo(amount("10%")).hasSameHashCodeAs(amount("10.00％"));
        assertThat(new Amount(new BigDecimal("1E+1"), Unit.of("人")).number().toPlainString())
                .isEqualTo("10");
        assertThat(notation.parse("10.0%").single().decimals()).isEqualTo(1);
    }

    @Test
    void countersThatMeanTheSameAreComparedOnlyWhenAsked() {
        assertThatThrownBy(() -> amount("24名").in(Unit.of("人")))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining("units-differ");
        assertThat(amount("24名").inAlike(Unit.of("人"))).isEqualTo(Amount.of("24", "人"));
        assertThat(amount("2件").inAlike(Unit.of("回"))).isEqualTo(Amount.of("2", "回"));
        assertThatThrownBy(() -> amount("24名").inAlike(Unit.of("件"))).isInstanceOf(NotationException.class);
    }

    @ParameterizedTest(name = "{0} {2} of a goal {1}: {3}")
    @CsvSource({
        "95, 95, AT_MOST, true",
        "95.1, 95, AT_MOST, false",
        "7.0, 7, LESS_THAN, false",
        "60.0, 60, AT_LEAST, true",
        "99.48, 99.48, MORE_THAN, false",
        "99.49, 99.48, MORE_THAN, true"
    })
    void theComparatorAloneDecidesWhetherAGoalIsAchieved(
            BigDecimal judged, BigDecimal goal, GoalComparator comparator, boolean achieved) {
        assertThat(comparator.holds(judged, goal)).isEqualTo(achieved);
    }

    private Amount amount(String text) {
        return notation.parse(text).single().findAmount().orElseThrow();
    }

    /** Texts copied from PDF files have breaks without width anywhere, even between a letter and its mark. */
    @ParameterizedTest
    @ValueSource(strings = {"か\u200B\u3099く習者5人", "キロ\u0301\uFE0F\u031F2度以下", "か\u2060\u3099く習者5人"})
    void aLetterAndItsMarkAreOneWhateverInvisibleStandsBetweenThem(String printed) {
        Figure read = notation.parse(printed);
        assertThat(notation.parse(notation.print(read)).parts()).isEqualTo(read.parts());
        assertThat(read.single().label())
                .isEqualTo(notation.parse(printed.replaceAll("[\u200B\u2060\uFE0F]", ""))
                        .single()
                        .label());
    }
}
