package jp.shirube.kpi.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.Measured.Breakdown;
import jp.shirube.kpi.actual.Measured.Component;
import jp.shirube.kpi.actual.Measured.Missing;
import jp.shirube.kpi.actual.Measured.Value;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.check.Finding.Kind;
import jp.shirube.kpi.check.Finding.Severity;
import jp.shirube.kpi.check.History.Known;
import jp.shirube.kpi.received.ComponentRole;
import jp.shirube.kpi.received.EntryRules;
import jp.shirube.kpi.received.EntryRules.EntryUnit;
import jp.shirube.kpi.received.EntryRules.Formula;
import jp.shirube.kpi.received.EntryRules.Life;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorComponent;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodKind;
import jp.shirube.notation.Span;
import jp.shirube.notation.UntilDay;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Quantity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksTest {

    private static final FiscalYear R6 = new FiscalYear(2024);
    private static final FiscalYear R7 = new FiscalYear(2025);

    @ParameterizedTest(name = "{0}: {1} after {2} seems to be written in {3}")
    @CsvSource({
        "万円, 2628500, 262000, 千円",
        "千円, 262850, 2630000, 万円",
        "千円, 2628500000, 2630000, 円",
        "千円, 2628.5, 2630000, 百万円",
        "円, 2628500, 2628500000, 千円",
        "円, 262850, 2628500000, 万円",
        "円, 26.285, 2628500000, 億円",
        "億円, 262850, 26.2, 万円",
        "人, 81, 82000, 千人",
        "人, 8.1, 82000, 万人",
        "千t-CO₂, 586200, 590, t-CO2"
    })
    void aFigureInAnotherUnitIsNoticedAndTheUnitNamed(String unit, BigDecimal value, BigDecimal last, String likely) {
        Indicator indicator = indicator(unit, Quantity.FLOW, null);

        assertThat(check(indicator, value(value), history(last)).warned())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.UNIT_SLIP);
                    assertThat(finding.place()).isEqualTo("/value");
                    assertThat(finding.ja()).contains("「" + likely + "」で書かれていませんか", "単位は「" + unit + "」", "令和6年度");
                    assertThat(finding.en()).contains("written in " + likely);
                });
    }

    @Test
    void aShareWrittenAsAFractionIsAnotherOrderToo() {
        Indicator share = indicator("%", Quantity.RATIO, 3);

        assertThat(kinds(check(share, value("0.328"), history("32.8")))).containsExactly(Kind.UNIT_SLIP);
    }

    @Test
    void aUnitTheIndicatorNamesIsKnownToTheSlipAsWell() {
        Indicator cases = indicator("箱", Quantity.FLOW, 0)
                .with(rules(null, null, null, List.of(new EntryUnit("本", new BigDecimal("0.05")))));

        assertThat(check(cases, value("2000"), history("101")).warned())
                .singleElement()
                .satisfies(finding -> assertThat(finding.ja()).contains("「本」で書かれていませんか"));
    }

    @Test
    void aFigureMoreThanAFifthOffTheOrderIsAJumpAndNoSlip() {
        Indicator people = indicator("人", Quantity.FLOW, 0);

        assertThat(kinds(check(people, value("12001"), history("10")))).containsExactly(Kind.JUMP);
        assertThat(kinds(check(people, value("12000"), history("10")))).containsExactly(Kind.UNIT_SLIP);
        assertThat(kinds(check(people, value("7999"), history("10")))).containsExactly(Kind.JUMP);
    }

    @ParameterizedTest(name = "{0} after {1}: {2}")
    @CsvSource({
        "151, 100, true",
        "150, 100, false",
        "49, 100, true",
        "50, 100, false",
        "-49, -100, true",
        "99, 100, false"
    })
    void aChangeOfMoreThanHalfAsksForAWord(BigDecimal value, BigDecimal last, boolean asked) {
        Indicator balance =
                indicator("人", Quantity.FLOW, 0).with(new EntryRules(true, Life.UNSTATED, usual(), null, List.of()));

        assertThat(kinds(check(balance, value(value), history(last))))
                .isEqualTo(asked ? List.of(Kind.JUMP) : List.of());
    }

    @Test
    void howMuchMayChangeIsTheIndicatorsOwn() {
        Indicator steady = indicator("人", Quantity.STOCK, 0).with(checks(new BigDecimal("5"), true, false));

        assertThat(check(steady, value("106"), history("100")).warned())
                .singleElement()
                .satisfies(finding -> assertThat(finding.ja()).contains("+6.0%", "目安は5%まで", "令和6年度の100から106"));
        assertThat(kinds(check(steady, value("105"), history("100")))).isEmpty();
    }

    @Test
    void afterZeroOnlyTheFirstFigureEverIsSaid() {
        Indicator founders = indicator("人", Quantity.FLOW, 0);

        assertThat(check(founders, value("3"), history("0", "0")).warned())
                .singleElement()
                .satisfies(finding -> assertThat(finding.ja()).contains("0でない初めての値"));
        assertThat(kinds(check(founders, value("3"), history("2", "0")))).isEmpty();
    }

    @Test
    void theYearBeforeIsTheNearestOneWithAFigure() {
        Indicator survey = indicator("%", Quantity.RATIO, 1);
        History history = new History(List.of(
                known(new FiscalYear(2021), value("30"), Status.FINAL),
                known(new FiscalYear(2023), new Missing(MissingReason.NOT_SURVEYED), Status.FINAL),
                known(R6, value("90"), Status.ESTIMATE),
                known(R7, value("90"), Status.FINAL),
                known(new FiscalYear(2026), value("90"), Status.FINAL),
                known(Span.of(new FiscalYear(2022), new FiscalYear(2024)), value("90"), Status.FINAL)));

        assertThat(kinds(check(survey, value("31"), history))).isEmpty();
        assertThat(check(survey, value("30"), history).warned())
                .singleElement()
                .satisfies(finding -> assertThat(finding.ja()).contains("令和3年度と同じ値（30%）"));
    }

    @Test
    void aCopiedFigureAsksForAWordUnlessItMayRepeatOrStandsAtItsEnd() {
        Indicator people = indicator("人", Quantity.FLOW, 0);
        Indicator share = indicator("%", Quantity.RATIO, 1);

        assertThat(kinds(check(people, value("12"), history("12")))).containsExactly(Kind.REPEATED);
        assertThat(kinds(check(people, value("0"), history("0")))).isEmpty();
        assertThat(kinds(check(share, value("100.0"), history("100")))).isEmpty();
        Indicator places = people.with(checks(new BigDecimal("50"), true, true));
        assertThat(kinds(check(places, value("12"), history("12")))).isEmpty();
    }

    @Test
    void partsAreCopiedWhenAllOfThemAre() {
        Indicator pupils = indicator(
                "%",
                Quantity.RATIO,
                1,
                new IndicatorComponent("小学校", "%", ComponentRole.PART),
                new IndicatorComponent("中学校", "%", ComponentRole.PART));
        History history = new History(List.of(known(R6, parts("80.2", "66.0"), Status.FINAL)));

        assertThat(kinds(check(pupils, parts("80.2", "67"), history))).isEmpty();
        assertThat(check(pupils, parts("80.2", "66"), history).warned())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.REPEATED);
                    assertThat(finding.place()).isEqualTo("/components");
                });
        assertThat(check(pupils, parts("80.2", "12"), history).warned())
                .singleElement()
                .satisfies(finding -> assertThat(finding.place()).isEqualTo("/components/1/value"));
    }

    @Test
    void aRunningTotalThatFallsIsToldWhereTheIndicatorSaysThatItNeverDoes() {
        Indicator total = indicator("件", Quantity.STOCK, 0).with(checks(new BigDecimal("500"), false, false));
        History history = new History(List.of(
                known(new FiscalYear(2022), value("230"), Status.FINAL),
                known(new UntilDay(java.time.LocalDate.of(2022, 10, 31)), value("215"), Status.FINAL),
                known(R6, value("225"), Status.FINAL),
                known(Span.of(new FiscalYear(2019), new FiscalYear(2023)), value("999"), Status.FINAL)));

        assertThat(check(total, value("228"), history).warned()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.FALL);
            assertThat(finding.ja()).contains("令和4年度の230より減っています: 228");
        });
        assertThat(kinds(check(total, value("230"), history))).isEmpty();
        assertThat(kinds(check(indicator("件", Quantity.STOCK, 0), value("210"), history)))
                .isEmpty();
    }

    @Test
    void nothingIsMeasuredOutsideTheIndicatorsLife() {
        Indicator ended = indicator("人", Quantity.FLOW, 0).with(rules(new Life(2019, 2024), null, null, List.of()));

        assertThat(check(ended, value("5"), History.NONE).refused())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.OUTSIDE_LIFE);
                    assertThat(finding.place()).isEqualTo("#period");
                    assertThat(finding.ja()).contains("令和7年度", "令和元年度～令和6年度");
                });
        assertThat(check(ended, new Missing(MissingReason.DISCONTINUED), History.NONE)
                        .all())
                .isEmpty();
        assertThat(Checks.check(ended, R6, value("5"), Status.FINAL, History.NONE)
                        .all())
                .isEmpty();
        Period overlapping = Span.of(new FiscalYear(2016), new FiscalYear(2019));
        assertThat(Checks.check(ended, overlapping, value("5"), Status.FINAL, History.NONE)
                        .all())
                .isEmpty();
        Period before = Span.of(new FiscalYear(2014), new FiscalYear(2018));
        assertThat(Checks.check(ended, before, value("5"), Status.FINAL, History.NONE)
                        .refuses())
                .isTrue();
    }

    @Test
    void aRangeTheMunicipalityStatesIsRefusedAndOneThatIsOnlyUsualIsAskedAbout() {
        Indicator referrals = indicator("%", Quantity.RATIO, 1);
        Indicator score = indicator("点", Quantity.MEAN, 1)
                .with(rules(
                        null,
                        new EntryRules.Checks(
                                BigDecimal.ONE, BigDecimal.valueOf(5), EntryRules.Checks.USUAL_JUMP, true, false),
                        null,
                        List.of()));

        assertThat(check(referrals, value("130.0"), History.NONE).refuses()).isFalse();
        assertThat(check(referrals, value("130.0"), History.NONE).warned())
                .singleElement()
                .satisfies(finding -> assertThat(finding.ja()).contains("100%を超えています（130%）"));
        assertThat(kinds(check(referrals, value("-1"), History.NONE))).containsExactly(Kind.UNUSUAL_RANGE);
        assertThat(check(score, value("5.1"), History.NONE).refused())
                .singleElement()
                .satisfies(finding -> assertThat(finding.ja()).contains("5以下です: 5.1"));
        assertThat(check(score, value("0.9"), History.NONE).refuses()).isTrue();
        assertThat(check(score, value("5"), History.NONE).all()).isEmpty();
    }

    @Test
    void aShareHasNoNumeratorAboveItsDenominatorAndIsWhatTheFormulaSays() {
        Indicator share = womenOnCouncils();

        assertThat(check(share, share("33.3", "10", "30"), History.NONE).all()).isEmpty();
        assertThat(check(share, share("33.4", "10", "30"), History.NONE).refused())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.AGAINST_THE_FORMULA);
                    assertThat(finding.ja()).contains("33.4", "33.3");
                });
        assertThat(check(share, share("110", "33", "30"), History.NONE).refused())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.NUMERATOR_ABOVE_DENOMINATOR);
                    assertThat(finding.place()).isEqualTo("/components/0/value");
                    assertThat(finding.en()).contains("33", "30");
                });
        assertThat(check(share, share("0", "0", "0"), History.NONE).refused())
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Kind.NO_DENOMINATOR));
    }

    @Test
    void aFigureHasNoMoreDecimalsThanTheIndicator() {
        assertThat(check(indicator("人", Quantity.FLOW, 0), value("1.5"), History.NONE)
                        .refused())
                .singleElement()
                .satisfies(finding -> assertThat(finding.ja()).contains("整数です: 1.5"));
    }

    @Test
    void theFigureBesideItsTermsIsTheirSumOrTheirDifference() {
        Indicator change = indicator(
                        "人",
                        Quantity.FLOW,
                        0,
                        new IndicatorComponent("転入者数", "人", ComponentRole.TERM),
                        new IndicatorComponent("転出者数", "人", ComponentRole.TERM))
                .with(new EntryRules(true, Life.UNSTATED, usual(), null, List.of()));

        assertThat(check(change, breakdown("-684", "転入者数", "2018", "転出者数", "2702"), History.NONE)
                        .all())
                .isEmpty();
        assertThat(check(change, breakdown("4720", "転入者数", "2018", "転出者数", "2702"), History.NONE)
                        .all())
                .isEmpty();
        assertThat(check(change, breakdown("-648", "転入者数", "2018", "転出者数", "2702"), History.NONE)
                        .warned())
                .singleElement()
                .satisfies(finding -> assertThat(finding.ja()).contains("-648", "4720", "-684"));
    }

    @Test
    void anEstimateIsHeldAgainstUnitsAndLimitsAlone() {
        Indicator people = indicator("人", Quantity.FLOW, 0);
        History history = history("100");

        assertThat(Checks.check(people, R7, value("12"), Status.ESTIMATE, history)
                        .all())
                .isEmpty();
        assertThat(kinds(Checks.check(people, R7, value("100000"), Status.ESTIMATE, history)))
                .containsExactly(Kind.UNIT_SLIP);
        assertThat(Checks.check(people, R7, value("1.5"), Status.ESTIMATE, history)
                        .refuses())
                .isTrue();
    }

    @Test
    void anApproximateFigureIsSaidToBeOne() {
        Finding said = Checks.approximate("/value", new Written.Figure(new BigDecimal("12"), true, "約12%"));

        assertThat(said.severity()).isEqualTo(Severity.WARNED);
        assertThat(said.ja()).contains("「約12%」は概数です。12として");
    }

    @Test
    void aReasonForNoFigureHasNothingToBeChecked() {
        Indicator people = indicator("人", Quantity.FLOW, 0);

        assertThat(check(people, new Missing(MissingReason.NOT_PUBLISHED), history("100"))
                        .all())
                .isEmpty();
    }

    static Indicator womenOnCouncils() {
        return indicator(
                        "%",
                        Quantity.RATIO,
                        1,
                        new IndicatorComponent("女性委員", "人", ComponentRole.TERM),
                        new IndicatorComponent("全委員", "人", ComponentRole.TERM))
                .with(rules(null, null, new Formula("女性委員", "全委員", BigDecimal.valueOf(100)), List.of()));
    }

    private static Measured share(String value, String women, String all) {
        return breakdown(value, "女性委員", women, "全委員", all);
    }

    private static Findings check(Indicator indicator, Measured measured, History history) {
        return Checks.check(indicator, R7, measured, Status.FINAL, history);
    }

    private static List<Kind> kinds(Findings findings) {
        return findings.all().stream().map(Finding::kind).toList();
    }

    private static Value value(String number) {
        return value(new BigDecimal(number));
    }

    private static Value value(BigDecimal number) {
        return new Value(number);
    }

    private static Measured parts(String elementary, String middle) {
        return new Breakdown(
                null, List.of(new Component("小学校", value(elementary)), new Component("中学校", value(middle))));
    }

    private static Measured breakdown(String whole, String first, String one, String second, String other) {
        return new Breakdown(
                value(whole), List.of(new Component(first, value(one)), new Component(second, value(other))));
    }

    private static Known known(Period period, Measured measured, Status status) {
        return new Known(period, measured, status);
    }

    /** The last one of R6, those before of the years before. */
    private static History history(String... values) {
        List<Known> known = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            known.add(known(R6.plusYears(i + 1 - values.length), value(values[i]), Status.FINAL));
        }
        return new History(known);
    }

    private static History history(BigDecimal value) {
        return history(value.toPlainString());
    }

    private static EntryRules.Checks usual() {
        return EntryRules.Checks.UNSTATED;
    }

    private static EntryRules checks(BigDecimal jump, boolean mayFall, boolean mayRepeat) {
        return rules(null, new EntryRules.Checks(null, null, jump, mayFall, mayRepeat), null, List.of());
    }

    private static EntryRules rules(
            @Nullable Life life, EntryRules.@Nullable Checks checks, @Nullable Formula formula, List<EntryUnit> units) {
        return new EntryRules(
                false, life == null ? Life.UNSTATED : life, checks == null ? usual() : checks, formula, units);
    }

    static Indicator indicator(
            String unit, Quantity quantity, @Nullable Integer decimals, IndicatorComponent... components) {
        return new Indicator(
                new IndicatorKey("520101", "checked"),
                "確かめる指標",
                unit,
                Direction.UP,
                PeriodKind.FISCAL_YEAR,
                null,
                quantity,
                decimals,
                List.of(components));
    }
}
