package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 達成状況 of one target in one year, said by a word, a symbol and, last, a colour.
 *
 * @param style name of the style, and of the column it is counted in
 * @param reason how it was judged, or why it cannot be
 */
record OutcomeView(String symbol, String word, String style, String reason) {

    /** The columns of the summary, in order. */
    static final List<OutcomeView> COLUMNS = List.of(
            new OutcomeView("○", "達成", "achieved", ""),
            new OutcomeView("×", "未達", "missed", ""),
            new OutcomeView("…", "実績なし", "unreported", ""),
            new OutcomeView("－", "計画期間前", "before", ""),
            new OutcomeView("－", "参考", "after", ""),
            new OutcomeView("？", "判定できない", "undecided", ""));

    static OutcomeView of(@Nullable JsonNode assessment) {
        return assessment == null
                ? column("undecided", "指標がまだ届いていません")
                : of(assessment, Words.text(assessment.path("reason"), "ja"));
    }

    /** A part stands where its target stands, but is achieved or not by itself. */
    static OutcomeView ofPart(JsonNode part, JsonNode assessment) {
        JsonNode achieved = part.path("achieved");
        if (Words.text(assessment, "standing").equals("JUDGED")) {
            return achieved.isBoolean()
                    ? column(achieved.asBoolean() ? "achieved" : "missed", "")
                    : column("undecided", Words.text(part.path("achievementRateReason"), "ja"));
        }
        return of(assessment, "");
    }

    private static OutcomeView of(JsonNode assessment, String reason) {
        JsonNode achieved = assessment.path("achieved");
        String provisional = assessment.path("provisional").asBoolean() ? "（速報値による）" : "";
        return switch (Words.text(assessment, "standing")) {
            case "JUDGED" ->
                achieved.isBoolean()
                        ? column(achieved.asBoolean() ? "achieved" : "missed", reason + provisional)
                        : column("undecided", reason);
            case "NOT_REPORTED", "NOT_PUBLISHED", "NOT_OVER" -> column("unreported", reason);
            case "BEFORE_PLAN" -> column("before", reason);
            case "AFTER_GOAL" ->
                column(
                        "after",
                        reason
                                + (achieved.isBoolean()
                                        ? achieved.asBoolean() ? "：目標の水準に達しています" : "：目標の水準に達していません"
                                        : ""));
            default -> column("undecided", reason);
        };
    }

    private static OutcomeView column(String style, String reason) {
        return COLUMNS.stream()
                .filter(column -> column.style().equals(style))
                .map(column -> new OutcomeView(column.symbol(), column.word(), style, reason))
                .findFirst()
                .orElseThrow();
    }

    boolean isWithoutFigure() {
        return style.equals("unreported") || style.equals("before");
    }
}
