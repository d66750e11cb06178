package jp.shirube.kpi.collection.application;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.form.Field;
import jp.shirube.kpi.collection.form.Form;
import jp.shirube.kpi.collection.form.FormAnswer;
import jp.shirube.kpi.collection.form.FormRow;
import jp.shirube.kpi.collection.form.Kind;
import jp.shirube.kpi.collection.form.LastYear;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorComponent;
import jp.shirube.kpi.received.Placed;
import jp.shirube.notation.Eras;
import jp.shirube.notation.PeriodNotation;
import org.jspecify.annotations.Nullable;

/** What stands on a department's form. */
final class FormContent {

    private static final PeriodNotation NOTATION = new PeriodNotation(Eras.standard());

    private FormContent() {}

    static Form of(
            ShowRound.Seen seen, String municipalityName, String department, String departmentName, Instant madeAt) {
        List<FormRow> rows = seen.items().stream()
                .filter(view -> department.equals(view.department()))
                .flatMap(view -> rows(view).stream())
                .toList();
        return new Form(
                seen.round().municipality(),
                municipalityName,
                seen.round().id(),
                seen.round().title(),
                seen.round().year(),
                department,
                departmentName,
                seen.round().deadline(),
                seen.round().instructions(),
                madeAt,
                rows);
    }

    private static List<FormRow> rows(ItemView view) {
        return switch (view.about()) {
            case ItemView.Figure figure -> rows(view, figure);
            case ItemView.Undertaking undertaking -> List.of(row(view, undertaking));
        };
    }

    private static List<FormRow> rows(ItemView view, ItemView.Figure figure) {
        Indicator indicator = figure.indicator();
        List<FormRow> rows = new ArrayList<>();
        rows.add(row(view, figure, null));
        if (indicator != null) {
            indicator.components().forEach(component -> rows.add(row(view, figure, component)));
        }
        return rows;
    }

    private static FormRow row(ItemView view, ItemView.Figure figure, @Nullable IndicatorComponent component) {
        Item item = view.item();
        Indicator indicator = figure.indicator();
        String ownUnit = indicator == null ? "" : indicator.unit();
        String unit = component == null || component.unit() == null ? ownUnit : component.unit();
        String definition = indicator == null || indicator.origin().definition() == null
                ? ""
                : indicator.origin().definition();
        return new FormRow(
                item.id(),
                item.version(),
                component == null ? "" : component.name(),
                component == null ? "" : component.name(),
                Kind.INDICATOR,
                joined(figure.places().stream().map(Placed.OfIndicator::planName)),
                joined(figure.places().stream().map(Placed.OfIndicator::element)),
                joined(figure.places().stream().map(Placed.OfIndicator::number)),
                view.about().name(),
                unit == null ? "" : unit,
                definition,
                joined(figure.places().stream().map(Placed.OfIndicator::baseline)),
                joined(figure.places().stream().map(Placed.OfIndicator::goal)),
                figure.lastYears().stream()
                        .sorted(Comparator.comparing(
                                        (Actual each) -> each.period().lastDay())
                                .reversed())
                        .map(each -> lastYear(each, component))
                        .toList(),
                component == null ? whole(item.answer()) : part(item.answer(), component.name()),
                view.state().ja(),
                item.isEditable());
    }

    private static FormRow row(ItemView view, ItemView.Undertaking undertaking) {
        Placed.OfInitiative initiative = undertaking.initiative();
        Item item = view.item();
        return new FormRow(
                item.id(),
                item.version(),
                "",
                "",
                Kind.INITIATIVE,
                initiative == null ? "" : initiative.planName(),
                initiative == null ? "" : initiative.element(),
                "",
                view.about().name(),
                "",
                "",
                "",
                undertaking.planned().isEmpty() ? "" : "工程: " + String.join(" / ", undertaking.planned()),
                List.of(),
                whole(item.answer()),
                view.state().ja(),
                item.isEditable());
    }

    private static String joined(Stream<String> words) {
        return words.filter(word -> !word.isBlank()).distinct().collect(Collectors.joining("\n"));
    }

    private static LastYear lastYear(Actual actual, @Nullable IndicatorComponent component) {
        Measured.Single single = component == null
                ? actual.statement().measured().whole()
                : actual.statement().measured().components().stream()
                        .filter(each -> each.name().equals(component.name()))
                        .map(Measured.Component::measured)
                        .findFirst()
                        .orElse(null);
        return new LastYear(
                NOTATION.print(actual.period()),
                switch (single) {
                    case null -> "";
                    case Measured.Value value -> value.print();
                    case Measured.Missing missing ->
                        FormWords.word(Field.MISSING_REASON, missing.reason().name());
                });
    }

    private static FormAnswer whole(Answered answer) {
        return new FormAnswer(
                answer.value(),
                FormWords.word(Field.MISSING_REASON, answer.missingReason()),
                FormWords.word(Field.STATUS, answer.status()),
                FormWords.word(Field.INITIATIVE_STATUS, answer.progress()),
                answer.text().isEmpty() ? answer.note() : answer.text(),
                answer.selfEvaluation(),
                answer.cause(),
                FormWords.word(Field.DIRECTION, answer.direction()),
                answer.explanation(),
                "");
    }

    private static FormAnswer part(Answered answer, String component) {
        return answer.components().stream()
                .filter(each -> each.name().equals(component))
                .findFirst()
                .map(each -> new FormAnswer(
                        each.value(),
                        FormWords.word(Field.MISSING_REASON, each.missingReason()),
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        ""))
                .orElse(FormAnswer.BLANK);
    }
}
