package jp.shirube.kpi.actual;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found for a period: a figure, a reason why there is none, or a breakdown into components (内訳). */
public sealed interface Measured {

    /** Whether there is at least one figure in it. */
    boolean hasFigure();

    /** Whether the whole has no figure and is a zero in a sum all the same, because the department says so. */
    default boolean countsAsZero() {
        return whole() instanceof Missing missing && missing.countsAsZero();
    }

    /** The figure of the whole, or the reason for none; null where only its parts are measured. */
    @Nullable
    Single whole();

    /** 内訳, in the indicator's own order; empty where there is none. */
    List<Component> components();

    /** A figure or the reason for none. */
    sealed interface Single extends Measured {
        @Override
        default Single whole() {
            return this;
        }

        @Override
        default List<Component> components() {
            return List.of();
        }
    }

    /**
     * An officially rounded figure in the indicator's own unit, exact. Equal figures are equal: 10.00 is 10.
     *
     * @param number at most {@value #MOST_DIGITS} digits before and after the point together
     */
    record Value(BigDecimal number) implements Single {
        public static final int MOST_DIGITS = 30;

        public Value {
            if (!fits(number)) {
                throw new IllegalArgumentException("a figure has at most " + MOST_DIGITS + " digits");
            }
            number = normalised(number);
        }

        /** Looks before anything is written out: 1e999999999 is short until it is printed. */
        public static boolean fits(BigDecimal number) {
            BigDecimal stripped = number.stripTrailingZeros();
            long after = Math.max(0, stripped.scale());
            long before = Math.max(0, (long) stripped.precision() - stripped.scale());
            return before + after <= MOST_DIGITS;
        }

        private static BigDecimal normalised(BigDecimal number) {
            BigDecimal stripped = number.stripTrailingZeros();
            return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }

        public int decimals() {
            return number.scale();
        }

        public String print() {
            return number.toPlainString();
        }

        @Override
        public boolean hasFigure() {
            return true;
        }
    }

    /** @param countsAsZero the department says that in a sum this is a known zero */
    record Missing(MissingReason reason, boolean countsAsZero) implements Single {
        public Missing {
            if (countsAsZero && !reason.mayCountAsZero()) {
                throw new IllegalArgumentException(reason + " is no known zero");
            }
        }

        public Missing(MissingReason reason) {
            this(reason, false);
        }

        @Override
        public boolean hasFigure() {
            return false;
        }
    }

    /**
     * @param whole null where the indicator is measured in parts (小学校/中学校); the figure itself where terms (転入/転出) or
     *     references (回 beside 人) stand beside it
     * @param components in the indicator's own order
     */
    record Breakdown(@Nullable Single whole, List<Component> components) implements Measured {
        public Breakdown {
            components = List.copyOf(components);
            if (components.isEmpty()) {
                throw new IllegalArgumentException("a breakdown names its components");
            }
        }

        @Override
        public boolean hasFigure() {
            return (whole != null && whole.hasFigure())
                    || components.stream().anyMatch(each -> each.measured().hasFigure());
        }
    }

    record Component(String name, Single measured) {}
}
