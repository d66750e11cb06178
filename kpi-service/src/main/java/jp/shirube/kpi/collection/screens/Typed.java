package jp.shirube.kpi.collection.screens;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorComponent;
import org.jspecify.annotations.Nullable;

/** An answer as the form of an item sends it, and the fields of the form its faults belong to. */
final class Typed {

    static final String VALUE = "value";
    static final String MISSING = "missingReason";
    private static final int MOST_COMPONENTS = 100;
    private static final Pattern IN_COMPONENT = Pattern.compile("/components/([0-9]{1,4})(?:/([A-Za-z]+))?");
    private static final List<String> FIELDS = List.of(
            "status",
            "progress",
            "text",
            "note",
            "evidence",
            "selfEvaluation",
            "cause",
            "direction",
            "explanation",
            "countsAsZero",
            "reason",
            "comment",
            "file");

    private Typed() {}

    static Answered answer(MultivaluedMap<String, String> form) {
        List<Answered.Component> components = new ArrayList<>();
        for (int i = 0; i < MOST_COMPONENTS && form.containsKey(component(i, "name")); i++) {
            Answered.Component typed = new Answered.Component(
                    text(form, component(i, "name")),
                    text(form, component(i, VALUE)).strip(),
                    text(form, component(i, MISSING)));
            // What is left out is not counted in the places of faults.
            if (!typed.value().isEmpty() || !typed.missingReason().isEmpty()) {
                components.add(typed);
            }
        }
        Answered answer = new Answered(
                text(form, VALUE),
                text(form, MISSING),
                !text(form, "countsAsZero").isEmpty(),
                components,
                text(form, "status"),
                text(form, "progress"),
                text(form, "text"),
                text(form, "note"),
                text(form, "evidence"),
                text(form, "selfEvaluation"),
                text(form, "cause"),
                text(form, "direction"),
                text(form, "explanation"));
        return onlyChosenByTheForm(answer) ? Answered.BLANK : answer;
    }

    /** A form says how settled a figure is before there is one; that is no answer. */
    private static boolean onlyChosenByTheForm(Answered answer) {
        return new Answered(
                        answer.value(),
                        answer.missingReason(),
                        false,
                        answer.components(),
                        "",
                        answer.progress(),
                        answer.text(),
                        answer.note(),
                        answer.evidence(),
                        answer.selfEvaluation(),
                        answer.cause(),
                        answer.direction(),
                        answer.explanation())
                .saysNothing();
    }

    static @Nullable Long version(MultivaluedMap<String, String> form) {
        String text = text(form, "version");
        return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }

    static String text(MultivaluedMap<String, String> form, String name) {
        String text = form.getFirst(name);
        // Forms send lines ended as in mail, scripts as they were typed: it is one text.
        return text == null ? "" : text.replace("\r\n", "\n");
    }

    static String component(int number, String part) {
        return "components-" + number + "-" + part;
    }

    /**
     * The field a fault is about.
     *
     * @param pointer into the answer; {@code #…} is of no field
     * @param indicator null of an initiative
     * @return empty where it is of none
     */
    static String field(String pointer, Answered answer, @Nullable Indicator indicator) {
        Matcher inComponent = IN_COMPONENT.matcher(pointer);
        if (inComponent.matches() && indicator != null) {
            String part = MISSING.equals(inComponent.group(2)) ? MISSING : VALUE;
            int at = Integer.parseInt(inComponent.group(1));
            String name = at < answer.components().size()
                    ? answer.components().get(at).name()
                    : "";
            List<String> names = indicator.components().stream()
                    .map(IndicatorComponent::name)
                    .toList();
            return names.contains(name) ? component(names.indexOf(name), part) : "";
        }
        String field = pointer.startsWith("/") ? pointer.substring(1) : pointer;
        if (FIELDS.contains(field)) {
            return field;
        }
        boolean ofTheWhole = field.isEmpty() || field.equals(VALUE) || field.equals(MISSING);
        if (indicator == null || !ofTheWhole && !field.equals("components")) {
            return "";
        }
        if (ofTheWhole && !indicator.isMeasuredInParts()) {
            return field.equals(MISSING) ? MISSING : VALUE;
        }
        return component(0, VALUE);
    }
}
