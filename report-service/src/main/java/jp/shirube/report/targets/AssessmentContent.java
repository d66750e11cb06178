package jp.shirube.report.targets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import jp.shirube.notation.Eras;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.report.assessment.Assessment;
import jp.shirube.report.assessment.Figures;
import jp.shirube.report.assessment.Sentence;
import org.jspecify.annotations.Nullable;

/** An assessment as it is stored, published and answered: finished figures, exact and as displayed. */
public final class AssessmentContent {

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
    private static final PeriodNotation PERIODS = new PeriodNotation(Eras.standard());

    private AssessmentContent() {}

    public static ObjectNode of(Assessment assessment) {
        ObjectNode content = NODES.objectNode();
        content.put("year", assessment.year().year());
        content.put("yearLabel", PERIODS.print(assessment.year()));
        content.put("standing", assessment.standing().name());
        content.set("reason", sentence(assessment.reason()));
        content.put("provisional", assessment.provisional());
        Assessment.Latest latest = assessment.latest();
        if (latest != null) {
            ObjectNode newest = content.putObject("latest");
            newest.put("period", latest.period().canonical());
            newest.put("periodLabel", PERIODS.printShort(latest.period()));
            newest.put("value", latest.value());
            newest.put("status", latest.status().name());
            newest.put("revision", latest.revision());
        }
        figures(content, assessment.figures());
        for (Assessment.PartFigures part : assessment.parts()) {
            ObjectNode one = content.withArray("parts").addObject().put("name", part.name());
            figures(one, part.figures());
        }
        return content;
    }

    private static void figures(ObjectNode content, Figures figures) {
        content.put("judged", figures.judged());
        content.put("lowerBound", figures.lowerBound());
        content.put("achieved", figures.achieved());
        rate(content, "achievementRate", figures.achievementRate(), figures.achievementRateReason());
        rate(content, "baselineProgress", figures.baselineProgress(), figures.baselineProgressReason());
        if (!figures.unknownYears().isEmpty()) {
            figures.unknownYears()
                    .forEach(year -> content.withArray("unknownYears").add(year.year()));
        }
        if (figures.yearsOfSpan() > 0) {
            content.put("yearsOfSpan", figures.yearsOfSpan());
        }
    }

    /** Half up at display, one decimal; the exact rate stands beside it. */
    private static void rate(ObjectNode content, String name, @Nullable BigDecimal rate, @Nullable Sentence reason) {
        content.put(name, rate);
        if (rate != null) {
            content.put(name + "Display", rate.setScale(1, RoundingMode.HALF_UP).toPlainString());
        }
        if (reason != null) {
            content.set(name + "Reason", sentence(reason));
        }
    }

    private static ObjectNode sentence(Sentence sentence) {
        return NODES.objectNode().put("ja", sentence.ja()).put("en", sentence.en());
    }
}
