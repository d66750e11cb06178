package jp.shirube.report.targets;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Span;
import jp.shirube.promise.Over;
import jp.shirube.promise.Sentence;
import jp.shirube.report.assessment.Assessor;
import jp.shirube.report.assessment.Measure;
import jp.shirube.report.assessment.Promise;
import jp.shirube.report.assessment.Promise.Baseline;
import jp.shirube.report.assessment.Promise.Commitment;
import jp.shirube.report.assessment.Promise.Goal;
import jp.shirube.report.forecast.BackTest;
import jp.shirube.report.forecast.Forecast;
import org.jspecify.annotations.Nullable;

/** Where a target will stand in its goal's year, as it is answered: of the figure itself, or of each of its parts. */
public final class Forecasts {

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private Forecasts() {}

    /** Empty for a target without a goal. */
    public static ArrayNode of(Assessor assessor) {
        ArrayNode forecasts = NODES.arrayNode();
        Promise promise = assessor.promise();
        for (Commitment commitment : promise.commitments()) {
            Goal goal = commitment.goal();
            if (goal != null) {
                ObjectNode one = forecasts.addObject();
                if (commitment.part() != null) {
                    one.put("part", commitment.part());
                }
                FiscalYear goalYear = promise.goalYear(commitment);
                one.put("year", goalYear.year());
                tell(one, Forecast.of(question(assessor, commitment, goal, goalYear)));
            }
        }
        return forecasts;
    }

    private static Forecast.Question question(
            Assessor assessor, Commitment commitment, Goal goal, FiscalYear goalYear) {
        Measure measure = assessor.promise().measure();
        Baseline baseline = commitment.baseline();
        BigDecimal threshold = goal.relativeToBaseline() ? baseline == null ? null : baseline.value() : goal.value();
        boolean spanned = goal.over() != Over.POINT && goal.period() instanceof Span;
        FiscalYear first = spanned && goal.period() instanceof Span span
                ? measure.yearsOf(span).getFirst()
                : goalYear;
        return new Forecast.Question(
                measure.direction(),
                measure.unit(),
                goal.comparator(),
                threshold,
                goal.upTo(),
                spanned ? goal.over() : Over.POINT,
                first,
                goalYear,
                assessor.series(commitment.part()));
    }

    private static void tell(ObjectNode one, Forecast forecast) {
        switch (forecast) {
            case Forecast.NotPossible none ->
                one.put("possible", false).put("why", none.reason().name());
            case Forecast.Projected projected -> projected(one.put("possible", true), projected);
        }
        sentence(one, "explanation", forecast.sentence());
    }

    private static void projected(ObjectNode one, Forecast.Projected projected) {
        sentence(one, "method", projected.method());
        one.put("value", projected.value());
        one.put("low", projected.low());
        one.put("high", projected.high());
        one.put(
                "outlook",
                projected.outlook() == null ? null : projected.outlook().name());
        projected.yearsUsed().forEach(year -> one.withArray("yearsUsed").add(year.year()));
        one.put("yearsAhead", projected.yearsAhead());
        BackTest backTest = projected.backTest();
        if (backTest != null) {
            one.putObject("backTest")
                    .put("yearsAhead", backTest.yearsAhead())
                    .put("tries", backTest.tries())
                    .put("hits", backTest.hits())
                    .put("meanAbsoluteError", backTest.meanAbsoluteError());
        } else {
            sentence(one, "noBackTest", projected.noBackTest());
        }
    }

    private static void sentence(ObjectNode one, String field, @Nullable Sentence sentence) {
        if (sentence != null) {
            one.putObject(field).put("ja", sentence.ja()).put("en", sentence.en());
        }
    }
}
