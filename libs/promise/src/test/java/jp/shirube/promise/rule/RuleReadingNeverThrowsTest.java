package jp.shirube.promise.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever is written, it is read or objected to. {@code -Dpromise.seed} repeats a run. */
class RuleReadingNeverThrowsTest {

    private static final int ROUNDS = 20_000;
    private static final List<String> WORDS = List.of(
            "id",
            "name",
            "ja",
            "en",
            "source",
            "rounding",
            "mode",
            "decimals",
            "method",
            "path",
            "yearlyShare",
            "averageOf",
            "factor",
            "numerator",
            "axes",
            "levels",
            "goalYearLevels",
            "topNeedsAchieved",
            "symbol",
            "label",
            "score",
            "humanOnly",
            "when",
            "graded",
            "atLeast",
            "below",
            "achieved",
            "all",
            "any",
            "not",
            "overall",
            "by",
            "steps",
            "",
            "~/~",
            "\ud800",
            "MEAN_OF_SCORES",
            "PROPORTION",
            "TRUNCATE",
            "80",
            "-5",
            "1e999999",
            "A",
            "B");

    private final long seed = seed();
    private final Random random = new Random(seed);

    @Test
    void garbageIsObjectedTo() {
        for (int i = 0; i < ROUNDS; i++) {
            answered(map(0));
        }
    }

    @Test
    void aRuleWithAnyPlaceSpoiltIsReadOrObjectedTo() {
        List<String> fixtures = RulesAsWritten.fixtures();
        for (int i = 0; i < ROUNDS / 4; i++) {
            Map<String, Object> rule = RulesAsWritten.fixture(fixtures.get(random.nextInt(fixtures.size())));
            IntStream.rangeClosed(0, random.nextInt(3)).forEach(spoilt -> spoil(rule));
            answered(rule);
        }
    }

    private void answered(Map<String, ?> written) {
        RuleReading.Reading reading;
        try {
            reading = RuleReading.read(written);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed + ": " + written, e);
        }
        assertThat(reading.rule() == null)
                .as("seed %s: %s", seed, written)
                .isEqualTo(!reading.objections().isEmpty());
        assertThat(reading.objections())
                .as("seed %s", seed)
                .allSatisfy(objection -> assertThat(objection.pointer()).matches("(/.*)*"));
    }

    @SuppressWarnings("unchecked")
    private void spoil(@Nullable Object place) {
        if (place instanceof Map<?, ?> map && !map.isEmpty() && !(map instanceof TreeMap)) {
            Map<String, Object> fields = (Map<String, Object>) map;
            String key = List.copyOf(fields.keySet()).get(random.nextInt(fields.size()));
            if (goDeeper(fields.get(key))) {
                spoil(fields.get(key));
            } else {
                fields.put(key, value(2));
            }
        } else if (place instanceof List<?> list && !list.isEmpty()) {
            List<Object> items = (List<Object>) list;
            int at = random.nextInt(items.size());
            if (goDeeper(items.get(at))) {
                spoil(items.get(at));
            } else {
                items.set(at, value(2));
            }
        }
    }

    private boolean goDeeper(@Nullable Object there) {
        return (there instanceof Map || there instanceof List) && random.nextInt(8) > 0;
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth > 12 ? 9 : 14)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt(200) - 100;
            case 3 -> random.nextLong();
            case 4 -> random.nextDouble() * Math.pow(10, random.nextInt(600) - 300);
            case 5 -> new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt());
            case 6 -> new BigInteger(random.nextInt(200), random);
            case 7, 8 -> WORDS.get(random.nextInt(WORDS.size()));
            case 9 -> Arrays.asList(new Object[] {new Object(), 'x', new int[0], null});
            case 10 -> new TreeMap<>(Map.of(random.nextInt(), "x"));
            case 11 -> list(depth + 1);
            default -> map(depth + 1);
        };
    }

    private List<Object> list(int depth) {
        List<Object> items = new ArrayList<>();
        int size = random.nextInt(20) == 0 ? 600 : random.nextInt(4);
        for (int i = 0; i < size; i++) {
            items.add(size > 10 ? "x" : value(depth));
        }
        return items;
    }

    private Map<String, Object> map(int depth) {
        Map<String, Object> fields = random.nextBoolean() ? new HashMap<>() : new LinkedHashMap<>();
        IntStream.range(0, random.nextInt(6))
                .forEach(i -> fields.put(WORDS.get(random.nextInt(WORDS.size())), value(depth)));
        return fields;
    }

    private static long seed() {
        String given = System.getProperty("promise.seed", "");
        long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
        System.out.println("promise.seed " + seed);
        return seed;
    }
}
