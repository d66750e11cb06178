package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * 判定（算定）: what the grading rule gives, by its symbol and its words; never by a colour.
 *
 * @param symbol － where there is no grade
 * @param words of the level; empty where there is no grade
 * @param why on what it stands, or why there is none; empty where a figure beside it or the standing says so
 * @param axes of a rule with several
 */
record GradeView(String symbol, String words, String why, List<String> axes) {

    static final String NONE = "－";

    /** Where nothing has been judged yet. */
    static final GradeView MISSING = new GradeView(NONE, "", "", List.of());

    /** @param said what is said beside it and need not be said again */
    static GradeView of(JsonNode figures, String said) {
        JsonNode grade = figures.path("grade");
        if (!grade.isObject()) {
            return MISSING;
        }
        List<String> axes = new ArrayList<>();
        grade.path("axes").forEach(axis -> axes.add(axis(axis)));
        return new GradeView(
                Words.text(grade, "symbol"), Words.text(grade.path("label"), "ja"), why(grade, said), axes);
    }

    private static String why(JsonNode grade, String said) {
        String reason = Words.text(grade.path("reason"), "ja");
        if (!reason.isEmpty()) {
            return reason.equals(said) ? "" : reason;
        }
        return switch (Words.text(grade, "by")) {
            case RateView.ACHIEVEMENT_RATE, RateView.BASELINE_PROGRESS, RateView.SCHEDULE_PROGRESS -> "";
            case "" -> Words.text(grade.path("basis"), "ja");
            case String by -> Words.rate(by) + " " + RateView.percent(Words.text(grade, "percentDisplay")) + "で判定";
        };
    }

    private static String axis(JsonNode axis) {
        String label = Words.text(axis.path("label"), "ja");
        String reason = Words.text(axis.path("reason"), "ja");
        String words = label.isEmpty() ? reason : label;
        return Words.text(axis.path("name"), "ja") + "：" + Words.text(axis, "symbol")
                + (words.isEmpty() ? "" : "（" + words + "）");
    }

    public boolean isGiven() {
        return !symbol.equals(NONE);
    }
}
