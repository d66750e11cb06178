package jp.shirube.report.rollup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * 集計: the distribution of grades and the mean of their scores. What is not graded is left out of both and counted beside; what
 * is re-listed is counted once; KGI stand apart from KPI.
 *
 * @param kinds KGI, KPI, OUTCOME, ACTIVITY: those that occur
 * @param relisted how many targets were left out because they repeat another of the group
 */
record Tally(List<KindTally> kinds, int relisted) {

    private static final List<String> KINDS = List.of("KGI", "KPI", "OUTCOME", "ACTIVITY");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * @param grades by symbol, best score first
     * @param ungraded by standing
     * @param meanScore of the graded that have a score, exact (DECIMAL128); null when none has
     * @param meanRate of the rate asked for, clipped to 0 to 100; null when none was asked for or known
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record KindTally(
            String kind,
            int all,
            int graded,
            List<GradeCount> grades,
            Map<String, Integer> ungraded,
            @Nullable BigDecimal meanScore,
            @Nullable String meanScoreDisplay,
            int belowBaseline,
            @Nullable BigDecimal meanRate) {}

    /** @param rules the grading rules that gave it */
    record GradeCount(String symbol, @Nullable BigDecimal score, int count, Collection<String> rules) {}

    /**
     * A target with what was found for it.
     *
     * @param listedFirstAs the target it repeats, itself where it repeats none
     * @param symbol of its grade; null when it has none
     * @param rate asked for, in percent; null when none was asked for or there is none
     */
    record Placed(
            String target,
            String listedFirstAs,
            String kind,
            String standing,
            @Nullable String symbol,
            @Nullable BigDecimal score,
            String rule,
            boolean belowBaseline,
            @Nullable BigDecimal rate) {}

    static Tally of(Collection<Placed> group) {
        Map<String, Placed> once = new LinkedHashMap<>();
        for (Placed one : group) {
            once.merge(one.listedFirstAs(), one, (before, other) -> isFirst(other) ? other : before);
        }
        List<KindTally> kinds = new ArrayList<>();
        for (String kind : KINDS) {
            List<Placed> ofKind = once.values().stream()
                    .filter(one -> one.kind().equals(kind))
                    .toList();
            if (!ofKind.isEmpty()) {
                kinds.add(tally(kind, ofKind));
            }
        }
        return new Tally(kinds, group.size() - once.size());
    }

    private static boolean isFirst(Placed one) {
        return one.target().equals(one.listedFirstAs());
    }

    private static KindTally tally(String kind, List<Placed> targets) {
        Map<String, Integer> ungraded = new TreeMap<>();
        Map<String, List<Placed>> bySymbol = new LinkedHashMap<>();
        for (Placed one : targets) {
            if (one.symbol() == null) {
                ungraded.merge(one.standing(), 1, Integer::sum);
            } else {
                bySymbol.computeIfAbsent(one.symbol(), none -> new ArrayList<>())
                        .add(one);
            }
        }
        List<Placed> graded = bySymbol.values().stream().flatMap(List::stream).toList();
        BigDecimal mean =
                mean(graded.stream().map(Placed::score).filter(Objects::nonNull).toList());
        return new KindTally(
                kind,
                targets.size(),
                graded.size(),
                counts(bySymbol),
                ungraded,
                mean,
                mean == null ? null : mean.setScale(2, RoundingMode.HALF_UP).toPlainString(),
                (int) graded.stream().filter(Placed::belowBaseline).count(),
                mean(targets.stream()
                        .map(Placed::rate)
                        .filter(Objects::nonNull)
                        .map(rate -> rate.max(BigDecimal.ZERO).min(HUNDRED))
                        .toList()));
    }

    private static List<GradeCount> counts(Map<String, List<Placed>> bySymbol) {
        return bySymbol.entrySet().stream()
                .map(entry -> new GradeCount(
                        entry.getKey(),
                        entry.getValue().getFirst().score(),
                        entry.getValue().size(),
                        entry.getValue().stream().map(Placed::rule).distinct().toList()))
                .sorted((one, other) -> {
                    BigDecimal first = one.score() == null ? BigDecimal.ZERO : one.score();
                    BigDecimal second = other.score() == null ? BigDecimal.ZERO : other.score();
                    int byScore = second.compareTo(first);
                    return byScore != 0 ? byScore : one.symbol().compareTo(other.symbol());
                })
                .toList();
    }

    private static @Nullable BigDecimal mean(List<BigDecimal> values) {
        if (values.isEmpty()) {
            return null;
        }
        BigDecimal mean = values.stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL128);
        return mean.signum() == 0 ? BigDecimal.ZERO : mean.stripTrailingZeros();
    }
}
