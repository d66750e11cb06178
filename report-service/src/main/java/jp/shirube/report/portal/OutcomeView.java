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
            new OutcomeView("→", "目標年度前", "on-the-way", ""),
            new OutcomeView("…", "未報告", "not-reported", ""),
            new OutcomeView("－", "未公表", "not-published", ""),
            new OutcomeView("－", "年度の途中", "not-over", ""),
            new OutcomeView("－", "調査なし", "no-survey", ""),
            new OutcomeView("－", "計画期間前", "before", ""),
            new OutcomeView("－", "目標年度の後", "after", ""),
            new OutcomeView("？", "判定できない", "undecided", ""));

    /** Of a component that is shown and not judged (回 beside 人). */
    static final OutcomeView FOR_REFERENCE = new OutcomeView("－", "参考", "reference", "参考の内訳で、判定しません");

    /** @param figures of a target or of a part of it; null while nothing could be judged */
    static OutcomeView of(@Nullable JsonNode figures) {
        if (figures == null || figures.isMissingNode()) {
            return column("undecided", "指標か評価基準がまだ届いていません");
        }
        String reason = Words.text(figures.path("reason"), "ja");
        JsonNode achieved = figures.path("achieved");
        return switch (Words.text(figures, "standing")) {
            case "JUDGED" ->
                achieved.isBoolean()
                        ? column(achieved.asBoolean() ? "achieved" : missed(figures), reason)
                        : column("undecided", reason + "。達成か未達かは、まだ言えません");
            case "AFTER_GOAL" -> column("after", reason + meant(achieved));
            case "NOT_REPORTED" -> column("not-reported", reason);
            case "NOT_PUBLISHED" -> column("not-published", reason);
            case "NOT_OVER" -> column("not-over", reason);
            case "NO_SURVEY" -> column("no-survey", reason);
            case "BEFORE_PLAN" -> column("before", reason);
            default -> column("undecided", reason);
        };
    }

    /** Before the goal's year a goal that is not reached is not missed. */
    private static String missed(JsonNode figures) {
        return figures.path("figureYear").asInt() < figures.path("goalYear").asInt() ? "on-the-way" : "missed";
    }

    private static String meant(JsonNode achieved) {
        if (!achieved.isBoolean()) {
            return "";
        }
        return achieved.asBoolean() ? "：目標年度に達成" : "：目標年度に未達";
    }

    private static OutcomeView column(String style, String reason) {
        return COLUMNS.stream()
                .filter(column -> column.style().equals(style))
                .map(column -> new OutcomeView(column.symbol(), column.word(), style, reason))
                .findFirst()
                .orElseThrow();
    }
}
