package jp.shirube.kpi.actual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.kpi.Yonezawa;
import jp.shirube.kpi.actual.Measured.Breakdown;
import jp.shirube.kpi.actual.Measured.Value;
import jp.shirube.kpi.actual.ProposedActual.Proposed;
import jp.shirube.kpi.actual.ProposedActual.ProposedComponent;
import jp.shirube.kpi.received.ComponentRole;
import jp.shirube.kpi.received.EntryRules;
import jp.shirube.kpi.received.EntryRules.Checks;
import jp.shirube.kpi.received.EntryRules.Formula;
import jp.shirube.kpi.received.EntryRules.Life;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorComponent;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.PeriodKind;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Quantity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the indicator says of its figures holds however a figure is sent. */
class ProposedActualTest {

    private static final FiscalYear R7 = new FiscalYear(2025);
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 1);

    @Test
    void aRatioLeftOutIsComputedFromItsTerms() {
        Statement stated = proposed(null, "10", "30").judge(womenOnCouncils(), R7, TODAY);

        assertThat(stated.measured().whole()).isEqualTo(new Value(new BigDecimal("33.3")));
        assertThat(((Breakdown) stated.measured()).components())
                .extracting(Measured.Component::measured)
                .containsExactly(new Value(BigDecimal.TEN), new Value(new BigDecimal("30")));
    }

    @Test
    void halfIsRoundedUp() {
        // 1 of 16 is 6.25 %
        assertThat(proposed(null, "1", "16")
                        .judge(womenOnCouncils(), R7, TODAY)
                        .measured()
                        .whole())
                .isEqualTo(new Value(new BigDecimal("6.3")));
    }

    @Test
    void aRatioThatIsGivenIsTheComputedOne() {
        assertThat(proposed("33.3", "10", "30")
                        .judge(womenOnCouncils(), R7, TODAY)
                        .measured()
                        .whole())
                .isEqualTo(new Value(new BigDecimal("33.3")));
        assertThat(faults(womenOnCouncils(), proposed("32.8", "10", "30")))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.pointer()).isEqualTo("/value");
                    assertThat(fault.ja()).contains("32.8", "33.3", "女性委員", "全委員");
                });
    }

    @Test
    void nothingIsDividedByZero() {
        assertThat(faults(womenOnCouncils(), proposed(null, "0", "0")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.ja()).contains("分母が0"));
        assertThat(faults(womenOnCouncils(), proposed("0", "0", "0")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("/components/1/value"));
    }

    @Test
    void aShareHasNoNumeratorAboveItsDenominator() {
        assertThat(faults(womenOnCouncils(), proposed(null, "31", "30")))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.pointer()).isEqualTo("/components/0/value");
                    assertThat(fault.ja()).contains("31", "30", "大きく");
                });
        Indicator mayExceed = ratio(new EntryRules(
                false,
                Life.UNSTATED,
                new Checks(null, new BigDecimal("200"), Checks.USUAL_JUMP, true, false),
                formula(),
                List.of()));
        assertThat(proposed(null, "39", "30")
                        .judge(mayExceed, R7, TODAY)
                        .measured()
                        .whole())
                .isEqualTo(new Value(new BigDecimal("130")));
    }

    @Test
    void withoutATermThereIsNothingToComputeAndTheValueIsAskedFor() {
        ProposedActual oneTerm = new ProposedActual(
                empty(),
                List.of(component("女性委員", figure("10")), component("全委員", missing())),
                Status.FINAL,
                null,
                null,
                null,
                List.of());

        assertThat(faults(womenOnCouncils(), oneTerm))
                .extracting(Fault::ja)
                .anyMatch(ja -> ja.contains("valueかmissingReason"));
    }

    @Test
    void everyLimitIsToldAtOnce() {
        Indicator ended = ratio(new EntryRules(
                false,
                new Life(null, 2024),
                new Checks(BigDecimal.ZERO, new BigDecimal("50"), Checks.USUAL_JUMP, true, false),
                formula(),
                List.of()));

        assertThat(faults(ended, proposed("110", "33", "30")))
                .extracting(Fault::pointer)
                .containsExactlyInAnyOrder("#period", "/value", "/components/0/value");
    }

    private static List<Fault> faults(Indicator indicator, ProposedActual proposed) {
        return catchThrowableOfType(ProblemException.class, () -> proposed.judge(indicator, R7, TODAY))
                .faults();
    }

    private static ProposedActual proposed(@Nullable String value, String women, String all) {
        return new ProposedActual(
                value == null ? empty() : figure(value),
                List.of(component("女性委員", figure(women)), component("全委員", figure(all))),
                Status.FINAL,
                null,
                null,
                null,
                List.of());
    }

    private static ProposedComponent component(String name, Proposed measured) {
        return new ProposedComponent(name, measured);
    }

    private static Proposed empty() {
        return new Proposed(null, null, false, false);
    }

    private static Proposed figure(String value) {
        return new Proposed(new BigDecimal(value), null, false, false);
    }

    private static Proposed missing() {
        return new Proposed(null, MissingReason.NOT_PUBLISHED, false, false);
    }

    private static Indicator womenOnCouncils() {
        return ratio(new EntryRules(false, Life.UNSTATED, Checks.UNSTATED, formula(), List.of()));
    }

    private static Formula formula() {
        return new Formula("女性委員", "全委員", BigDecimal.valueOf(100));
    }

    private static Indicator ratio(EntryRules rules) {
        return new Indicator(
                        new IndicatorKey(Yonezawa.CODE, "women-on-councils"),
                        "審議会・委員会の女性登用率",
                        "%",
                        Direction.UP,
                        PeriodKind.FISCAL_YEAR,
                        null,
                        Quantity.RATIO,
                        1,
                        List.of(
                                new IndicatorComponent("女性委員", "人", ComponentRole.TERM),
                                new IndicatorComponent("全委員", "人", ComponentRole.TERM)))
                .with(rules);
    }
}
