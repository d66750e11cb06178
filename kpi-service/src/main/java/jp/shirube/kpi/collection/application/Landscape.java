package jp.shirube.kpi.collection.application;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.Subject;
import jp.shirube.kpi.received.KnownIndicator;
import jp.shirube.kpi.received.Placed;
import jp.shirube.notation.Period;
import jp.shirube.notation.Span;
import jp.shirube.responsibility.Offices;
import jp.shirube.responsibility.Reporter;
import org.jspecify.annotations.Nullable;

/** What is known of a municipality on a day, read once for all items of a round. */
final class Landscape {

    private static final int LAST_YEARS = 3;

    private final LocalDate today;
    private final Offices offices;
    private final Map<String, KnownIndicator> indicators = new HashMap<>();
    private final Map<String, List<Placed.OfIndicator>> places = new LinkedHashMap<>();
    private final Map<String, Placed.OfInitiative> initiatives = new LinkedHashMap<>();
    private final Map<String, List<Actual>> figures = new HashMap<>();

    Landscape(
            LocalDate today,
            Offices offices,
            List<KnownIndicator> indicators,
            List<Placed> placed,
            List<Actual> figures) {
        this.today = today;
        this.offices = offices;
        indicators.forEach(each -> this.indicators.put(each.indicator().key().indicator(), each));
        for (Placed each : placed) {
            switch (each) {
                case Placed.OfIndicator it ->
                    places.computeIfAbsent(it.indicator(), id -> new ArrayList<>())
                            .add(it);
                case Placed.OfInitiative it -> initiatives.put(it.plan() + ":" + it.initiative(), it);
            }
        }
        figures.forEach(each -> this.figures
                .computeIfAbsent(each.indicator().indicator(), id -> new ArrayList<>())
                .add(each));
    }

    LocalDate today() {
        return today;
    }

    Map<String, List<Placed.OfIndicator>> places() {
        return places;
    }

    Map<String, Placed.OfInitiative> initiatives() {
        return initiatives;
    }

    Optional<KnownIndicator> indicator(String id) {
        return Optional.ofNullable(indicators.get(id));
    }

    /** What is stated of the very period. */
    Optional<Actual> figure(String indicator, Period period) {
        return figures.getOrDefault(indicator, List.of()).stream()
                .filter(each -> each.period().equals(period))
                .findFirst();
    }

    /** Everything stated of the indicator, by the last days of the periods. */
    List<Actual> figures(String indicator) {
        return figures.getOrDefault(indicator, List.of());
    }

    /** Who is asked today; empty where nobody reports it. */
    Optional<String> department(Subject subject, @Nullable String assigned) {
        Reporter reporter = switch (subject) {
            case Subject.OfIndicator it ->
                indicators.containsKey(it.indicator())
                        ? indicators.get(it.indicator()).reporterOn(today, offices)
                        : new Reporter.Nobody(Reporter.Reason.NOT_STATED);
            case Subject.OfInitiative it ->
                assigned == null
                        ? new Reporter.Nobody(Reporter.Reason.NOT_STATED)
                        : offices.followerOn(assigned, today);
        };
        return reporter instanceof Reporter.Known known ? Optional.of(known.department()) : Optional.empty();
    }

    String nameOf(String department) {
        return offices.nameOn(department, today);
    }

    ItemView view(Round round, Item item) {
        String department = department(item.subject(), item.assigned()).orElse(null);
        return new ItemView(
                item,
                item.stateOn(today),
                item.isLateOn(today, round.deadline()),
                department,
                department == null ? "" : nameOf(department),
                about(round, item.subject()));
    }

    private ItemView.About about(Round round, Subject subject) {
        return switch (subject) {
            case Subject.OfIndicator it -> figure(it);
            case Subject.OfInitiative it -> initiative(round, it);
        };
    }

    private ItemView.About figure(Subject.OfIndicator subject) {
        KnownIndicator known = indicators.get(subject.indicator());
        List<Actual> before = figures(subject.indicator()).stream()
                .filter(each -> !(each.period() instanceof Span)
                        && each.period().lastDay().isBefore(subject.period().lastDay()))
                .toList();
        return new ItemView.Figure(
                known == null ? null : known.indicator(),
                subject.period(),
                places.getOrDefault(subject.indicator(), List.of()),
                before.subList(Math.max(0, before.size() - LAST_YEARS), before.size()));
    }

    private ItemView.About initiative(Round round, Subject.OfInitiative subject) {
        Placed.OfInitiative known = initiatives.get(subject.plan() + ":" + subject.initiative());
        return new ItemView.Undertaking(known, known == null ? List.of() : Planned.of(known, round.year()));
    }
}
