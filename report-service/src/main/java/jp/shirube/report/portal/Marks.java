package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Short flags beside a grade: what one must not overlook. */
final class Marks {

    private Marks() {}

    static List<String> of(JsonNode figures) {
        List<String> marks = new ArrayList<>();
        if (figures.path("belowBaseline").asBoolean()) {
            marks.add(figures.path("parts").isArray() ? "基準値を下回る内訳あり" : "基準値を下回る");
        }
        if (figures.path("provisional").asBoolean()) {
            marks.add("速報");
        }
        if (warns(figures, "LATE_FIGURE")) {
            marks.add("（" + Words.text(figures, "figureYearLabel") + "の値）");
        }
        if (metBefore(figures)) {
            marks.add("達成済（" + Words.text(figures, "achievedFirstInLabel") + "）");
        }
        if (warns(figures, "GOAL_AFTER_PLAN")) {
            marks.add("目標年次未到来");
        }
        return marks;
    }

    /** In an earlier year than the one told of, where 達成 says it already. */
    private static boolean metBefore(JsonNode figures) {
        int first = figures.path("achievedFirstIn").asInt();
        return first > 0 && first != figures.path("figureYear").asInt();
    }

    private static boolean warns(JsonNode figures, String code) {
        for (JsonNode warning : figures.path("warnings")) {
            if (Words.text(warning, "code").equals(code)) {
                return true;
            }
        }
        return false;
    }
}
