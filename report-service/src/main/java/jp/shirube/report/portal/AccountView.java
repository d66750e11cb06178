package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.report.portal.PlanPage.NamedText;

/**
 * 算定の内訳: everything that went into an assessment, for whoever wants to check it.
 *
 * @param explanation how it came about, in a sentence
 * @param rates all four; empty where none can be calculated, and {@code facts} say why
 * @param inputs the actuals used, each in its revision
 * @param warnings what one must know to trust the figures
 * @param comparisons the same figure against what else was promised, old and new
 */
record AccountView(
        String explanation,
        List<RateView> rates,
        List<NamedText> facts,
        List<String> inputs,
        List<String> warnings,
        List<NamedText> comparisons) {

    private static final List<String> RATES = List.of(
            RateView.ACHIEVEMENT_RATE, RateView.BASELINE_PROGRESS, RateView.EXPECTED_RATIO, RateView.SCHEDULE_PROGRESS);

    static AccountView of(JsonNode figures, JsonNode goal, Measured measured) {
        List<RateView> rates =
                RATES.stream().map(rate -> RateView.of(figures, rate, "")).toList();
        boolean none = rates.stream().allMatch(rate -> rate.text().equals("－"))
                && rates.stream().map(RateView::reason).distinct().count() == 1;
        return new AccountView(
                Words.text(figures.path("explanation"), "ja"),
                none ? List.of() : rates,
                facts(figures, goal, measured, none ? rates.getFirst().reason() : ""),
                inputs(figures, measured),
                warnings(figures),
                comparisons(figures, goal, measured));
    }

    private static List<NamedText> facts(JsonNode figures, JsonNode goal, Measured measured, String noRates) {
        List<NamedText> facts = new ArrayList<>();
        JsonNode grade = figures.path("grade");
        GradeView shown = GradeView.of(figures, "");
        add(facts, "判定（算定）", shown.words().isEmpty() ? shown.symbol() : shown.symbol() + "（" + shown.words() + "）");
        shown.axes().forEach(axis -> add(facts, "評価軸ごとの判定", axis));
        add(facts, "判定の式・根拠", Words.text(grade.path("basis"), "ja"));
        String reason = Words.text(grade.path("reason"), "ja");
        add(facts, "判定しない理由", reason.equals(noRates) ? "" : reason);
        add(facts, "率", noRates.isEmpty() ? "" : "どれも算定しません：" + noRates);
        add(facts, "判定値", judged(figures, measured));
        add(facts, "期待値", expected(figures, measured));
        add(facts, "計画線", Words.path(Words.text(figures, "path"), Words.text(goal, "accumulation")));
        BigDecimal difference = Numbers.of(figures.path("difference"));
        add(facts, "目標との差", difference == null ? "" : measured.ofDifference().rounded(difference));
        add(facts, "目標の型", figures.path("maintain").asBoolean() ? "維持型（基準値がすでに目標を満たす、または基準値と比べる目標）" : "");
        add(facts, "評価基準", Words.rule(figures.path("rule")));
        return facts;
    }

    private static String judged(JsonNode figures, Measured measured) {
        String judged = measured.rounded(figures.path("judged"));
        String year = Words.text(figures, "figureYearLabel");
        return judged.isEmpty()
                ? ""
                : judged
                        + (figures.path("lowerBound").asBoolean() ? "以上" : "")
                        + (year.isEmpty() ? "" : "（" + year + "）");
    }

    private static String expected(JsonNode figures, Measured measured) {
        String expected = measured.rounded(figures.path("expected"));
        return expected.isEmpty() ? Words.text(figures.path("expectedReason"), "ja") : expected;
    }

    private static List<String> inputs(JsonNode figures, Measured measured) {
        List<String> inputs = new ArrayList<>();
        for (JsonNode input : figures.path("inputs")) {
            String known = Words.text(input, "knownOn");
            inputs.add(Words.text(input, "periodLabel") + "：" + measured.rounded(input.path("value")) + "（"
                    + Words.figureStatus(Words.text(input, "status")) + "、改訂"
                    + input.path("revision").asLong()
                    + (known.isEmpty() ? "" : "、" + Words.day(LocalDate.parse(known)) + "に登録") + "）");
        }
        return inputs;
    }

    private static List<String> warnings(JsonNode figures) {
        List<String> warnings = new ArrayList<>();
        figures.path("warnings").forEach(warning -> warnings.add(Words.text(warning, "ja")));
        return warnings;
    }

    private static List<NamedText> comparisons(JsonNode figures, JsonNode goal, Measured measured) {
        List<NamedText> comparisons = new ArrayList<>();
        for (JsonNode other : figures.path("compared")) {
            String name = Words.text(other, "kind").equals("PREVIOUS_GOAL")
                    ? "前期目標値"
                    : "第" + other.path("edition").asInt() + "版の目標";
            comparisons.add(
                    new NamedText(name + "（" + Words.text(other, "yearLabel") + "）", compared(other, other, measured)));
        }
        if (!comparisons.isEmpty()) {
            String period = Words.period(goal.path("period"));
            comparisons.addFirst(new NamedText(
                    "この版の目標" + (period.isEmpty() ? "" : "（" + period + "）"), compared(figures, goal, measured)));
        }
        return comparisons;
    }

    /** @param promised what holds the goal: the comparison itself, or the goal of this edition */
    private static String compared(JsonNode found, JsonNode promised, Measured measured) {
        BigDecimal goal = Numbers.of(promised.path(promised.path("comparator").isTextual() ? "value" : "goal"));
        BigDecimal baseline = Numbers.of(found.path("baseline"));
        String rate = Words.text(found, RateView.ACHIEVEMENT_RATE + "Display");
        String reason = Words.text(found.path(RateView.ACHIEVEMENT_RATE + "Reason"), "ja");
        String judged = measured.rounded(found.path("judged"));
        JsonNode achieved = found.path("achieved");
        return (goal == null ? "基準値との比較" : measured.print(goal))
                + (baseline == null ? "" : "（基準値 " + measured.print(baseline) + "）")
                + (judged.isEmpty() ? "" : " に対し " + judged)
                + (achieved.isBoolean() ? "：" + (achieved.asBoolean() ? "達成" : "未達") : "")
                + "、達成率 "
                + (rate.isEmpty() ? "－" + (reason.isEmpty() ? "" : "（" + reason + "）") : RateView.percent(rate));
    }

    private static void add(List<NamedText> facts, String name, String text) {
        if (!text.isEmpty()) {
            facts.add(new NamedText(name, text));
        }
    }
}
