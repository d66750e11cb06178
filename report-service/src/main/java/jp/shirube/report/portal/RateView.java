package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * A rate, or why there is none.
 *
 * @param reason why there is none, unless it is said beside it already
 * @param used whether it decided about the grade
 */
record RateView(String name, String text, String reason, boolean used) {

    static final String ACHIEVEMENT_RATE = "achievementRate";
    static final String BASELINE_PROGRESS = "baselineProgress";
    static final String EXPECTED_RATIO = "expectedRatio";
    static final String SCHEDULE_PROGRESS = "scheduleProgress";

    /** @param said what is said beside it and need not be said again */
    static RateView of(JsonNode figures, String rate, String said) {
        String display = Words.text(figures, rate + "Display");
        if (!display.isEmpty()) {
            return new RateView(
                    Words.rate(rate),
                    percent(display),
                    "",
                    Words.text(figures.path("grade"), "by").equals(rate));
        }
        String reason = Words.text(figures.path(rate + "Reason"), "ja");
        return new RateView(Words.rate(rate), "－", reason.equals(said) ? "" : reason, false);
    }

    static String percent(String display) {
        return Numbers.print(new BigDecimal(display), 1, "%");
    }
}
