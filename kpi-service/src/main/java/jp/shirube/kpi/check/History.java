package jp.shirube.kpi.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.Measured.Component;
import jp.shirube.kpi.actual.Measured.Value;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.notation.Span;
import jp.shirube.notation.UntilDay;
import org.jspecify.annotations.Nullable;

/** What is stated of an indicator's other periods, as far as a figure is compared with it. An estimate (見込) is not. */
public record History(List<Known> known) {

    public static final History NONE = new History(List.of());

    /** One period and what is stated of it. */
    public record Known(Period period, Measured measured, Status status) {}

    /** A figure of another period. */
    record Earlier(Period period, BigDecimal value) {}

    public History {
        known = known.stream()
                .filter(each -> each.status() != Status.ESTIMATE)
                .sorted(Comparator.comparing(each -> each.period().lastDay()))
                .toList();
    }

    /** Of what is recorded, withdrawn periods left out. */
    public static History of(Collection<Actual> actuals) {
        return new History(actuals.stream()
                .map(each -> new Known(
                        each.period(),
                        each.statement().measured(),
                        each.statement().status()))
                .toList());
    }

    /** The figures of single years before that of the period, the newest last; none for a figure of several years. */
    List<Earlier> before(Period period, Indicator indicator, @Nullable String component) {
        if (!isOfOneYear(period)) {
            return List.of();
        }
        FiscalYear year = indicator.yearOf(period);
        List<Earlier> earlier = new ArrayList<>();
        for (Known each : known) {
            if (isOfOneYear(each.period()) && indicator.yearOf(each.period()).compareTo(year) < 0) {
                figure(each.measured(), component).ifPresent(value -> earlier.add(new Earlier(each.period(), value)));
            }
        }
        return earlier;
    }

    /** Every figure as of a day before, for a total that only runs up: 215件（～R4.10） too, but no sum of a span. */
    List<Earlier> runningBefore(Period period, @Nullable String component) {
        List<Earlier> earlier = new ArrayList<>();
        for (Known each : known) {
            boolean before = each.period().lastDay().isBefore(period.lastDay());
            if (before && !(each.period() instanceof Span)) {
                figure(each.measured(), component).ifPresent(value -> earlier.add(new Earlier(each.period(), value)));
            }
        }
        return earlier;
    }

    private static boolean isOfOneYear(Period period) {
        return !(period instanceof Span) && !(period instanceof UntilDay);
    }

    private static Optional<BigDecimal> figure(Measured measured, @Nullable String component) {
        if (component == null) {
            return measured.whole() instanceof Value value ? Optional.of(value.number()) : Optional.empty();
        }
        for (Component each : measured.components()) {
            if (each.name().equals(component) && each.measured() instanceof Value value) {
                return Optional.of(value.number());
            }
        }
        return Optional.empty();
    }
}
