package jp.shirube.report.targets;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.GoalComparator;
import jp.shirube.notation.Period;
import jp.shirube.report.assessment.Measure;
import jp.shirube.report.assessment.Promise;
import org.jspecify.annotations.Nullable;

/**
 * A target of one edition, as plan-service stated it.
 *
 * @param position order of the print
 * @param content the target of the event
 * @param measure the indicator of the event; null as long as it has not arrived
 */
public record KnownTarget(
        String municipality,
        String plan,
        int edition,
        FiscalYear firstYear,
        FiscalYear lastYear,
        int position,
        JsonNode content,
        @Nullable JsonNode measure) {

    public String id() {
        return content.path("id").asText();
    }

    public String indicator() {
        return content.path("indicator").asText();
    }

    /** Null as long as the indicator is unknown: nothing can be judged then. */
    public @Nullable Promise promise() {
        if (measure == null) {
            return null;
        }
        List<Promise.Part> parts = new ArrayList<>();
        for (JsonNode component : content.path("components")) {
            if (component.path("role").asText().equals("PART")) {
                parts.add(new Promise.Part(
                        component.path("name").asText(),
                        baseline(component.path("baseline")),
                        goal(component.path("goal"))));
            }
        }
        return new Promise(
                Measure.Direction.valueOf(measure.path("direction").asText()),
                Measure.Quantity.valueOf(measure.path("quantity").asText()),
                measure.path("asOf").path("countsFor").asText().equals("FISCAL_YEAR_BEFORE"),
                firstYear,
                lastYear,
                baseline(content.path("baseline")),
                goal(content.path("goal")),
                parts);
    }

    private static Promise.@Nullable Baseline baseline(JsonNode baseline) {
        return baseline.isObject()
                ? new Promise.Baseline(
                        decimal(baseline.path("value")),
                        period(baseline.path("period")),
                        Accumulation.valueOf(baseline.path("accumulation").asText()))
                : null;
    }

    private static Promise.@Nullable Goal goal(JsonNode goal) {
        return goal.isObject()
                ? new Promise.Goal(
                        GoalComparator.valueOf(goal.path("comparator").asText()),
                        decimal(goal.path("value")),
                        goal.path("relativeToBaseline").asBoolean(),
                        period(goal.path("period")),
                        Promise.Over.valueOf(goal.path("accumulation").asText()))
                : null;
    }

    static @Nullable BigDecimal decimal(JsonNode value) {
        return value.isTextual() ? new BigDecimal(value.asText()) : value.isNumber() ? value.decimalValue() : null;
    }

    private static @Nullable Period period(JsonNode period) {
        return period.isTextual() ? Period.ofCanonical(period.asText()) : null;
    }
}
