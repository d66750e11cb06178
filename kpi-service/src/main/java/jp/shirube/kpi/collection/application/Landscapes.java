package jp.shirube.kpi.collection.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jp.shirube.kpi.actual.Actuals;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.Subject;
import jp.shirube.kpi.received.Indicators;
import jp.shirube.kpi.received.KnownIndicator;
import jp.shirube.kpi.received.Placed;
import jp.shirube.kpi.received.Plans;
import jp.shirube.kpi.received.Reporting;
import jp.shirube.notation.FiscalYear;

/** Reads what a round is seen against, in four statements however many items there are. */
@ApplicationScoped
class Landscapes {

    private final Indicators indicators;
    private final Reporting reporting;
    private final Plans plans;
    private final Actuals actuals;
    private final Clock clock;

    Landscapes(Indicators indicators, Reporting reporting, Plans plans, Actuals actuals, Clock clock) {
        this.indicators = indicators;
        this.reporting = reporting;
        this.plans = plans;
        this.actuals = actuals;
        this.clock = clock;
    }

    /** All a year could ask. */
    Landscape of(String municipality, FiscalYear year, Set<String> chosen) {
        List<Placed> placed = placed(municipality, year, chosen);
        return with(
                municipality,
                placed,
                placed.stream()
                        .flatMap(each ->
                                each instanceof Placed.OfIndicator it ? Stream.of(it.indicator()) : Stream.empty())
                        .distinct()
                        .toList());
    }

    /** As far as some items of a round need it. */
    Landscape of(Round round, Collection<Item> items) {
        return with(
                round.municipality(),
                placed(round.municipality(), round.year(), round.plans()),
                items.stream()
                        .flatMap(item -> item.subject() instanceof Subject.OfIndicator it
                                ? Stream.of(it.indicator())
                                : Stream.empty())
                        .distinct()
                        .toList());
    }

    private List<Placed> placed(String municipality, FiscalYear year, Set<String> chosen) {
        return plans.placed(municipality, year, LocalDate.now(clock), chosen);
    }

    private Landscape with(String municipality, List<Placed> placed, List<String> ids) {
        List<KnownIndicator> known = ids.isEmpty() ? List.of() : indicators.listOf(municipality, ids);
        return new Landscape(
                LocalDate.now(clock),
                reporting.departments(municipality),
                known,
                placed,
                ids.isEmpty() ? List.of() : actuals.listOf(municipality, ids));
    }
}
