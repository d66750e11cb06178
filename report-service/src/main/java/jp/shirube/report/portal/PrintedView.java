package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A baseline or a goal as the plan prints it, and how it is read.
 *
 * @param flag 計画に明記なし, where somebody decided how to read the cell
 */
record PrintedView(String printed, String read, String flag, String reason) {

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
        String flag = switch (Words.text(goal, "reading")) {
            case "JUDGED" -> "計画に明記なし";
            case "NOTE" -> "注記による読み方";
            default -> "";
        };
        return new PrintedView(
                Words.text(goal, "printed"),
                Words.over(Words.period(goal.path("period")), Words.text(goal, "accumulation")),
                flag,
                Words.text(goal, "reason"));
    }

    static List<PrintedView> goals(JsonNode goals) {
        List<PrintedView> views = new ArrayList<>();
        goals.forEach(goal -> views.add(goal(goal)));
        return views;
    }
}
