package jp.shirube.kpi.check;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.shirube.kpi.received.EntryRules.EntryUnit;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.notation.NotationException;
import jp.shirube.notation.Scale;
import jp.shirube.notation.Unit;
import org.jspecify.annotations.Nullable;

/**
 * 単位の取り違え: a figure that would be close to last year's, had it been written in another unit. Money is compared in
 * every unit in which budgets are printed (千円 and 万円 lie a factor of ten apart); everything else by 10³, 10⁴ and 10⁸.
 */
final class UnitSlip {
    /** @param unit in which the figure seems to be written; null where it has no name */
    record Likely(@Nullable String unit) {}

    private static final String YEN = "円";
    private static final List<Scale> SCALES =
            List.of(Scale.ONE, Scale.THOUSAND, Scale.TEN_THOUSAND, Scale.MILLION, Scale.HUNDRED_MILLION);
    private static final List<Integer> POWERS = List.of(3, 4, -3, -4, 8, -8);
    private static final BigDecimal EIGHT = BigDecimal.valueOf(8);
    private static final BigDecimal TWELVE = BigDecimal.valueOf(12);

    private UnitSlip() {}

    static Optional<Likely> between(BigDecimal value, BigDecimal last, Indicator indicator, @Nullable String unit) {
        if (value.signum() == 0 || last.signum() == 0 || value.signum() != last.signum()) {
            return Optional.empty();
        }
        for (EntryUnit each : indicator.rules().entryUnits()) {
            boolean another = each.times().compareTo(BigDecimal.ONE) != 0;
            if (another && unit == null && isAbout(value.multiply(each.times()), last)) {
                return Optional.of(new Likely(each.unit()));
            }
        }
        return candidates(unit == null ? indicator.unit() : unit).entrySet().stream()
                .filter(each -> isAbout(value, last.scaleByPowerOfTen(each.getKey())))
                .map(each -> new Likely(each.getValue().orElse(null)))
                .findFirst();
    }

    /** Within a fifth, compared by multiplication: 0.8 × expected ≤ value ≤ 1.2 × expected. */
    private static boolean isAbout(BigDecimal value, BigDecimal expected) {
        BigDecimal ten = value.abs().multiply(BigDecimal.TEN);
        return ten.compareTo(expected.abs().multiply(EIGHT)) >= 0
                && ten.compareTo(expected.abs().multiply(TWELVE)) <= 0;
    }

    /** By how many powers of ten a figure is off when it is written in which unit. */
    private static Map<Integer, Optional<String>> candidates(String symbol) {
        Map<Integer, Optional<String>> candidates = new LinkedHashMap<>();
        if (symbol.equals("%") || symbol.equals("％")) {
            candidates.put(-2, Optional.empty());
            candidates.put(2, Optional.empty());
            return candidates;
        }
        Unit own;
        try {
            own = Unit.of(symbol);
        } catch (NotationException e) {
            POWERS.forEach(power -> candidates.put(power, Optional.empty()));
            return candidates;
        }
        boolean money = own.base().equals(YEN);
        for (Scale scale : SCALES) {
            int power = own.scale().powerOfTen() - scale.powerOfTen();
            if (power != 0 && (money || POWERS.contains(power))) {
                candidates.put(power, Optional.of(scale.word() + own.base()).filter(name -> !name.isEmpty()));
            }
        }
        POWERS.forEach(power -> candidates.putIfAbsent(power, Optional.empty()));
        return candidates;
    }
}
