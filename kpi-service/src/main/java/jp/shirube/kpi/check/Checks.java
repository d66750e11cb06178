package jp.shirube.kpi.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jp.shirube.kpi.actual.Limits;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.Measured.Component;
import jp.shirube.kpi.actual.Measured.Value;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.check.Finding.Kind;
import jp.shirube.kpi.check.Finding.Severity;
import jp.shirube.kpi.check.History.Earlier;
import jp.shirube.kpi.received.ComponentRole;
import jp.shirube.kpi.received.EntryRules;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorComponent;
import jp.shirube.notation.Eras;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.promise.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a figure while it is entered (入力時の確認). What the municipality rules out is refused; what is only unlikely asks
 * for a word. Every comparison multiplies across and divides nothing. All checks and their defaults: docs/checks.md.
 */
public final class Checks {
    private static final PeriodNotation NOTATION = new PeriodNotation(Eras.standard());
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final String VALUE = "/value";

    private final Indicator indicator;
    private final Period period;
    private final Measured measured;
    private final History history;
    private final List<Finding> found = new ArrayList<>();

    private Checks(Indicator indicator, Period period, Measured measured, History history) {
        this.indicator = indicator;
        this.period = period;
        this.measured = measured;
        this.history = history;
    }

    /**
     * Everything to be noticed about what is to be stated of a period.
     *
     * @param history of the indicator's other periods; the period itself is not compared with what it said before
     */
    public static Findings check(
            Indicator indicator, Period period, Measured measured, Status status, History history) {
        Checks checks = new Checks(indicator, period, measured, history);
        checks.limits();
        checks.decimals();
        checks.judged().forEach(single -> checks.unusualRange(single));
        checks.componentSum();
        switch (status) {
            case ESTIMATE -> checks.judged().forEach(single -> checks.unitSlip(single));
            case PROVISIONAL, FINAL -> {
                checks.judged().forEach(single -> checks.against(single));
                checks.repeated();
            }
        }
        return new Findings(checks.found);
    }

    /** 約12%: taken as 12, and said. */
    public static Finding approximate(String place, Written.Figure figure) {
        return new Finding(
                Kind.APPROXIMATE,
                Severity.WARNED,
                place,
                "「%s」は概数です。%sとして登録します。確定した数値があれば直してください。"
                        .formatted(figure.printed().strip(), figure.value().toPlainString()),
                "\"%s\" is approximate. It is taken as %s; replace it when the figure is known."
                        .formatted(figure.printed().strip(), figure.value().toPlainString()));
    }

    /** A figure that is judged: that of the whole, or of a part. @param part null where it is the whole */
    private record Single(@Nullable String part, @Nullable String unit, BigDecimal value, String place) {}

    private Stream<Single> judged() {
        Stream<Single> whole = measured.whole() instanceof Value value
                ? Stream.of(new Single(null, null, value.number(), VALUE))
                : Stream.of();
        List<Single> parts = new ArrayList<>();
        for (Component each : measured.components()) {
            IndicatorComponent known = indicator.findComponent(each.name()).orElse(null);
            if (known != null && known.role() == ComponentRole.PART && each.measured() instanceof Value value) {
                parts.add(new Single(each.name(), known.unit(), value.number(), placeOf(each.name())));
            }
        }
        return Stream.concat(whole, parts.stream());
    }

    private void limits() {
        for (Limits.Breach breach : Limits.broken(indicator, period, measured)) {
            Kind kind = switch (breach.kind()) {
                case OUTSIDE_LIFE -> Kind.OUTSIDE_LIFE;
                case OUT_OF_RANGE -> Kind.OUT_OF_RANGE;
                case NUMERATOR_ABOVE_DENOMINATOR -> Kind.NUMERATOR_ABOVE_DENOMINATOR;
                case NO_DENOMINATOR -> Kind.NO_DENOMINATOR;
                case AGAINST_THE_FORMULA -> Kind.AGAINST_THE_FORMULA;
            };
            String place = kind == Kind.OUTSIDE_LIFE ? "#period" : placeOf(breach.component());
            found.add(new Finding(kind, Severity.REFUSED, place, breach.ja(), breach.en()));
        }
    }

    private void decimals() {
        if (measured.whole() instanceof Value value) {
            decimals(value, indicator.decimals(), VALUE);
        }
        for (Component each : measured.components()) {
            IndicatorComponent known = indicator.findComponent(each.name()).orElse(null);
            if (known != null && each.measured() instanceof Value value) {
                decimals(value, indicator.decimalsOf(known), placeOf(each.name()));
            }
        }
    }

    private void decimals(Value value, @Nullable Integer decimals, String place) {
        if (decimals != null && value.decimals() > decimals) {
            found.add(new Finding(
                    Kind.TOO_MANY_DECIMALS,
                    Severity.REFUSED,
                    place,
                    decimals == 0
                            ? "この指標の数値は整数です: %s".formatted(value.print())
                            : "この指標の数値は小数第%d位までです: %s".formatted(decimals, value.print()),
                    "A figure of this indicator has at most %d decimals: %s".formatted(decimals, value.print())));
        }
    }

    /** 0～100 for a share and nothing below zero: usual, unless the municipality says otherwise. */
    private void unusualRange(Single single) {
        EntryRules rules = indicator.rules();
        if (single.value().signum() < 0
                && !rules.canBeNegative()
                && rules.checks().atLeast() == null) {
            warn(
                    Kind.UNUSUAL_RANGE,
                    single.place(),
                    "負の値（%s）です。負になりうる指標とは定められていません。".formatted(shown(single)),
                    "The figure is below zero (%s), and the indicator is not stated to be so ever."
                            .formatted(shown(single)));
        }
        if (indicator.isShare()
                && rules.checks().atMost() == null
                && single.value().compareTo(HUNDRED) > 0) {
            warn(
                    Kind.UNUSUAL_RANGE,
                    single.place(),
                    "割合が100%%を超えています（%s）。".formatted(shown(single)),
                    "The share is above 100 %% (%s).".formatted(shown(single)));
        }
    }

    /** 転入－転出, or the sum of what the whole consists of. Where a formula is stated, that is what is held against it. */
    private void componentSum() {
        if (!(measured.whole() instanceof Value whole) || indicator.rules().formula() != null) {
            return;
        }
        List<BigDecimal> terms = new ArrayList<>();
        for (IndicatorComponent each : indicator.components()) {
            boolean alike = each.unit() == null || each.unit().equals(indicator.unit());
            if (each.role() != ComponentRole.TERM) {
                continue;
            }
            Optional<BigDecimal> value = valueOf(each.name());
            if (!alike || value.isEmpty()) {
                return;
            }
            terms.add(value.get());
        }
        boolean adds = indicator.quantity() == Quantity.FLOW || indicator.quantity() == Quantity.STOCK;
        if (terms.size() < 2 || !adds) {
            return;
        }
        BigDecimal sum = terms.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal difference = terms.getFirst().add(terms.getFirst()).subtract(sum);
        boolean fits = whole.number().compareTo(sum) == 0 || whole.number().compareTo(difference) == 0;
        if (!fits) {
            warn(
                    Kind.COMPONENT_SUM,
                    VALUE,
                    "値（%s）が、内訳の合計（%s）とも差（%s）とも合いません。".formatted(whole.print(), plain(sum), plain(difference)),
                    "The figure (%s) is neither the sum (%s) nor the difference (%s) of its terms."
                            .formatted(whole.print(), plain(sum), plain(difference)));
        }
    }

    private void against(Single single) {
        fall(single);
        if (!unitSlip(single)) {
            jump(single);
        }
    }

    /** Whether one was noticed: what looks like another unit is not told a second time as a jump. */
    private boolean unitSlip(Single single) {
        Optional<Earlier> last = last(single);
        if (last.isEmpty() || indicator.quantity() == Quantity.RANK) {
            return false;
        }
        String unit = single.unit() == null || single.unit().equals(indicator.unit()) ? null : single.unit();
        Optional<UnitSlip.Likely> slip =
                UnitSlip.between(single.value(), last.get().value(), indicator, unit);
        slip.ifPresent(likely -> {
            String own = unit == null ? indicator.unit() : unit;
            String asWhat = likely.unit() == null ? "" : "「" + likely.unit() + "」で書かれていませんか。";
            warn(
                    Kind.UNIT_SLIP,
                    single.place(),
                    "%sの値（%s）と桁が大きく違います: %s。%sこの指標の単位は「%s」です。"
                            .formatted(
                                    NOTATION.print(last.get().period()),
                                    plain(last.get().value()),
                                    plain(single.value()),
                                    asWhat.isEmpty() ? "単位を取り違えていませんか。" : asWhat,
                                    own),
                    "%s is of another order than the figure of %s (%s). Is it written in %s? The unit is %s."
                            .formatted(
                                    plain(single.value()),
                                    last.get().period().canonical(),
                                    plain(last.get().value()),
                                    likely.unit() == null ? "another unit" : likely.unit(),
                                    own));
        });
        return slip.isPresent();
    }

    private void jump(Single single) {
        List<Earlier> before = history.before(period, indicator, single.part());
        if (before.isEmpty() || indicator.quantity() == Quantity.RANK) {
            return;
        }
        Earlier last = before.getLast();
        BigDecimal percent = indicator.rules().checks().jumpPercent();
        if (last.value().signum() == 0) {
            boolean alwaysZero = before.stream().allMatch(each -> each.value().signum() == 0);
            if (alwaysZero && single.value().signum() != 0) {
                warn(
                        Kind.JUMP,
                        single.place(),
                        "これまで0だった指標の、0でない初めての値です: %s".formatted(shown(single)),
                        "The first figure other than zero: %s".formatted(shown(single)));
            }
            return;
        }
        BigDecimal change = single.value().subtract(last.value());
        if (change.abs().multiply(HUNDRED).compareTo(last.value().abs().multiply(percent)) > 0) {
            String by = change.multiply(HUNDRED)
                    .divide(last.value().abs(), 1, RoundingMode.HALF_UP)
                    .toPlainString();
            String signed = change.signum() > 0 ? "+" + by : by;
            warn(
                    Kind.JUMP,
                    single.place(),
                    "%sの%sから%sに、%s%%変わりました（目安は%s%%まで）。"
                            .formatted(
                                    NOTATION.print(last.period()),
                                    plain(last.value()),
                                    plain(single.value()),
                                    signed,
                                    plain(percent)),
                    "It changed from %s (%s) to %s, by %s %% (usual is up to %s %%)."
                            .formatted(
                                    plain(last.value()),
                                    last.period().canonical(),
                                    plain(single.value()),
                                    signed,
                                    plain(percent)));
        }
    }

    private void fall(Single single) {
        if (indicator.rules().checks().mayFall()) {
            return;
        }
        history.runningBefore(period, single.part()).stream()
                .filter(each -> each.value().compareTo(single.value()) > 0)
                .reduce((one, other) -> other)
                .ifPresent(higher -> warn(
                        Kind.FALL,
                        single.place(),
                        "累計が%sの%sより減っています: %s"
                                .formatted(
                                        NOTATION.print(higher.period()), plain(higher.value()), plain(single.value())),
                        "The running total falls below that of %s (%s): %s"
                                .formatted(higher.period().canonical(), plain(higher.value()), plain(single.value()))));
    }

    /** A figure at its natural end (0件, 100%) stays there without being copied; parts are, when all of them are. */
    private void repeated() {
        List<Single> singles = judged().toList();
        boolean all = !singles.isEmpty()
                && singles.stream()
                        .allMatch(single -> last(single)
                                .filter(last -> last.value().compareTo(single.value()) == 0)
                                .isPresent())
                && !singles.stream().allMatch(this::isAtItsEnd);
        if (!all || indicator.rules().checks().mayRepeat()) {
            return;
        }
        Single first = singles.getFirst();
        Earlier last = last(first).orElseThrow();
        warn(
                Kind.REPEATED,
                first.part() == null ? first.place() : "/components",
                "%sと同じ値（%s）です。前年の値を写していませんか。".formatted(NOTATION.print(last.period()), shown(first)),
                "The same figure as of %s (%s). Is it copied?"
                        .formatted(last.period().canonical(), shown(first)));
    }

    private boolean isAtItsEnd(Single single) {
        EntryRules.Checks checks = indicator.rules().checks();
        return single.value().signum() == 0
                || (indicator.isShare() && single.value().compareTo(HUNDRED) == 0)
                || (checks.atMost() != null && single.value().compareTo(checks.atMost()) == 0)
                || (checks.atLeast() != null && single.value().compareTo(checks.atLeast()) == 0);
    }

    private Optional<Earlier> last(Single single) {
        List<Earlier> before = history.before(period, indicator, single.part());
        return before.isEmpty() ? Optional.empty() : Optional.of(before.getLast());
    }

    private Optional<BigDecimal> valueOf(String component) {
        return measured.components().stream()
                .filter(each -> each.name().equals(component))
                .map(Component::measured)
                .flatMap(each -> each instanceof Value value ? Stream.of(value.number()) : Stream.of())
                .findFirst();
    }

    private String placeOf(@Nullable String component) {
        for (int i = 0; i < measured.components().size(); i++) {
            if (measured.components().get(i).name().equals(component)) {
                return "/components/" + i + "/value";
            }
        }
        return VALUE;
    }

    private String shown(Single single) {
        return plain(single.value()) + (single.unit() == null ? indicator.unit() : single.unit());
    }

    private void warn(Kind kind, String place, String ja, String en) {
        found.add(new Finding(kind, Severity.WARNED, place, ja, en));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
