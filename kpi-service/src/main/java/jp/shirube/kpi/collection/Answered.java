package jp.shirube.kpi.collection;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a department has typed about an item, as typed: a draft may be wrong and is kept all the same. An empty text is a blank,
 * and a blank is no answer, never a zero.
 *
 * @param value the figure of an indicator, as people write it: 1,234 or 26億2,850万円
 * @param missingReason id of a reason for no figure, such as NOT_SURVEYED
 * @param countsAsZero whether no figure is a zero in a sum
 * @param components 内訳, by name
 * @param status ESTIMATE, PROVISIONAL or FINAL of a figure
 * @param progress how an initiative went, such as ON_SCHEDULE
 * @param text 取組の内容: what was done in the year
 * @param selfEvaluation 自己評価
 * @param cause 要因
 * @param direction 今後の方向, such as CONTINUE
 * @param explanation a word on what was found odd; the reason where a confirmed figure is corrected
 */
public record Answered(
        String value,
        String missingReason,
        boolean countsAsZero,
        List<Component> components,
        String status,
        String progress,
        String text,
        String note,
        String evidence,
        String selfEvaluation,
        String cause,
        String direction,
        String explanation) {

    public static final Answered BLANK = new Answered("", "", false, List.of(), "", "", "", "", "", "", "", "", "");

    public record Component(String name, String value, String missingReason) {
        public Component {
            value = Objects.requireNonNullElse(value, "");
            missingReason = Objects.requireNonNullElse(missingReason, "");
        }

        boolean isBlank() {
            return value.isBlank() && missingReason.isBlank();
        }
    }

    /** What is not told at all is blank. */
    public Answered {
        value = blank(value);
        missingReason = blank(missingReason);
        components = components == null ? List.of() : List.copyOf(components);
        status = blank(status);
        progress = blank(progress);
        text = blank(text);
        note = blank(note);
        evidence = blank(evidence);
        selfEvaluation = blank(selfEvaluation);
        cause = blank(cause);
        direction = blank(direction);
        explanation = blank(explanation);
    }

    private static String blank(@Nullable String text) {
        return text == null ? "" : text.replace("\r\n", "\n").strip();
    }

    /** Whether nothing of the figure is filled in. */
    public boolean hasNoFigure() {
        return value.isEmpty() && missingReason.isEmpty() && components.stream().allMatch(Component::isBlank);
    }

    public boolean saysNothing() {
        return equals(BLANK);
    }

    public Answered withValue(String newValue) {
        return new Answered(
                newValue,
                missingReason,
                countsAsZero,
                components,
                status,
                progress,
                text,
                note,
                evidence,
                selfEvaluation,
                cause,
                direction,
                explanation);
    }

    /** How many fields hold something another answer does not have: what somebody had to type. */
    public int fieldsUnlike(Answered other) {
        int unlike = 0;
        List<String> mine = fields();
        List<String> others = other.fields();
        for (int i = 0; i < mine.size(); i++) {
            if (!mine.get(i).isEmpty() && !mine.get(i).equals(others.get(i))) {
                unlike++;
            }
        }
        for (Component component : components) {
            if (!component.isBlank() && !other.components.contains(component)) {
                unlike++;
            }
        }
        return unlike;
    }

    private List<String> fields() {
        return Stream.of(
                        value,
                        missingReason,
                        status,
                        progress,
                        text,
                        note,
                        evidence,
                        selfEvaluation,
                        cause,
                        direction,
                        explanation)
                .toList();
    }
}
