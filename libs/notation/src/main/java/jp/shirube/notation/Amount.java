package jp.shirube.notation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exact number of a unit (5.6 億円). Equal amounts of one unit are equal records: trailing zeros are dropped, and an
 * amount in steps that needs no steps is of the plain unit (30億0万円 is 30億円).
 *
 * @param number in the unit, so 5.6 for 5.6億円; of 26億2,850万円 262850, of which {@link #inBase()} is 2628500000 円
 * @param unit its unit
 */
public record Amount(BigDecimal number, Unit unit) implements Content {
    private static final int MOST_DIGITS = 60;
    private static final List<Scale> STEPS = List.of(Scale.TRILLION, Scale.HUNDRED_MILLION, Scale.TEN_THOUSAND);

    public Amount {
        if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw new NotationException(NotationProblem.NOT_A_FIGURE, shortened(number));
        }
        number = plain(number);
        while (unit.mixed()) {
            Scale next = stepAbove(unit.scale());
            if (next == null) {
                unit = new Unit(unit.scale(), unit.base(), false);
                break;
            }
            BigDecimal step = BigDecimal.ONE.movePointRight(
                    next.powerOfTen() - unit.scale().powerOfTen());
            if (number.abs().compareTo(step) < 0) {
                unit = new Unit(unit.scale(), unit.base(), false);
            } else if (number.remainder(step).signum() == 0) {
                number = plain(number.divide(step));
                unit = new Unit(next, unit.base(), true);
            } else {
                break;
            }
        }
    }

    /** The amount of a unit as people write it: {@code Amount.of("5.6", "億円")}. */
    public static Amount of(String number, String unit) {
        try {
            return new Amount(new BigDecimal(number), Unit.of(unit));
        } catch (NumberFormatException e) {
            throw new NotationException(NotationProblem.NOT_A_FIGURE, number);
        }
    }

    /**
     * The same amount in another unit, exactly.
     *
     * @throws NotationException if the bases differ, even 人 and 名: see {@link #inAlike(Unit)}
     */
    public Amount in(Unit other) {
        if (!unit.convertsTo(other)) {
            throw new NotationException(NotationProblem.UNITS_DIFFER, unit.symbol(), other.symbol());
        }
        return scaledTo(other);
    }

    /**
     * The same amount in a unit that counts alike (名 for 人, 回 for 件), exactly.
     *
     * @throws NotationException if the bases mean different things
     */
    public Amount inAlike(Unit other) {
        if (!unit.countsLike(other)) {
            throw new NotationException(NotationProblem.UNITS_DIFFER, unit.symbol(), other.symbol());
        }
        return scaledTo(other);
    }

    /** In the unit without scale: 円 for 億円. */
    public Amount inBase() {
        return scaledTo(unit.baseUnit());
    }

    /** Whether both say the same quantity: 1,692,995 千円 and 16億9,299.5万円 do. */
    public boolean sameValueAs(Amount other) {
        return inBase().equals(other.inBase());
    }

    /** As printed, with thousands separators and no spaces: 1,383億円, 26億2,850万円, -684人. */
    public String print() {
        return print(0);
    }

    /** With at least that many digits after the point: 10.0%. */
    String print(int decimals) {
        boolean personTimes = unit.base().equals(Unit.PERSON_TIMES);
        String base = personTimes ? Unit.PERSON : unit.base();
        return (personTimes ? "延べ" : "") + (number.signum() < 0 ? "-" : "") + digits(decimals) + base;
    }

    private String digits(int decimals) {
        StringBuilder steps = new StringBuilder();
        BigDecimal rest = number.abs();
        if (unit.mixed()) {
            for (Scale step : STEPS) {
                if (step.powerOfTen() > unit.scale().powerOfTen()) {
                    BigDecimal worth = BigDecimal.ONE.movePointRight(
                            step.powerOfTen() - unit.scale().powerOfTen());
                    BigDecimal[] parts = rest.divideAndRemainder(worth);
                    if (parts[0].signum() != 0) {
                        steps.append(grouped(parts[0].setScale(0), 0)).append(step.word());
                    }
                    rest = parts[1];
                }
            }
        }
        return steps + grouped(rest, decimals) + unit.scale().word();
    }

    private static String grouped(BigDecimal number, int decimals) {
        String plain = number.setScale(Math.max(Math.max(number.scale(), 0), decimals), RoundingMode.UNNECESSARY)
                .toPlainString();
        int point = plain.indexOf('.');
        int end = point < 0 ? plain.length() : point;
        StringBuilder grouped = new StringBuilder(plain);
        for (int i = end - 3; i > 0; i -= 3) {
            grouped.insert(i, ',');
        }
        return grouped.toString();
    }

    private Amount scaledTo(Unit other) {
        return new Amount(
                number.scaleByPowerOfTen(
                        unit.scale().powerOfTen() - other.scale().powerOfTen()),
                other);
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static String shortened(BigDecimal number) {
        return number.precision() > MOST_DIGITS ? "…" : number.toString();
    }

    private static @Nullable Scale stepAbove(Scale scale) {
        return STEPS.reversed().stream()
                .filter(step -> step.powerOfTen() > scale.powerOfTen())
                .findFirst()
                .orElse(null);
    }
}
