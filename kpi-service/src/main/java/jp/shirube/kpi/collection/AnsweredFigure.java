package jp.shirube.kpi.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.ProposedActual;
import jp.shirube.kpi.actual.ProposedActual.Proposed;
import jp.shirube.kpi.actual.ProposedActual.ProposedComponent;
import jp.shirube.kpi.actual.Statement;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.check.Written;
import jp.shirube.kpi.check.WrittenFigure;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.problem.Fault;
import org.jspecify.annotations.Nullable;

/** An answer about an indicator between what people type and what is stated. */
public final class AnsweredFigure {

    private AnsweredFigure() {}

    /** What is typed, as far as it can be read; what cannot is among its faults, with its place in the answer. */
    public static ProposedActual read(Answered answer, Indicator indicator) {
        List<Fault> faults = new ArrayList<>();
        Proposed whole = proposed(
                WrittenFigure.read(answer.value(), indicator),
                answer.missingReason(),
                answer.countsAsZero(),
                "",
                faults);
        List<ProposedComponent> components = new ArrayList<>();
        for (int i = 0; i < answer.components().size(); i++) {
            Answered.Component typed = answer.components().get(i);
            if (typed.isBlank()) {
                continue;
            }
            String place = "/components/" + i;
            Written written = indicator
                    .findComponent(typed.name())
                    .map(known -> WrittenFigure.read(typed.value(), indicator, known))
                    .orElseGet(Written.Blank::new);
            components.add(new ProposedComponent(
                    typed.name(), proposed(written, typed.missingReason(), false, place, faults)));
        }
        return new ProposedActual(
                whole,
                components.isEmpty() ? null : components,
                answer.status().isEmpty() ? Status.FINAL : word(answer.status(), "/status", Status.class, faults),
                orNull(answer.note()),
                orNull(answer.evidence()),
                orNull(answer.explanation()),
                faults);
    }

    /** What is stated, as an answer that would state it. */
    public static Answered of(Actual actual) {
        Statement statement = actual.statement();
        Measured measured = statement.measured();
        return new Answered(
                value(measured.whole()),
                reason(measured.whole()),
                measured.countsAsZero(),
                measured.components().stream()
                        .map(each ->
                                new Answered.Component(each.name(), value(each.measured()), reason(each.measured())))
                        .toList(),
                statement.status().name(),
                "",
                "",
                text(statement.note()),
                text(statement.evidence()),
                "",
                "",
                "",
                "");
    }

    /** The figure of one answer with the words of another. */
    public static Answered of(Actual actual, Answered words) {
        Answered figure = of(actual);
        return new Answered(
                figure.value(),
                figure.missingReason(),
                figure.countsAsZero(),
                figure.components(),
                figure.status(),
                "",
                "",
                figure.note(),
                figure.evidence(),
                words.selfEvaluation(),
                words.cause(),
                words.direction(),
                words.explanation());
    }

    private static Proposed proposed(
            Written written, String missingReason, boolean countsAsZero, String place, List<Fault> faults) {
        int before = faults.size();
        MissingReason told = missingReason.isEmpty()
                ? null
                : word(missingReason, place + "/missingReason", MissingReason.class, faults);
        return switch (written) {
            case Written.Blank blank -> new Proposed(null, told, countsAsZero, faults.size() > before);
            case Written.Figure figure -> new Proposed(figure.value(), told, countsAsZero, faults.size() > before);
            case Written.Nothing nothing -> {
                if (told != null && told != nothing.reason()) {
                    faults.add(Fault.at(
                            place + "/value",
                            "値の欄と「値がない理由」が食い違っています。どちらか一つにしてください。",
                            "The value and the reason for none contradict each other. Write one of them."));
                }
                yield new Proposed(null, nothing.reason(), countsAsZero, faults.size() > before);
            }
            case Written.Unreadable unreadable -> {
                faults.add(Fault.at(place + "/value", unreadable.ja(), unreadable.en()));
                yield new Proposed(null, told, countsAsZero, true);
            }
        };
    }

    /** One of a list of words, or the fault that it is none. */
    public static <E extends Enum<E>> @Nullable E word(String text, String place, Class<E> words, List<Fault> faults) {
        for (E word : words.getEnumConstants()) {
            if (word.name().equals(text)) {
                return word;
            }
        }
        String list = Stream.of(words.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        faults.add(Fault.at(place, "次のいずれかを選んでください: " + list, "Choose one of: " + list));
        return null;
    }

    private static String value(Measured.@Nullable Single single) {
        return single instanceof Measured.Value value ? value.print() : "";
    }

    private static String reason(Measured.@Nullable Single single) {
        return single instanceof Measured.Missing missing ? missing.reason().name() : "";
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
