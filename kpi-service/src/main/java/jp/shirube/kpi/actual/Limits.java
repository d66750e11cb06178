package jp.shirube.kpi.actual;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.shirube.kpi.actual.Measured.Component;
import jp.shirube.kpi.actual.Measured.Value;
import jp.shirube.kpi.received.ComponentRole;
import jp.shirube.kpi.received.EntryRules.Checks;
import jp.shirube.kpi.received.EntryRules.Formula;
import jp.shirube.kpi.received.EntryRules.Life;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.notation.Span;
import org.jspecify.annotations.Nullable;

/** What no figure of an indicator can break, however it is sent: the municipality says so of it (入力の決まり). */
public final class Limits {

    /** Digits of a computed figure where the municipality names none: one, as everywhere a figure is shown. */
    private static final int USUAL_DECIMALS = 1;

    public enum Kind {
        /** 指標の期間の外. */
        OUTSIDE_LIFE,
        /** 範囲の外. */
        OUT_OF_RANGE,
        /** 分子が分母より大きい. */
        NUMERATOR_ABOVE_DENOMINATOR,
        /** 分母が0. */
        NO_DENOMINATOR,
        /** 算式と合わない. */
        AGAINST_THE_FORMULA
    }

    /**
     * @param component whose figure it is; null where it is that of the whole, or the period
     * @param ja what is wrong and what would be right, Japanese
     * @param en the same, English
     */
    public record Breach(Kind kind, @Nullable String component, String ja, String en) {}

    private final Indicator indicator;
    private final Period period;
    private final Measured measured;
    private final List<Breach> breaches = new ArrayList<>();

    private Limits(Indicator indicator, Period period, Measured measured) {
        this.indicator = indicator;
        this.period = period;
        this.measured = measured;
    }

    public static List<Breach> broken(Indicator indicator, Period period, Measured measured) {
        Limits limits = new Limits(indicator, period, measured);
        limits.checkLife();
        limits.checkRange();
        limits.checkFormula();
        return limits.breaches;
    }

    /** numerator × times ÷ denominator, rounded half up; empty without the two terms, or where the denominator is zero. */
    static Optional<BigDecimal> computed(Indicator indicator, List<Component> components) {
        Formula formula = indicator.rules().formula();
        if (formula == null) {
            return Optional.empty();
        }
        BigDecimal numerator = valueOf(components, formula.numerator());
        BigDecimal denominator = valueOf(components, formula.denominator());
        return numerator == null || denominator == null || denominator.signum() == 0
                ? Optional.empty()
                : Optional.of(numerator
                        .multiply(formula.times())
                        .divide(denominator, decimals(indicator), RoundingMode.HALF_UP));
    }

    /** Digits after the point to which its formula rounds. */
    public static int decimals(Indicator indicator) {
        return indicator.decimals() == null ? USUAL_DECIMALS : indicator.decimals();
    }

    /** Whether it is a share, so that its numerator is never above its denominator. */
    public static boolean isBounded(Indicator indicator) {
        Formula formula = indicator.rules().formula();
        return formula != null
                && indicator.isShare()
                && (indicator.rules().checks().atMost() == null
                        || indicator.rules().checks().atMost().compareTo(formula.times()) <= 0);
    }

    /** A reason for no figure may be stated of a year outside: 事業終了 is. */
    private void checkLife() {
        Life life = indicator.rules().life();
        FiscalYear last = indicator.yearOf(period);
        FiscalYear first = period instanceof Span span ? FiscalYear.containing(span.first()) : last;
        boolean outside =
                (life.from() != null && last.year() < life.from()) || (life.to() != null && first.year() > life.to());
        if (outside && measured.hasFigure()) {
            String from = life.from() == null ? "" : ActualProblems.printed(new FiscalYear(life.from()));
            String to = life.to() == null ? "" : ActualProblems.printed(new FiscalYear(life.to()));
            add(
                    Kind.OUTSIDE_LIFE,
                    null,
                    "%sはこの指標の期間（%s～%s）の外です。数値は登録できません。".formatted(ActualProblems.printed(period), from, to),
                    "%s lies outside the years in which this indicator is measured (%s to %s)."
                            .formatted(
                                    period.canonical(),
                                    life.from() == null ? "…" : life.from(),
                                    life.to() == null ? "…" : life.to()));
        }
    }

    private void checkRange() {
        if (measured.whole() instanceof Value value) {
            checkRange(null, value.number());
        }
        for (Component each : measured.components()) {
            boolean isPart = indicator
                    .findComponent(each.name())
                    .filter(known -> known.role() == ComponentRole.PART)
                    .isPresent();
            if (isPart && each.measured() instanceof Value value) {
                checkRange(each.name(), value.number());
            }
        }
    }

    private void checkRange(@Nullable String component, BigDecimal value) {
        Checks checks = indicator.rules().checks();
        if (checks.atLeast() != null && value.compareTo(checks.atLeast()) < 0) {
            add(
                    Kind.OUT_OF_RANGE,
                    component,
                    "この指標の値は%s以上です: %s".formatted(plain(checks.atLeast()), plain(value)),
                    "A figure of this indicator is at least %s: %s".formatted(plain(checks.atLeast()), plain(value)));
        }
        if (checks.atMost() != null && value.compareTo(checks.atMost()) > 0) {
            add(
                    Kind.OUT_OF_RANGE,
                    component,
                    "この指標の値は%s以下です: %s".formatted(plain(checks.atMost()), plain(value)),
                    "A figure of this indicator is at most %s: %s".formatted(plain(checks.atMost()), plain(value)));
        }
    }

    private void checkFormula() {
        Formula formula = indicator.rules().formula();
        if (formula == null) {
            return;
        }
        BigDecimal numerator = valueOf(measured.components(), formula.numerator());
        BigDecimal denominator = valueOf(measured.components(), formula.denominator());
        if (numerator == null || denominator == null) {
            return;
        }
        if (denominator.signum() == 0) {
            if (measured.whole() instanceof Value) {
                add(
                        Kind.NO_DENOMINATOR,
                        formula.denominator(),
                        "分母「%s」が0のため、値を計算できません。値の代わりにmissingReason（該当なし・算定なしなど）を書いてください。"
                                .formatted(formula.denominator()),
                        "The denominator %s is zero, so there is no figure. Write a missingReason instead."
                                .formatted(formula.denominator()));
            }
            return;
        }
        if (isBounded(indicator) && numerator.compareTo(denominator) > 0) {
            add(
                    Kind.NUMERATOR_ABOVE_DENOMINATOR,
                    formula.numerator(),
                    "分子「%s」（%s）が分母「%s」（%s）より大きくなっています。"
                            .formatted(
                                    formula.numerator(), plain(numerator), formula.denominator(), plain(denominator)),
                    "The numerator %s (%s) is above the denominator %s (%s)."
                            .formatted(
                                    formula.numerator(), plain(numerator), formula.denominator(), plain(denominator)));
        }
        Optional<BigDecimal> computed = computed(indicator, measured.components());
        if (measured.whole() instanceof Value value
                && computed.isPresent()
                && computed.get().compareTo(value.number()) != 0) {
            add(
                    Kind.AGAINST_THE_FORMULA,
                    null,
                    "値は%sと書かれていますが、「%s」×%s÷「%s」は%sです。値を直すか、省いてください（省けば計算されます）。"
                            .formatted(
                                    value.print(),
                                    formula.numerator(),
                                    plain(formula.times()),
                                    formula.denominator(),
                                    plain(computed.get())),
                    "The value says %s, but %s × %s ÷ %s is %s. Correct it, or leave it out to have it computed."
                            .formatted(
                                    value.print(),
                                    formula.numerator(),
                                    plain(formula.times()),
                                    formula.denominator(),
                                    plain(computed.get())));
        }
    }

    private void add(Kind kind, @Nullable String component, String ja, String en) {
        breaches.add(new Breach(kind, component, ja, en));
    }

    private static @Nullable BigDecimal valueOf(List<Component> components, String name) {
        for (Component each : components) {
            if (each.name().equals(name) && each.measured() instanceof Value value) {
                return value.number();
            }
        }
        return null;
    }

    /** 100.0 is 100, and 1E+2 too. */
    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
