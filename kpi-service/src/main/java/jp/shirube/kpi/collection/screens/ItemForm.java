package jp.shirube.kpi.collection.screens;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.collection.AnsweredFigure;
import jp.shirube.kpi.collection.Direction;
import jp.shirube.kpi.collection.InitiativeProgress;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorComponent;
import jp.shirube.notation.Period;
import jp.shirube.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The form to answer an item, filled in as somebody typed it.
 *
 * @param indicator null of an initiative
 * @param errors what is wrong, by field
 */
record ItemForm(Answered typed, @Nullable Indicator indicator, Map<String, String> errors, Speech speech) {

    ItemScreen.Answering answering(boolean explain, LocalDate today, @Nullable Period period) {
        return new ItemScreen.Answering(
                figures(),
                indicator != null && indicator.addsUp(),
                typed.countsAsZero(),
                error("countsAsZero"),
                computed(today, period),
                new ItemScreen.Chosen(
                        choices(
                                Status.values(),
                                typed.status().isEmpty() ? Status.FINAL.name() : typed.status(),
                                speech::status),
                        error("status")),
                indicator != null
                        ? null
                        : new ItemScreen.Chosen(
                                choices(InitiativeProgress.values(), typed.progress(), speech::progress),
                                error("progress")),
                texts(explain),
                new ItemScreen.Chosen(
                        choices(Direction.values(), typed.direction(), speech::direction), error("direction")));
    }

    private List<ItemScreen.Figure> figures() {
        List<ItemScreen.Figure> figures = new ArrayList<>();
        if (indicator == null) {
            return figures;
        }
        if (!indicator.isMeasuredInParts()) {
            figures.add(new ItemScreen.Figure(
                    Typed.VALUE,
                    Typed.MISSING,
                    "",
                    "",
                    speech.choose("実績値", "Figure"),
                    indicator.unit(),
                    typed.value(),
                    reasons(typed.missingReason()),
                    hint(indicator),
                    Stream.of(Typed.VALUE, Typed.MISSING)
                            .map(this::error)
                            .filter(text -> !text.isEmpty())
                            .findFirst()
                            .orElse("")));
        }
        for (int i = 0; i < indicator.components().size(); i++) {
            figures.add(component(indicator, indicator.components().get(i), i));
        }
        return figures;
    }

    private ItemScreen.Figure component(Indicator of, IndicatorComponent known, int number) {
        Answered.Component given = typed.components().stream()
                .filter(each -> each.name().equals(known.name()))
                .findFirst()
                .orElseGet(() -> new Answered.Component(known.name(), "", ""));
        String value = Typed.component(number, Typed.VALUE);
        String missing = Typed.component(number, Typed.MISSING);
        return new ItemScreen.Figure(
                value,
                missing,
                Typed.component(number, "name"),
                known.name(),
                known.name(),
                Speech.unit(known, of),
                given.value(),
                reasons(given.missingReason()),
                known.role().required() ? "" : speech.choose("わかる場合だけ書きます。", "Only if it is known."),
                error(value).isEmpty() ? error(missing) : error(value));
    }

    private String hint(Indicator of) {
        if (of.rules().formula() != null) {
            return speech.choose(
                    "空欄にすると、下の分子と分母から計算します。", "Left blank, it is computed from numerator and denominator below.");
        }
        return of.rules().entryUnits().isEmpty()
                ? speech.choose("1,234 や 26億2,850万円 のようにも書けます。", "1,234 and 26億2,850万円 can be written, too.")
                : speech.choose("次の単位でも書けます：", "These units can be written, too: ")
                        + String.join(
                                "、",
                                of.rules().entryUnits().stream()
                                        .map(each -> each.unit())
                                        .toList());
    }

    /** What the figure will be that is left to be computed. */
    String computed(LocalDate today, @Nullable Period period) {
        if (indicator == null
                || period == null
                || indicator.rules().formula() == null
                || !typed.value().isEmpty()) {
            return "";
        }
        try {
            Measured measured = AnsweredFigure.read(typed, indicator)
                    .judge(indicator, period, today)
                    .measured();
            return measured.whole() instanceof Measured.Value value ? value.print() + indicator.unit() : "";
        } catch (ProblemException incomplete) {
            return "";
        }
    }

    private List<ItemScreen.Words> texts(boolean explain) {
        List<ItemScreen.Words> texts = new ArrayList<>();
        if (indicator == null) {
            texts.add(words("text", "取組の内容", "What was done", typed.text(), 4, "", ""));
        }
        if (explain || !typed.explanation().isEmpty()) {
            texts.add(words(
                    "explanation",
                    "説明",
                    "Explanation",
                    typed.explanation(),
                    2,
                    "確かめたことや、いつもと違う事情を書きます。",
                    "What you have checked, or what was unusual."));
        }
        texts.add(words("selfEvaluation", "自己評価", "Self-evaluation", typed.selfEvaluation(), 3, "", ""));
        texts.add(words("cause", "要因", "Cause", typed.cause(), 3, "", ""));
        if (indicator != null) {
            texts.add(words("note", "備考", "Note", typed.note(), 2, "", ""));
            texts.add(words(
                    "evidence",
                    "根拠",
                    "Evidence",
                    typed.evidence(),
                    1,
                    "資料の名前、調査の名前など",
                    "The name of a paper or a survey"));
        }
        return texts;
    }

    private ItemScreen.Words words(
            String id, String ja, String en, String value, int rows, String hintJa, String hintEn) {
        return new ItemScreen.Words(id, speech.choose(ja, en), value, rows, speech.choose(hintJa, hintEn), error(id));
    }

    private List<Choice> reasons(String chosen) {
        return choices(MissingReason.values(), chosen, speech::missing);
    }

    private static <E extends Enum<E>> List<Choice> choices(E[] all, String chosen, Function<E, String> word) {
        return Stream.of(all)
                .map(each ->
                        new Choice(each.name(), word.apply(each), each.name().equals(chosen)))
                .toList();
    }

    private String error(String field) {
        return Optional.ofNullable(errors.get(field)).orElse("");
    }
}
