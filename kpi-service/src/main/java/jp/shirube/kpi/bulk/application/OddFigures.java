package jp.shirube.kpi.bulk.application;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.bulk.Faults;
import jp.shirube.kpi.bulk.FileStore.Changed;
import jp.shirube.kpi.bulk.FileStore.Place;
import jp.shirube.kpi.check.Checks;
import jp.shirube.kpi.check.Finding;
import jp.shirube.kpi.check.History;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.notation.Period;
import jp.shirube.problem.Fault;

/** 入力時の確認 of a file: each figure against those of other periods, as stated and as the file itself states them. */
final class OddFigures {

    private static final Pattern COMPONENT = Pattern.compile("/components/([0-9]+)/value");

    private OddFigures() {}

    /** @param stated what is stated of indicators, by their ids */
    static void find(
            List<Changed> changed,
            Collection<Indicator> indicators,
            Function<List<String>, List<Actual>> stated,
            Faults warnings) {
        if (changed.isEmpty()) {
            return;
        }
        Map<String, List<Changed>> byIndicator = new HashMap<>();
        changed.forEach(each -> byIndicator
                .computeIfAbsent(each.indicator(), any -> new ArrayList<>())
                .add(each));
        Map<String, List<Actual>> before = new HashMap<>();
        stated.apply(List.copyOf(byIndicator.keySet()))
                .forEach(each -> before.computeIfAbsent(each.indicator().indicator(), any -> new ArrayList<>())
                        .add(each));
        for (Indicator indicator : indicators) {
            String id = indicator.key().indicator();
            List<Changed> figures = byIndicator.getOrDefault(id, List.of());
            History history = history(figures, before.getOrDefault(id, List.of()));
            for (Changed each : figures) {
                Checks.check(indicator, each.period(), each.measured(), each.status(), history)
                        .warned()
                        .forEach(finding -> warn(each, finding, warnings));
            }
        }
    }

    private static History history(List<Changed> figures, List<Actual> before) {
        Set<Period> anew = new HashSet<>();
        List<History.Known> known = new ArrayList<>();
        for (Changed each : figures) {
            anew.add(each.period());
            known.add(new History.Known(each.period(), each.measured(), each.status()));
        }
        for (Actual each : before) {
            if (!anew.contains(each.period())) {
                known.add(new History.Known(
                        each.period(),
                        each.statement().measured(),
                        each.statement().status()));
            }
        }
        return new History(known);
    }

    private static void warn(Changed figure, Finding finding, Faults warnings) {
        Place place = place(figure, finding.place());
        warnings.add(
                place.row(), new Fault("/rows/" + place.row() + "/value", place.line(), finding.ja(), finding.en()));
    }

    /** The row of the component it is about, or the first of the figure. */
    private static Place place(Changed figure, String pointer) {
        Matcher component = COMPONENT.matcher(pointer);
        String name = component.matches()
                ? figure.measured()
                        .components()
                        .get(Integer.parseInt(component.group(1)))
                        .name()
                : "";
        return figure.components().getOrDefault(name, figure.first());
    }
}
