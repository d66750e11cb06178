package jp.shirube.report.targets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.GoalComparator;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodKind;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Over;
import jp.shirube.promise.Quantity;
import jp.shirube.report.assessment.Measure;
import jp.shirube.report.assessment.Promise;
import jp.shirube.report.assessment.Promise.Commitment;
import jp.shirube.report.assessment.Promise.Earlier;
import org.jspecify.annotations.Nullable;

/**
 * A target of one edition, as plan-service stated it.
 *
 * @param position order of the print
 * @param content the target of the event
 * @param measure the indicator of the event; null as long as it has not arrived
 * @param earlier the same target in earlier editions of the plan, newest first
 * @param planGradedBy which rules grade the plan; missing where it does not say
 */
public record KnownTarget(
        String municipality,
        String plan,
        int edition,
        FiscalYear firstYear,
        FiscalYear lastYear,
        int position,
        JsonNode content,
        @Nullable JsonNode measure,
        List<KnownTarget> earlier,
        JsonNode planGradedBy) {

    /** Own counts are reported in April to June: where the indicator does not say, its figure is due by the end of June. */
    private static final int USUALLY_KNOWN_AFTER_MONTHS = 3;

    private static final Pattern PRINTED_NUMBER =
            Pattern.compile("[0-9][0-9,]*(?:[.](?<decimals>[0-9]+))?\\s*(?<scale>[億万千])?");

    public String id() {
        return content.path("id").asText();
    }

    public String indicator() {
        return content.path("indicator").asText();
    }

    /** The target that this one repeats (再掲); itself where it repeats none. */
    public String listedFirstAs() {
        return content.path("relistedFrom").asText(id());
    }

    KnownTarget withEarlier(List<KnownTarget> others) {
        return new KnownTarget(
                municipality,
                plan,
                edition,
                firstYear,
                lastYear,
                position,
                content,
                measure,
                List.copyOf(others),
                planGradedBy);
    }

    /** Null as long as the indicator is unknown: nothing can be judged then. */
    public @Nullable Promise promise() {
        if (measure == null) {
            return null;
        }
        List<Commitment> parts = new ArrayList<>();
        for (JsonNode component : content.path("components")) {
            if (component.path("role").asText().equals("PART")) {
                parts.add(commitment(component.path("name").asText(), component));
            }
        }
        return new Promise(
                measure(measure),
                firstYear,
                lastYear,
                commitment(null, content),
                parts,
                content.path("staysMet").asBoolean());
    }

    /** What judging needs to know of an indicator, as plan-service stated it. */
    public static Measure measure(JsonNode indicator) {
        JsonNode asOf = indicator.path("asOf");
        JsonNode known = indicator.path("usuallyKnown").path("monthsAfter");
        JsonNode every = indicator.path("surveyEvery");
        return new Measure(
                Direction.valueOf(indicator.path("direction").asText()),
                Quantity.valueOf(indicator.path("quantity").asText()),
                PeriodKind.valueOf(indicator.path("periodKind").asText()),
                indicator.path("unit").asText(""),
                indicator.path("decimals").isInt() ? indicator.path("decimals").asInt() : null,
                asOf.path("day").isTextual()
                        ? MonthDay.parse("--" + asOf.path("day").asText())
                        : null,
                asOf.path("countsFor").asText().equals("FISCAL_YEAR_BEFORE"),
                indicator.path("canBeNegative").asBoolean(),
                indicator.path("notCalculatedIsMet").asBoolean(),
                indicator.path("sourceKind").asText().equals("SURVEY") || every.isInt(),
                every.isInt() ? every.asInt() : null,
                known.isInt() ? known.asInt() : USUALLY_KNOWN_AFTER_MONTHS);
    }

    /** @param stated the target, or one of its components */
    private Commitment commitment(@Nullable String part, JsonNode stated) {
        return new Commitment(
                part,
                baseline(stated.path("baseline")),
                goal(stated.path("goal")),
                goals(stated.path("milestones")),
                goals(stated.path("previousGoals")),
                earlier.stream().map(one -> one.promised(part)).toList());
    }

    /** What this edition promised of the figure itself, or of a part of it. */
    private Earlier promised(@Nullable String part) {
        JsonNode stated = content;
        if (part != null) {
            stated = MissingNode.getInstance();
            for (JsonNode component : content.path("components")) {
                stated = component.path("name").asText().equals(part) ? component : stated;
            }
        }
        return new Earlier(edition, baseline(stated.path("baseline")), goal(stated.path("goal")));
    }

    private static Promise.@Nullable Baseline baseline(JsonNode baseline) {
        return baseline.isObject()
                ? new Promise.Baseline(
                        decimal(baseline.path("value")),
                        period(baseline.path("period")),
                        Accumulation.valueOf(baseline.path("accumulation").asText()),
                        baseline.path("approximate").asBoolean(),
                        printedDecimals(baseline.path("printed").asText("")))
                : null;
    }

    /** Of the first number of the cell, unless it is written in 億, 万 or 千. */
    private static @Nullable Integer printedDecimals(String printed) {
        Matcher number = PRINTED_NUMBER.matcher(Normalizer.normalize(printed, Normalizer.Form.NFKC));
        if (!number.find() || number.group("scale") != null) {
            return null;
        }
        return number.group("decimals") == null ? 0 : number.group("decimals").length();
    }

    private static List<Promise.Goal> goals(JsonNode stated) {
        List<Promise.Goal> goals = new ArrayList<>();
        for (JsonNode one : stated) {
            Promise.Goal goal = goal(one);
            if (goal != null) {
                goals.add(goal);
            }
        }
        return goals;
    }

    private static Promise.@Nullable Goal goal(JsonNode goal) {
        return goal.isObject()
                ? new Promise.Goal(
                        GoalComparator.valueOf(goal.path("comparator").asText()),
                        decimal(goal.path("value")),
                        decimal(goal.path("upTo")),
                        goal.path("relativeToBaseline").asBoolean(),
                        period(goal.path("period")),
                        Over.valueOf(goal.path("accumulation").asText()),
                        Promise.Reading.valueOf(goal.path("reading").asText("PRINTED")))
                : null;
    }

    static @Nullable BigDecimal decimal(JsonNode value) {
        return value.isTextual() ? new BigDecimal(value.asText()) : value.isNumber() ? value.decimalValue() : null;
    }

    private static @Nullable Period period(JsonNode period) {
        return period.isTextual() ? Period.ofCanonical(period.asText()) : null;
    }
}
