package jp.shirube.report.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import jp.shirube.report.rollup.Tally.KindTally;
import jp.shirube.report.rollup.Tally.Placed;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullUnmarked
class TallyTest {

    private static Placed graded(String target, String kind, String symbol, int score) {
        return new Placed(target, target, kind, "JUDGED", symbol, BigDecimal.valueOf(score), "standard", false, null);
    }

    private static Placed ungraded(String target, String standing) {
        return new Placed(target, target, "KPI", standing, null, null, "standard", false, null);
    }

    private static Placed relisted(String target, String of, String symbol, int score) {
        return new Placed(target, of, "KPI", "JUDGED", symbol, BigDecimal.valueOf(score), "standard", false, null);
    }

    private static Placed rated(String target, @Nullable String rate) {
        return new Placed(
                target,
                target,
                "KPI",
                "JUDGED",
                "A",
                BigDecimal.ONE,
                "standard",
                false,
                rate == null ? null : new BigDecimal(rate));
    }

    @Test
    void gradesAreDistributedAndTheirScoresAveragedTheUngradedLeftOutAndCounted() {
        KindTally kpi = Tally.of(List.of(
                        graded("a", "KPI", "B", 3),
                        graded("b", "KPI", "A", 4),
                        graded("c", "KPI", "A", 4),
                        ungraded("d", "NOT_REPORTED"),
                        ungraded("e", "NOT_PUBLISHED")))
                .kinds()
                .getFirst();
        assertThat(kpi.all()).isEqualTo(5);
        assertThat(kpi.graded()).isEqualTo(3);
        assertThat(kpi.grades()).extracting(Tally.GradeCount::symbol).containsExactly("A", "B");
        assertThat(kpi.grades()).extracting(Tally.GradeCount::count).containsExactly(2, 1);
        assertThat(kpi.ungraded()).isEqualTo(Map.of("NOT_REPORTED", 1, "NOT_PUBLISHED", 1));
        assertThat(kpi.meanScoreDisplay()).isEqualTo("3.67");
    }

    @Test
    void whatIsRelistedIsCountedOnceWhereItWasListedFirst() {
        Tally tally = Tally.of(List.of(relisted("again", "first", "D", 1), graded("first", "KPI", "A", 4)));
        assertThat(tally.relisted()).isEqualTo(1);
        assertThat(tally.kinds().getFirst().grades())
                .extracting(Tally.GradeCount::symbol)
                .containsExactly("A");
    }

    @Test
    void whereOnlyTheRelistedOneStandsItCounts() {
        Tally tally = Tally.of(List.of(relisted("again", "first", "D", 1)));
        assertThat(tally.relisted()).isZero();
        assertThat(tally.kinds().getFirst().graded()).isEqualTo(1);
    }

    @Test
    void kgiStandApartFromKpi() {
        Tally tally = Tally.of(List.of(graded("a", "KPI", "D", 1), graded("b", "KGI", "A", 4)));
        assertThat(tally.kinds()).extracting(KindTally::kind).containsExactly("KGI", "KPI");
    }

    @Test
    void aMeanOfRatesIsOfClippedRatesSoThatOneCannotHideTheOthers() {
        KindTally kpi = Tally.of(List.of(rated("a", "256.3"), rated("b", "-1301"), rated("c", "50"), rated("d", null)))
                .kinds()
                .getFirst();
        assertThat(kpi.meanRate()).isEqualByComparingTo("50");
        assertThat(Tally.of(List.of(rated("a", null))).kinds().getFirst().meanRate())
                .isNull();
    }

    @Test
    void nothingAddsUpToNothing() {
        assertThat(Tally.of(List.of()).kinds()).isEmpty();
    }
}
