package jp.shirube.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodNotationTest {
    private final PeriodNotation notation = new PeriodNotation(Eras.standard());

    @ParameterizedTest(name = "{0} is {2} where a bare year means {1}")
    @CsvFileSource(resources = "periods.tsv", delimiter = '\t')
    void everyWrittenPeriodHasOneStoredForm(String text, PeriodKind bareYearMeans, String canonical) {
        Period read = notation.parse(text, bareYearMeans);

        assertThat(read.canonical()).isEqualTo(canonical);
        assertThat(Period.ofCanonical(canonical)).isEqualTo(read);
        assertThat(notation.parse(notation.print(read), PeriodKind.CALENDAR_YEAR))
                .isEqualTo(read);
        assertThat(notation.parse(notation.printShort(read), PeriodKind.FISCAL_YEAR))
                .isEqualTo(read);
    }

    @ParameterizedTest(name = "{0}: {1}, in short {2}")
    @CsvSource({
        "FY2025, 令和7年度, R7",
        "FY2019, 令和元年度, R1",
        "FY2018, 平成30年度, H30",
        "FY1988, 昭和63年度, S63",
        "FY1867, 1867年度, 1867",
        "CY2025, 令和7年, R7年",
        "CY2019, 令和元年, R1年",
        "2025-10-01, 令和7年10月1日, R7.10.1",
        "2019-04-30, 平成31年4月30日, H31.4.30",
        "FY2015..FY2018, 平成27年度～平成30年度, H27～H30",
        "FY2025..FY2025, 令和7年度～令和7年度, R7～R7",
        "2021-01-01..2025-12-31, 令和3年～令和7年, R3年～R7年",
        "2018-06-01..2023-03-31, 平成30年6月～令和5年3月, H30.6～R5.3",
        "2018-06-02..2023-03-31, 平成30年6月2日～令和5年3月31日, H30.6.2～R5.3.31",
        "2025-12-01..2025-12-31, 令和7年12月, R7.12",
        "..2022-10-31, ～令和4年10月, ～R4.10",
        "..2022-10-30, ～令和4年10月30日, ～R4.10.30"
    })
    void aPeriodIsPrintedInItsEra(String canonical, String full, String shortForm) {
        Period period = Period.ofCanonical(canonical);

        assertThat(notation.print(period)).isEqualTo(full);
        assertThat(notation.printShort(period)).isEqualTo(shortForm);
    }

    @ParameterizedTest(name = "{0} is judged in fiscal {1}")
    @CsvSource({
        "FY2025, 2025",
        "CY2025, 2025",
        "2025-01-31, 2024",
        "2025-03-31, 2024",
        "2025-04-01, 2025",
        "2018-06-01..2023-03-31, 2022",
        "..2022-10-31, 2022"
    })
    void everyPeriodIsJudgedInOneFiscalYear(String canonical, int year) {
        assertThat(Period.ofCanonical(canonical).fiscalYear()).isEqualTo(new FiscalYear(year));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({
        "'', NOT_A_PERIOD",
        "R, NOT_A_PERIOD",
        "令和, NOT_A_PERIOD",
        "7, NOT_A_PERIOD",
        "R4.10～, NOT_A_PERIOD",
        "～, NOT_A_PERIOD",
        "R1～R2～R3, NOT_A_PERIOD",
        "X7, NOT_A_PERIOD",
        "99999, NOT_A_PERIOD",
        "R7年度10月, NOT_A_PERIOD",
        "FY25, NOT_A_PERIOD",
        "R0, NO_SUCH_YEAR",
        "0000, NO_SUCH_YEAR",
        "9999, NO_SUCH_YEAR",
        "1867年, NO_SUCH_YEAR",
        "R9999, NO_SUCH_YEAR",
        "令和2年2月30日, NO_SUCH_DAY",
        "2025-13-01, NO_SUCH_DAY",
        "2025-02-29, NO_SUCH_DAY",
        "R5.0, NO_SUCH_DAY",
        "令和元年4月30日, BEFORE_THE_ERA",
        "令和元年4月, BEFORE_THE_ERA",
        "令和5(2024)年, YEARS_DISAGREE",
        "令和6年度(2024年), YEARS_DISAGREE",
        "令和7年度～令和9年度（5年間）, YEARS_DISAGREE",
        "令和7年度（0年間）, YEARS_DISAGREE",
        "R7～R9（0年間）, YEARS_DISAGREE",
        "平成元年1月7日, BEFORE_THE_ERA",
        "H30～2, FIRST_AFTER_LAST",
        "R7～R6, FIRST_AFTER_LAST"
    })
    void whatIsNoPeriodIsRefusedWithItsReason(String text, NotationProblem problem) {
        for (PeriodKind kind : PeriodKind.values()) {
            NotationException refusal = catchThrowableOfType(NotationException.class, () -> notation.parse(text, kind));

            assertThat(refusal.problem()).isEqualTo(problem);
            assertThat(refusal.code()).isEqualTo(problem.id()).startsWith("notation.");
            assertThat(refusal.text()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2025",
                "FY25",
                "FY0000",
                "FY9999",
                "CY1867",
                "2025-10-1",
                "2025-02-30",
                "2025-04-01..2026-03-31",
                "FY2025..FY2024",
                "..",
                "FY２０２５",
                " FY2025"
            })
    void aStoredFormIsReadStrictly(String text) {
        assertThatThrownBy(() -> Period.ofCanonical(text)).isInstanceOf(NotationException.class);
    }

    @Test
    void theWrongFormForTheKindOfIndicatorIsRefusedNamingTheRightOne() {
        assertThat(refusal("令和7年度", PeriodKind.CALENDAR_YEAR).message(Locale.JAPANESE))
                .isEqualTo("この指標は暦年です。「2025」または「R7年」と書いてください（「令和7年度」は暦年ではありません）");
        assertThat(refusal("2025-10-01", PeriodKind.CALENDAR_YEAR).message(Locale.ENGLISH))
                .contains("Write 2025 or R7年");
        assertThat(refusal("R7年", PeriodKind.FISCAL_YEAR).message(Locale.JAPANESE))
                .contains("「2025」または「R7」");
        assertThat(refusal("令和7年1月末", PeriodKind.FISCAL_YEAR).message(Locale.JAPANESE))
                .contains("「2024」または「R6」");
        assertThat(refusal("R7年", PeriodKind.AS_OF_DAY).message(Locale.JAPANESE))
                .contains("「2025-10-01」または「令和7年度」");
    }

    @Test
    void theRightFormForTheKindOfIndicatorIsRead() {
        assertThat(notation.parseFor("2025", PeriodKind.CALENDAR_YEAR)).isEqualTo(new CalendarYear(2025));
        assertThat(notation.parseFor("R7", PeriodKind.FISCAL_YEAR)).isEqualTo(new FiscalYear(2025));
        assertThat(notation.parseFor("R7.10.1", PeriodKind.AS_OF_DAY)).isEqualTo(new Day(LocalDate.of(2025, 10, 1)));
        assertThat(notation.parseFor("R7", PeriodKind.AS_OF_DAY)).isEqualTo(new FiscalYear(2025));
        for (PeriodKind kind : PeriodKind.values()) {
            assertThat(notation.parseFor("H30.6～R4.3", kind)).isInstanceOf(Span.class);
            assertThat(notation.parseFor("～R4.10", kind)).isInstanceOf(UntilDay.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"R6~, 2024", "(R6~), 2024", "（R7～）, 2025", "R6, 2024", "令和6年度～, 2024"})
    void aProgrammeBeginsInAFiscalYearAndGoesOn(String printed, int year) {
        assertThat(notation.parseBeginning(printed)).isEqualTo(new FiscalYear(year));
        assertThatThrownBy(() -> notation.parseBeginning("R6年～")).isInstanceOf(NotationException.class);
    }

    @Test
    void theNextEraIsALineOfData() {
        List<Era> known = new ArrayList<>(Eras.standard().list());
        Era reiwa = known.removeLast();
        known.add(new Era("R", "令和", "Reiwa", reiwa.firstDay(), LocalDate.of(2031, 4, 30)));
        known.add(new Era("X", "翔陽", "Shoyo", LocalDate.of(2031, 5, 1), null));
        PeriodNotation next = new PeriodNotation(Eras.of(known));

        assertThat(next.parse("翔陽元年度", PeriodKind.FISCAL_YEAR)).isEqualTo(new FiscalYear(2031));
        assertThat(next.parse("R12～X3", PeriodKind.FISCAL_YEAR).canonical()).isEqualTo("FY2030..FY2033");
        assertThat(next.parse("令和14年度", PeriodKind.FISCAL_YEAR)).isEqualTo(new FiscalYear(2032));
        assertThat(next.print(new FiscalYear(2032))).isEqualTo("翔陽2年度");
        assertThat(next.print(new Day(LocalDate.of(2031, 4, 30)))).isEqualTo("令和13年4月30日");
        assertThat(next.printShort(new CalendarYear(2031))).isEqualTo("X1年");
        assertThatThrownBy(() -> notation.parse("翔陽元年度", PeriodKind.FISCAL_YEAR))
                .isInstanceOf(NotationException.class);
    }

    @Test
    void aTableOfErasWithAGapIsRefused() {
        Era first = new Era("A", "甲", "Ko", LocalDate.of(2000, 1, 1), LocalDate.of(2009, 12, 31));
        Era second = new Era("B", "乙", "Otsu", LocalDate.of(2010, 1, 2), null);

        assertThatThrownBy(() -> Eras.of(List.of(first, second))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Eras.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSpanKnowsItsLengthInYearsExactly() {
        Span span = (Span) notation.parse("H30.6~R4", PeriodKind.FISCAL_YEAR);

        assertThat(span.years()).isEqualTo(new YearFraction(29, 6));
        assertThat(span.years().perYear(new BigDecimal("12")))
                .isEqualByComparingTo("2.482758620689655172413793103448276");
        assertThat(Span.of(new FiscalYear(2015), new FiscalYear(2018)).years()).isEqualTo(new YearFraction(4, 1));
        assertThat(span.fiscalYears()).hasSize(5);
    }

    private NotationException refusal(String text, PeriodKind kind) {
        return catchThrowableOfType(NotationException.class, () -> notation.parseFor(text, kind));
    }
}
