package jp.shirube.kpi.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import jp.shirube.kpi.actual.Measured.Value;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.check.Finding.Kind;
import jp.shirube.kpi.check.History.Known;
import jp.shirube.kpi.received.EntryRules;
import jp.shirube.kpi.received.EntryRules.Life;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.notation.FiscalYear;
import jp.shirube.promise.Quantity;
import org.junit.jupiter.api.Test;

/** What holds of any two figures. Seeds are in every message. */
class ChecksPropertyTest {

    private static final int ROUNDS = 2000;
    private static final FiscalYear R7 = new FiscalYear(2025);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    @Test
    void aJumpIsToldExactlyWhereTheChangeIsAboveTheIndicatorsOwnPercentage() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            BigDecimal last = figure(random, 1);
            BigDecimal percent = BigDecimal.valueOf(random.nextInt(1, 400));
            // One step to either side of the border
            BigDecimal border = last.add(last.multiply(percent).divide(HUNDRED));
            BigDecimal step = BigDecimal.valueOf(1, border.scale());
            Indicator indicator = ChecksTest.indicator("点", Quantity.INDEX, null)
                    .with(new EntryRules(
                            true,
                            Life.UNSTATED,
                            new EntryRules.Checks(null, null, percent, true, true),
                            null,
                            List.of()));

            String told = "seed %d round %d: %s after %s, %s %%".formatted(seed, round, border, last, percent);
            assertThat(kinds(indicator, border, last)).as(told).doesNotContain(Kind.JUMP);
            assertThat(kinds(indicator, border.add(step), last))
                    .as(told)
                    .containsAnyOf(Kind.JUMP, Kind.UNIT_SLIP)
                    .hasSize(1);
        }
    }

    @Test
    void moneyWrittenInAnyOtherPrintedUnitIsNeverTakenWithoutAWord() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> units = List.of("円", "千円", "万円", "百万円", "億円");
        List<Integer> powers = List.of(0, 3, 4, 6, 8);
        for (int round = 0; round < ROUNDS; round++) {
            BigDecimal yen = figure(random, 1_000_000);
            // Up to a tenth more or less than last year
            BigDecimal now = yen.multiply(BigDecimal.valueOf(random.nextInt(90, 111), 2));
            int own = random.nextInt(units.size());
            int written = random.nextInt(units.size());
            Indicator indicator = ChecksTest.indicator(units.get(own), Quantity.FLOW, null);

            List<Kind> kinds = kinds(
                    indicator, now.scaleByPowerOfTen(-powers.get(written)), yen.scaleByPowerOfTen(-powers.get(own)));

            String told = "seed %d round %d: %s of %s written in %s, last year %s"
                    .formatted(seed, round, now, units.get(own), units.get(written), yen);
            if (own == written) {
                assertThat(kinds).as(told).doesNotContain(Kind.UNIT_SLIP, Kind.JUMP);
            } else {
                assertThat(kinds).as(told).containsExactly(Kind.UNIT_SLIP);
            }
        }
    }

    @Test
    void aFigureInTheWordsOfAnotherUnitIsReadAsTheSameMoney() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> units = List.of("円", "千円", "万円", "百万円", "億円");
        for (int round = 0; round < ROUNDS; round++) {
            BigDecimal number = figure(random, 1);
            String written = units.get(random.nextInt(units.size()));
            Indicator indicator = ChecksTest.indicator(units.get(random.nextInt(units.size())), Quantity.FLOW, null);
            String text = "%,.2f".formatted(number) + written;

            String told = "seed %d round %d: %s in %s".formatted(seed, round, text, indicator.unit());
            assertThat(WrittenFigure.read(text, indicator))
                    .as(told)
                    .isInstanceOfSatisfying(
                            Written.Figure.class,
                            figure -> assertThat(yen(figure.value(), indicator.unit()))
                                    .as(told)
                                    .isEqualByComparingTo(yen(number, written)));
        }
    }

    private static BigDecimal yen(BigDecimal number, String unit) {
        return number.multiply(
                switch (unit) {
                    case "千円" -> new BigDecimal("1000");
                    case "万円" -> new BigDecimal("10000");
                    case "百万円" -> new BigDecimal("1000000");
                    case "億円" -> new BigDecimal("100000000");
                    default -> BigDecimal.ONE;
                });
    }

    private static List<Kind> kinds(Indicator indicator, BigDecimal value, BigDecimal last) {
        History history = new History(List.of(new Known(R7.plusYears(-1), new Value(last), Status.FINAL)));
        return Checks.check(indicator, R7, new Value(value), Status.FINAL, history).all().stream()
                .map(Finding::kind)
                .filter(kind -> kind != Kind.REPEATED)
                .toList();
    }

    /** Two decimals, from the least on. */
    private static BigDecimal figure(Random random, int least) {
        return BigDecimal.valueOf(random.nextLong(least * 100L, least * 100_000L), 2);
    }
}
