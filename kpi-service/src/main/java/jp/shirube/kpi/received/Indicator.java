package jp.shirube.kpi.received;

import java.util.List;
import java.util.Optional;
import jp.shirube.notation.Day;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodKind;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * 指標, as far as measuring needs it.
 *
 * @param unit as the municipality writes it
 * @param asOf only of an indicator counted on one day of the year
 * @param decimals digits after the point of an officially rounded figure; null where the municipality does not say
 * @param rules 入力の決まり
 * @param asked for which years it is asked, and from when it can be known
 */
public record Indicator(
        IndicatorKey key,
        String name,
        String unit,
        Direction direction,
        PeriodKind periodKind,
        @Nullable AsOf asOf,
        Quantity quantity,
        @Nullable Integer decimals,
        List<IndicatorComponent> components,
        Origin origin,
        EntryRules rules,
        Asked asked) {

    /** One of which nothing is stated but what is measured. */
    public Indicator(
            IndicatorKey key,
            String name,
            String unit,
            Direction direction,
            PeriodKind periodKind,
            @Nullable AsOf asOf,
            Quantity quantity,
            @Nullable Integer decimals,
            List<IndicatorComponent> components) {
        this(
                key,
                name,
                unit,
                direction,
                periodKind,
                asOf,
                quantity,
                decimals,
                components,
                Origin.UNSTATED,
                EntryRules.UNSTATED,
                Asked.EVERY_YEAR);
    }

    public Indicator {
        if (asOf != null && periodKind != PeriodKind.AS_OF_DAY) {
            throw new IllegalArgumentException("only an indicator counted as of a day names that day: " + key);
        }
        components = List.copyOf(components);
        if (components.stream().map(IndicatorComponent::name).distinct().count() < components.size()) {
            throw new IllegalArgumentException("two components of one name: " + key);
        }
    }

    /**
     * Whether its figures add up over periods. Of what does, a single day says nothing about the year; of all else a figure as
     * of one day (83件, R7.12月末) is a figure of the indicator although it is asked by year.
     */
    public boolean addsUp() {
        return switch (quantity) {
            case FLOW -> true;
            case STOCK, RATIO, MEAN, INDEX, RANK -> false;
        };
    }

    public Optional<IndicatorComponent> findComponent(String name) {
        return components.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Whether each part is judged by itself, so that there is no figure of the whole. */
    public boolean isMeasuredInParts() {
        return components.stream().anyMatch(each -> each.role() == ComponentRole.PART);
    }

    /** Whether it is a share of a whole (割合), written in percent. */
    public boolean isShare() {
        return quantity == Quantity.RATIO && (unit.equals("%") || unit.equals("％"));
    }

    /** The digits after the point a component may have: the indicator's own where it shares its unit. */
    public @Nullable Integer decimalsOf(IndicatorComponent component) {
        return component.unit() == null || component.unit().equals(unit) ? decimals : null;
    }

    /** The fiscal year a figure for that period is judged in. */
    public FiscalYear yearOf(Period period) {
        FiscalYear year = period.fiscalYear();
        return period instanceof Day && asOf != null && asOf.countsForYearBefore() ? year.plusYears(-1) : year;
    }

    public Indicator with(EntryRules other) {
        return new Indicator(
                key, name, unit, direction, periodKind, asOf, quantity, decimals, components, origin, other, asked);
    }

    public Indicator with(Asked other) {
        return new Indicator(
                key, name, unit, direction, periodKind, asOf, quantity, decimals, components, origin, rules, other);
    }
}
