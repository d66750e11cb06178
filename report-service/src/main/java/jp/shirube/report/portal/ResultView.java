package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found for a target, or for a part of it, in one year.
 *
 * @param judged the sum or mean that is judged, where it is not simply the year's figure
 * @param expected 期待値 with its unit; empty when there is none
 * @param marks short flags beside the grade
 * @param account how it came about; null while nothing could be judged
 */
record ResultView(
        String latest,
        String latestPeriod,
        String latestStatus,
        String judged,
        RateView achievementRate,
        RateView baselineProgress,
        RateView scheduleProgress,
        String expected,
        GradeView grade,
        OutcomeView outcome,
        List<String> marks,
        @Nullable AccountView account) {

    /** @param assessment null while nothing could be judged */
    static ResultView of(@Nullable JsonNode assessment, JsonNode goal, Measured measured) {
        JsonNode found = assessment == null ? MissingNode.getInstance() : assessment;
        JsonNode latest = found.path("latest");
        BigDecimal value = Numbers.of(latest.path("value"));
        String shown = value != null ? measured.print(value) : latest.isObject() ? "内訳のとおり" : "";
        String status = Words.text(latest, "status");
        return of(
                found,
                goal,
                measured,
                OutcomeView.of(found),
                shown,
                shown.isEmpty() ? "" : Words.period(latest.path("period")),
                shown.isEmpty() || status.equals("FINAL") ? "" : Words.figureStatus(status),
                judged(found, goal, measured));
    }

    /** @param part figures of the part; missing while nothing could be judged */
    static ResultView ofPart(JsonNode part, JsonNode goal, Measured measured) {
        return of(part, goal, measured, OutcomeView.of(part), measured.rounded(part.path("judged")), "", "", "");
    }

    /** Of a component that is shown and not judged. */
    static ResultView forReference() {
        return of(
                MissingNode.getInstance(),
                MissingNode.getInstance(),
                new Measured("", -1),
                OutcomeView.FOR_REFERENCE,
                "",
                "",
                "",
                "");
    }

    private static ResultView of(
            JsonNode figures,
            JsonNode goal,
            Measured measured,
            OutcomeView outcome,
            String latest,
            String latestPeriod,
            String latestStatus,
            String judged) {
        String said = Words.text(figures.path("reason"), "ja");
        return new ResultView(
                latest.isEmpty() ? "－" : latest,
                latestPeriod,
                latestStatus,
                judged,
                RateView.of(figures, RateView.ACHIEVEMENT_RATE, said),
                RateView.of(figures, RateView.BASELINE_PROGRESS, said),
                RateView.of(figures, RateView.SCHEDULE_PROGRESS, said),
                measured.rounded(figures.path("expected")),
                GradeView.of(figures, said),
                outcome,
                Marks.of(figures),
                figures.isMissingNode() ? null : AccountView.of(figures, goal, measured));
    }

    private static String judged(JsonNode figures, JsonNode goal, Measured measured) {
        String judged = measured.rounded(figures.path("judged"));
        if (judged.isEmpty()) {
            return "";
        }
        int years =
                figures.path("yearsOfSpan").asInt() - figures.path("incomplete").size();
        String of = "（" + years + "年分）";
        return switch (Words.text(goal, "accumulation")) {
            case "CUMULATIVE" -> "累計 " + judged + (figures.path("lowerBound").asBoolean() ? "以上" : "") + of;
            case "AVERAGE" -> "平均 " + judged + of;
            default -> "";
        };
    }
}
