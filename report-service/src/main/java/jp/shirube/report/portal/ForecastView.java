package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.notation.FiscalYear;

/**
 * 予測: where a target will stand in its goal's year; neither an estimate (見込) nor an actual.
 *
 * @param of what is forecast: the goal's year, and the part
 * @param explanation the forecast, or why there is none, in sentences
 * @param interval never shown without {@code value}, nor the outlook without it; all empty where there is no forecast
 * @param backTest how the method did on the past, or why that cannot be told
 */
record ForecastView(
        String of,
        boolean possible,
        String explanation,
        String value,
        String interval,
        String outlook,
        String method,
        String backTest) {

    /** @param decimals of the finest figure known */
    static List<ForecastView> of(JsonNode forecasts, JsonNode target, Measured measured, int decimals) {
        List<ForecastView> views = new ArrayList<>();
        for (JsonNode forecast : forecasts) {
            JsonNode goal = goal(target, Words.text(forecast, "part"));
            views.add(one(forecast, goal, new Measured(measured.unit(), -1), decimals + 1));
        }
        return views;
    }

    private static JsonNode goal(JsonNode target, String part) {
        for (JsonNode component : target.path("components")) {
            if (Words.text(component, "name").equals(part)) {
                return component.path("goal");
            }
        }
        return target.path("goal");
    }

    private static ForecastView one(JsonNode forecast, JsonNode goal, Measured measured, int decimals) {
        String year =
                Words.PERIODS.printShort(new FiscalYear(forecast.path("year").asInt()));
        String accumulation = Words.text(goal, "accumulation");
        String period = accumulation.equals("POINT") ? year : Words.period(goal.path("period"));
        String part = Words.text(forecast, "part");
        String of = (part.isEmpty() ? "" : part + " ") + Words.over(period.isEmpty() ? year : period, accumulation);
        String explanation = Words.text(forecast.path("explanation"), "ja");
        if (!forecast.path("possible").asBoolean()) {
            return new ForecastView(of, false, explanation, "", "", "", "", "");
        }
        return new ForecastView(
                of,
                true,
                explanation,
                figure(forecast, "value", measured, decimals),
                figure(forecast, "low", measured, decimals) + "～" + figure(forecast, "high", measured, decimals),
                outlook(Words.text(forecast, "outlook")),
                Words.text(forecast.path("method"), "ja"),
                backTest(forecast, measured, decimals));
    }

    private static String outlook(String outlook) {
        return switch (outlook) {
            case "LIKELY_MET" -> "達成と予測（区間の全体が目標を満たす）";
            case "LIKELY_MISSED" -> "未達と予測（区間のどの値も目標を満たさない）";
            case "OPEN" -> "達成とも未達とも言えない（区間の一部だけが目標を満たす）";
            default -> "";
        };
    }

    private static String backTest(JsonNode forecast, Measured measured, int decimals) {
        JsonNode backTest = forecast.path("backTest");
        return backTest.isObject()
                ? "過去に" + backTest.path("yearsAhead").asInt() + "年先を"
                        + backTest.path("tries").asInt() + "回予測し、実績が区間に入ったのは"
                        + backTest.path("hits").asInt() + "回。平均絶対誤差 "
                        + figure(backTest, "meanAbsoluteError", measured.ofDifference(), decimals)
                : Words.text(forecast.path("noBackTest"), "ja");
    }

    private static String figure(JsonNode node, String field, Measured measured, int decimals) {
        BigDecimal value = Numbers.of(node.path(field));
        return value == null ? "－" : measured.print(value.setScale(decimals, RoundingMode.HALF_UP));
    }
}
