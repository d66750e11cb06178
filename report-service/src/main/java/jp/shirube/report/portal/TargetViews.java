package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.report.targets.KnownTarget;
import org.jspecify.annotations.Nullable;

/** How a target and what was found for a year are shown. Empty text means that there is nothing to show. */
final class TargetViews {

    /**
     * @param anchor the target on the page of its plan
     * @param relistedFrom anchor of the target it repeats
     * @param reporting departments as printed
     */
    record TargetView(
            String anchor,
            String kind,
            String number,
            String item,
            String name,
            String indicatorHref,
            String relistedFrom,
            String reporting,
            PrintedView baseline,
            PrintedView goal,
            List<PrintedView> milestones,
            List<PrintedView> previousGoals,
            List<String> notes,
            ResultView result,
            List<PartView> parts) {}

    /** @param flag 計画に明記なし, where somebody decided how to read the cell */
    record PrintedView(String printed, String read, String flag, String reason) {}

    record PartView(
            String name, PrintedView baseline, PrintedView goal, List<PrintedView> previousGoals, ResultView result) {}

    /** @param judged the sum or mean that is judged, where it is not simply the year's figure */
    record ResultView(
            String latest,
            String latestPeriod,
            String latestStatus,
            String judged,
            RateView achievementRate,
            RateView baselineProgress,
            OutcomeView outcome) {}

    /** @param reason why there is none, unless the outcome beside it says so already */
    record RateView(String text, String reason) {}

    private TargetViews() {}

    static String anchor(String target) {
        return "t-" + target;
    }

    static TargetView of(KnownTarget target, @Nullable JsonNode assessment) {
        JsonNode content = target.content();
        Measured measured = new Measured(target.measure(), Words.text(content, "printedUnit"));
        JsonNode found = assessment == null ? MissingNode.getInstance() : assessment;
        List<PartView> parts = new ArrayList<>();
        for (JsonNode component : content.path("components")) {
            if (component.path("goal").isObject() || component.path("baseline").isObject()) {
                parts.add(part(component, found, measured));
            }
        }
        String relisted = Words.text(content, "relistedFrom");
        return new TargetView(
                anchor(target.id()),
                Words.shortKind(Words.text(content, "kind")),
                Words.text(content, "number"),
                Words.text(content, "item"),
                Words.text(content, "printedName"),
                "/municipalities/" + target.municipality() + "/indicators/" + target.indicator(),
                relisted.isEmpty() ? "" : anchor(relisted),
                Words.departments(content.path("departments")),
                baseline(content.path("baseline")),
                goal(content.path("goal")),
                goals(content.path("milestones")),
                goals(content.path("previousGoals")),
                Words.texts(content.path("notes")),
                result(found, found, content.path("goal"), measured, OutcomeView.of(assessment)),
                parts);
    }

    static ResultView result(KnownTarget target, JsonNode assessment) {
        Measured measured = new Measured(target.measure(), Words.text(target.content(), "printedUnit"));
        return result(assessment, assessment, target.content().path("goal"), measured, OutcomeView.of(assessment));
    }

    /** Each judged part of a target in one year; empty when it has none. */
    static List<PartView> parts(KnownTarget target, JsonNode assessment) {
        return of(target, assessment).parts();
    }

    private static PartView part(JsonNode component, JsonNode assessment, Measured measured) {
        String name = Words.text(component, "name");
        JsonNode found = MissingNode.getInstance();
        for (JsonNode part : assessment.path("parts")) {
            if (Words.text(part, "name").equals(name)) {
                found = part;
            }
        }
        String unit = Words.text(component, "unit");
        return new PartView(
                name,
                baseline(component.path("baseline")),
                goal(component.path("goal")),
                goals(component.path("previousGoals")),
                result(
                        found,
                        assessment,
                        component.path("goal"),
                        unit.isEmpty() ? measured : measured.in(unit),
                        OutcomeView.ofPart(found, assessment)));
    }

    private static ResultView result(
            JsonNode figures, JsonNode assessment, JsonNode goal, Measured measured, OutcomeView outcome) {
        JsonNode latest = assessment.path("latest");
        boolean isPart = figures != assessment;
        BigDecimal value = Numbers.of(latest.path("value"));
        BigDecimal judged = Numbers.of(figures.path("judged"));
        String shown = value != null && !isPart ? measured.print(value) : "";
        if (isPart && judged != null) {
            shown = measured.print(judged);
        } else if (shown.isEmpty() && latest.isObject()) {
            shown = "内訳のとおり";
        }
        boolean known = !shown.isEmpty();
        return new ResultView(
                known ? shown : "－",
                known && !isPart ? Words.period(latest.path("period")) : "",
                known && !isPart && !Words.text(latest, "status").equals("FINAL")
                        ? Words.figureStatus(Words.text(latest, "status"))
                        : "",
                judged != null && !isPart ? judged(judged, figures, goal, measured) : "",
                rate(figures, "achievementRate", outcome),
                rate(figures, "baselineProgress", outcome),
                outcome);
    }

    private static String judged(BigDecimal judged, JsonNode figures, JsonNode goal, Measured measured) {
        return switch (Words.text(goal, "accumulation")) {
            case "CUMULATIVE" ->
                "累計 " + measured.print(judged) + (figures.path("lowerBound").asBoolean() ? "以上" : "");
            case "AVERAGE" -> {
                int years = figures.path("yearsOfSpan").asInt();
                int known = years - figures.path("unknownYears").size();
                yield "平均 " + measured.rounded(judged) + "（" + years + "年中" + known + "年）";
            }
            default -> "";
        };
    }

    private static RateView rate(JsonNode figures, String name, OutcomeView outcome) {
        String display = Words.text(figures, name + "Display");
        if (!display.isEmpty()) {
            return new RateView(Numbers.print(new BigDecimal(display), 1, "%"), "");
        }
        String reason = Words.text(figures.path(name + "Reason"), "ja");
        boolean saidBeside = reason.equals(outcome.reason()) || outcome.isWithoutFigure();
        return new RateView("－", saidBeside ? "" : reason);
    }

    private static List<PrintedView> goals(JsonNode goals) {
        List<PrintedView> views = new ArrayList<>();
        goals.forEach(goal -> views.add(goal(goal)));
        return views;
    }

    static PrintedView baseline(JsonNode baseline) {
        if (!baseline.isObject()) {
            return new PrintedView("－", "", "", "計画に基準値の印字がありません");
        }
        String period = Words.period(baseline.path("period"));
        String read = switch (Words.text(baseline, "accumulation")) {
            case "PER_YEAR" -> period + " 年あたり";
            case "SUM" -> period + " の合計";
            case "AVERAGE" -> period + " の平均";
            case "RUNNING" -> period + " までの累計";
            default -> period;
        };
        return new PrintedView(
                Words.text(baseline, "printed"),
                read.strip() + (baseline.path("approximate").asBoolean() ? "（約）" : ""),
                "",
                Words.text(baseline, "reason"));
    }

    static PrintedView goal(JsonNode goal) {
        if (!goal.isObject()) {
            return new PrintedView("－", "", "", "");
        }
        String period = Words.period(goal.path("period"));
        String read = switch (Words.text(goal, "accumulation")) {
            case "CUMULATIVE" -> period + " の累計";
            case "AVERAGE" -> period + " の平均";
            default -> period;
        };
        String flag = switch (Words.text(goal, "reading")) {
            case "JUDGED" -> "計画に明記なし";
            case "NOTE" -> "注記による読み方";
            default -> "";
        };
        return new PrintedView(Words.text(goal, "printed"), read.strip(), flag, Words.text(goal, "reason"));
    }

    /** An indicator's unit and its official rounding. */
    record Measured(String unit, int decimals) {

        Measured(@Nullable JsonNode indicator, String printedUnit) {
            this(
                    indicator == null ? printedUnit : Words.text(indicator, "unit"),
                    indicator == null ? -1 : indicator.path("decimals").asInt(-1));
        }

        Measured in(String other) {
            return new Measured(other, decimals);
        }

        String print(BigDecimal value) {
            return Numbers.print(value, decimals, unit);
        }

        /** A mean may be endless. */
        String rounded(BigDecimal mean) {
            int scale = Math.max(decimals, 0) + 1;
            return mean.scale() > scale
                    ? Numbers.print(mean.setScale(scale, RoundingMode.HALF_UP), -1, unit)
                    : print(mean);
        }
    }
}
