package jp.shirube.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeded; a failure names the seed, {@code -Dnotation.seed=…} repeats it, {@code -Dnotation.fuzz=N} runs N cases. */
class NotationPropertyTest {
    private static final int CASES = Integer.getInteger("notation.fuzz", 20_000);
    private static final long SEED = seed();

    private final Random random = new Random(SEED);
    private final PeriodNotation periods = new PeriodNotation(Eras.standard());
    private final FigureNotation figures = new FigureNotation(Eras.standard());

    @Test
    void whatIsPrintedForAPeriodIsReadAsThatPeriod() {
        for (int i = 0; i < CASES; i++) {
            Period period = period();
            assertThat(Period.ofCanonical(period.canonical()))
                    .as(seeded(period))
                    .isEqualTo(period);
            for (PeriodKind kind : PeriodKind.values()) {
                assertThat(periods.parse(periods.print(period), kind))
                        .as(seeded(period))
                        .isEqualTo(period);
                assertThat(periods.parse(period.canonical(), kind))
                        .as(seeded(period))
                        .isEqualTo(period);
            }
            assertThat(periods.parse(periods.printShort(period), PeriodKind.FISCAL_YEAR))
                    .as(seeded(period))
                    .isEqualTo(period);
        }
    }

    @Test
    void whatIsPrintedForAFigureIsReadAsThatFigure() {
        for (int i = 0; i < CASES; i++) {
            Figure figure = new Figure(
                    "", Stream.generate(this::part).limit(1 + random.nextInt(3)).toList());
            String printed = figures.print(figure);
            assertThat(figures.parse(printed).parts()).as(seeded(printed)).isEqualTo(figure.parts());
        }
    }

    @Test
    void whatIsPrintedForAnAmountIsReadAsThatAmount() {
        for (int i = 0; i < CASES; i++) {
            Amount amount = amount();
            assertThat(figures.parse(amount.print()).single().content())
                    .as(seeded(amount.print()))
                    .isEqualTo(amount);
            Unit other = new Unit(pick(Scale.values()), amount.unit().base(), random.nextBoolean());
            assertThat(amount.in(other).in(amount.unit()).sameValueAs(amount))
                    .as(seeded(amount))
                    .isTrue();
        }
    }

    @Test
    void whateverIsTypedIsReadOrRefusedAndNothingElse() {
        List<String> seen = Stream.of("periods.tsv", "figures.tsv")
                .flatMap(NotationPropertyTest::firstColumn)
                .toList();
        for (int i = 0; i < CASES; i++) {
            String text = random.nextInt(4) == 0 ? noise() : mutated(seen);
            try {
                Figure read = figures.parse(text);
                assertThat(figures.parse(figures.print(read)).parts())
                        .as(seeded(text))
                        .isEqualTo(read.parts());
            } catch (NotationException refused) {
                assertThat(refused.text()).as(seeded(text)).isEqualTo(text);
            } catch (RuntimeException | StackOverflowError other) {
                throw new AssertionError(seeded(text), other);
            }
            try {
                Period read = periods.parse(text, pick(PeriodKind.values()));
                assertThat(Period.ofCanonical(read.canonical()))
                        .as(seeded(text))
                        .isEqualTo(read);
                assertThat(periods.parse(periods.print(read), PeriodKind.FISCAL_YEAR))
                        .as(seeded(text))
                        .isEqualTo(read);
            } catch (NotationException refused) {
                assertThat(refused.text()).as(seeded(text)).isEqualTo(text);
            } catch (RuntimeException | StackOverflowError other) {
                throw new AssertionError(seeded(text), other);
            }
            for (PeriodKind kind : PeriodKind.values()) {
                onlyRefused(text, () -> periods.parseFor(text, kind));
            }
            onlyRefused(text, () -> periods.parseBeginning(text));
            onlyRefused(text, () -> Period.ofCanonical(text));
            onlyRefused(text, () -> Unit.of(text));
            onlyRefused(text, () -> Amount.of(text, "件"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "令和", "R7～", "(", "延べ", "1,000", "億", "ﷺ", "\0", "\uD800", "-", " ", "人", "5件 "})
    void anEndlessTextIsRefusedAtOnce(String text) {
        String endless = text.repeat(100_000 / text.length());

        assertThatThrownBy(() -> figures.parse(endless)).isInstanceOf(NotationException.class);
        assertThatThrownBy(() -> periods.parse(endless, PeriodKind.FISCAL_YEAR)).isInstanceOf(NotationException.class);
        assertThatThrownBy(() -> Period.ofCanonical(endless)).isInstanceOf(NotationException.class);
        assertThatThrownBy(() -> Unit.of(endless)).isInstanceOf(NotationException.class);
        for (int length : new int[] {70, 290}) {
            String longest = endless.substring(0, length);
            onlyRefused(longest, () -> figures.parse(longest));
            onlyRefused(longest, () -> periods.parse(longest, PeriodKind.FISCAL_YEAR));
        }
    }

    private static void onlyRefused(String text, Runnable reading) {
        try {
            reading.run();
        } catch (NotationException refused) {
            assertThat(refused.code()).startsWith("notation.");
        } catch (RuntimeException | StackOverflowError other) {
            throw new AssertionError(seeded(text), other);
        }
    }

    private Period period() {
        return switch (random.nextInt(7)) {
            case 0 -> new FiscalYear(1867 + random.nextInt(1133));
            case 1 -> new CalendarYear(1868 + random.nextInt(1132));
            case 2 -> new Day(day());
            case 3 ->
                new UntilDay(
                        random.nextBoolean() ? day() : day().withDayOfMonth(1).minusDays(1));
            case 4 -> {
                int first = 1867 + random.nextInt(1000);
                yield Span.of(new FiscalYear(first), new FiscalYear(first + random.nextInt(9)));
            }
            case 5 -> {
                LocalDate first = day().withDayOfMonth(1);
                yield new Span(first, first.plusMonths(1 + random.nextInt(30)).minusDays(1));
            }
            default -> {
                LocalDate first = day();
                yield new Span(first, first.plusDays(random.nextInt(900)));
            }
        };
    }

    /** Mostly in the years people write, and around the changes of era. */
    private LocalDate day() {
        return switch (random.nextInt(3)) {
            case 0 -> LocalDate.of(1867, 6, 1).plusDays(random.nextInt(400_000));
            case 1 -> LocalDate.of(2010, 1, 1).plusDays(random.nextInt(9_000));
            default -> {
                Era era = pick(Eras.standard().list().toArray(Era[]::new));
                yield era.firstDay().plusDays(random.nextInt(80) - 40L);
            }
        };
    }

    private Amount amount() {
        String base = pick("", "円", "人", "件", "%", "t-CO2", "MW", "か所", "団体", "m2", "ページ", "人/日");
        BigDecimal number = new BigDecimal(
                new BigInteger(1 + random.nextInt(50), random), base.equals("%") ? 1 : random.nextInt(5));
        Scale scale = base.equals("%") ? Scale.ONE : pick(Scale.values());
        return new Amount(
                random.nextInt(4) == 0 ? number.negate() : number, new Unit(scale, base, random.nextInt(3) == 0));
    }

    private FigurePart part() {
        Content content = random.nextInt(5) > 0
                ? amount()
                : random.nextBoolean() ? pick(MissingReason.values()) : pick(RelativeGoal.values());
        Period period = random.nextBoolean() ? period() : null;
        boolean amount = content instanceof Amount;
        Accumulation accumulation = !amount
                ? pick(Accumulation.POINT, Accumulation.SUM, Accumulation.AVERAGE)
                : pick(Accumulation.POINT, Accumulation.PER_YEAR, Accumulation.SUM, Accumulation.AVERAGE);
        if (period instanceof UntilDay) {
            if (accumulation == Accumulation.SUM || accumulation == Accumulation.POINT) {
                accumulation = Accumulation.RUNNING;
            }
        }
        GoalComparator comparator = content instanceof MissingReason || (amount && random.nextBoolean())
                ? null
                : pick(GoalComparator.values());
        List<FigurePart> terms = new ArrayList<>();
        if (amount && random.nextInt(10) == 0) {
            terms.add(term("転入者数"));
            terms.add(term("転出者数"));
        }
        return new FigurePart(
                amount && period != null && random.nextInt(4) == 0 ? pick("訪問率", "小学校", "フォロワー") : null,
                amount && random.nextInt(4) == 0,
                content,
                content instanceof Amount a ? a.number().scale() + random.nextInt(2) : 0,
                comparator,
                accumulation,
                period,
                random.nextInt(6) == 0 ? pick("※", "※1", "※12") : null,
                terms);
    }

    private FigurePart term(String label) {
        return new FigurePart(
                label,
                false,
                Amount.of(String.valueOf(random.nextInt(9999)), "人"),
                0,
                null,
                Accumulation.POINT,
                null,
                null,
                List.of());
    }

    private String noise() {
        StringBuilder noise = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(3)) {
                case 0 -> noise.append((char) random.nextInt(0x10000));
                case 1 -> noise.appendCodePoint(random.nextInt(0x110000));
                default -> noise.append(pick(TOKENS));
            }
        }
        return noise.toString();
    }

    private static final String[] TOKENS = {
        "令和", "R", "H", "7", "12", "31", "元", "年", "年度", "月", "日", "末", "～", "-", "..", "(", ")", "延べ", "約", "平均", "累積",
                "/年",
        "1,234", "5.6", "億", "万", "千", "円", "人", "回", "%", "以上", "未満", " ", "※", "なし", "－", "▲", "基準値", "より向上", "小学校",
                "FY", "2025", "\0",
        "から", "まで", "現在"
    };

    private String mutated(List<String> seen) {
        StringBuilder text = new StringBuilder(pick(seen.toArray(String[]::new)));
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, pick(TOKENS));
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
                case 2 -> text.insert(at, pick(seen.toArray(String[]::new)));
                default -> text.insert(at, (char) random.nextInt(0x10000));
            }
        }
        return text.toString();
    }

    @SafeVarargs
    private <T> T pick(T... some) {
        return some[random.nextInt(some.length)];
    }

    private static Stream<String> firstColumn(String resource) {
        try (InputStream in = NotationPropertyTest.class.getResourceAsStream(resource)) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split("\t", -1)[0])
                            .toList()
                            .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String seeded(@Nullable Object value) {
        return "-Dnotation.seed=" + SEED + ": " + value;
    }

    private static long seed() {
        String given = System.getProperty("notation.seed", "");
        return given.isBlank() || given.startsWith("$") ? System.nanoTime() : Long.parseLong(given);
    }
}
