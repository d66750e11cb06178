package jp.shirube.kpi.actual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.FiscalYear;
import jp.shirube.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PeriodStateTest {

    private static final IndicatorKey WOMEN = new IndicatorKey("062022", "women-on-councils");
    private static final FiscalYear R7 = new FiscalYear(2025);
    private static final Instant JUNE = Instant.parse("2026-06-30T01:00:00Z");

    private static final Writer CHIIKI_SHINKO = new Writer("local", "chiiki-shinko", 2L);
    private static final Writer NOBODYS = new Writer("local", null, null);

    @Test
    void theFirstStatementIsRevisionOneOfTheNextVersion() {
        Answer answer =
                state(null).state(saying("32.8"), null, Review.CONFIRMED, Precondition.NONE, CHIIKI_SHINKO, JUNE);

        assertThat(answer.outcome()).isEqualTo(Outcome.RECORDED);
        assertThat(answer.revision().stamp()).isEqualTo(new Stamp(1, 8, JUNE, "local", 2L));
        assertThat(((Actual) answer.revision()).statement().department()).isEqualTo("chiiki-shinko");
        assertThat(((Actual) answer.revision()).review()).isEqualTo(Review.CONFIRMED);
    }

    @Test
    void aNewDepartmentInChargeDoesNotChangeWhatTheOldOneReported() {
        Actual current = actual(1, saying("32.8").by("sogo-seisaku"));
        assertThat(state(current)
                        .state(saying("32.80"), null, Review.CONFIRMED, Precondition.NONE, CHIIKI_SHINKO, JUNE))
                .isEqualTo(new Answer(Outcome.UNCHANGED, current));
    }

    @Test
    void aCorrectionCountsOnAndNeedsTheStateItCorrects() {
        Actual current = actual(3, saying("32.8"));
        Precondition third = new Precondition(false, Set.of(3), false);
        assertThat(state(current)
                        .state(saying("33"), "転記誤り", Review.CONFIRMED, third, NOBODYS, JUNE)
                        .revision()
                        .stamp()
                        .revision())
                .isEqualTo(4);
        refused(
                () -> state(current).state(saying("33"), "転記誤り", Review.CONFIRMED, Precondition.NONE, NOBODYS, JUNE),
                "precondition-required");
        refused(
                () -> state(current)
                        .state(
                                saying("33"),
                                "転記誤り",
                                Review.CONFIRMED,
                                new Precondition(false, Set.of(2), false),
                                NOBODYS,
                                JUNE),
                "precondition-failed");
    }

    @Test
    void aCorrectionSaysWhyUnlessAPreliminaryFigureOnlyBecomesFinal() {
        Precondition first = new Precondition(false, Set.of(1), false);
        Statement provisional =
                new Statement(new Measured.Value(new BigDecimal("32.8")), Status.PROVISIONAL, null, null, null);

        Revision corrected = state(actual(1, saying("32.8")))
                .state(saying("33"), "転記誤り", Review.CONFIRMED, first, NOBODYS, JUNE)
                .revision();
        assertThat(((Actual) corrected).reason()).isEqualTo("転記誤り");
        refused(
                () -> state(actual(1, saying("32.8")))
                        .state(saying("33"), null, Review.CONFIRMED, first, NOBODYS, JUNE),
                "invalid");
        refused(
                () -> state(actual(1, provisional)).state(saying("33"), null, Review.CONFIRMED, first, NOBODYS, JUNE),
                "invalid");
        refused(
                () -> state(actual(1, saying("32.8"))).state(provisional, null, Review.CONFIRMED, first, NOBODYS, JUNE),
                "invalid");
        assertThat(state(actual(1, provisional))
                        .state(saying("32.8"), null, Review.CONFIRMED, first, NOBODYS, JUNE)
                        .outcome())
                .isEqualTo(Outcome.CORRECTED);
    }

    @Test
    void afterAWithdrawalThePeriodIsOpenAgainButItsNumbersGoOn() {
        Withdrawal withdrawn = new Withdrawal(WOMEN, R7, "誤り", new Stamp(2, 7, JUNE, "local"));
        Answer answer =
                state(withdrawn).state(saying("32.8"), null, Review.CONFIRMED, Precondition.NONE, NOBODYS, JUNE);
        assertThat(answer.outcome()).isEqualTo(Outcome.RECORDED);
        assertThat(answer.revision().stamp().revision()).isEqualTo(3);
        refused(() -> state(withdrawn).withdraw("もう一度", Precondition.NONE, NOBODYS, JUNE), "withdrawn");
        refused(() -> state(null).withdraw("誤り", Precondition.NONE, NOBODYS, JUNE), "actual-not-recorded");
    }

    @Test
    void whatIsLaterIsStampedLaterThoughTheClockWasPutBack() {
        Series series = new Series(WOMEN, 7, JUNE);
        assertThat(series.next(null, JUNE.minusSeconds(3600), "local", 2L).recordedAt())
                .isEqualTo(JUNE.plusNanos(1000));
        assertThat(series.next(null, JUNE.plusNanos(1500), "local", 2L).recordedAt())
                .isEqualTo(JUNE.plusNanos(1000));
    }

    @Test
    void figuresAreEqualHoweverTheyAreWritten() {
        assertThat(new Measured.Value(new BigDecimal("10.00"))).isEqualTo(new Measured.Value(new BigDecimal("1E+1")));
        assertThat(new Measured.Value(new BigDecimal("1E+1")).print()).isEqualTo("10");
        assertThat(Measured.Value.fits(new BigDecimal("1E+2147483647"))).isFalse();
        assertThat(Measured.Value.fits(new BigDecimal("1E-2147483647"))).isFalse();
        assertThat(Measured.Value.fits(new BigDecimal("0E-2147483647"))).isTrue();
    }

    @Test
    void noFigureIsAKnownZeroOnlyWhereTheProgrammeEndedOrDoesNotApply() {
        for (MissingReason reason : MissingReason.values()) {
            assertThat(new Measured.Missing(reason).countsAsZero()).isFalse();
            if (reason == MissingReason.DISCONTINUED || reason == MissingReason.NOT_APPLICABLE) {
                assertThat(new Measured.Missing(reason, true)).isNotEqualTo(new Measured.Missing(reason));
            } else {
                assertThatThrownBy(() -> new Measured.Missing(reason, true))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    private static PeriodState state(@Nullable Revision latest) {
        return new PeriodState(new Series(WOMEN, 7, null), R7, latest);
    }

    private static Actual actual(int revision, Statement statement) {
        return new Actual(WOMEN, R7, statement, Review.CONFIRMED, null, new Stamp(revision, 7, JUNE, "local"));
    }

    private static Statement saying(String value) {
        return new Statement(new Measured.Value(new BigDecimal(value)), Status.FINAL, null, null, null);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String problem) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.type().id()).isEqualTo(problem));
    }
}
