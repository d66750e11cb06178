package jp.shirube.report.targets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.promise.Sentence;
import jp.shirube.report.assessment.Assessment;
import jp.shirube.report.assessment.Figures;
import jp.shirube.report.assessment.Figures.Comparison;
import jp.shirube.report.assessment.Figures.Input;
import jp.shirube.report.assessment.Grade;
import jp.shirube.report.assessment.Rate;
import jp.shirube.report.assessment.Rates;
import jp.shirube.report.assessment.Warning;
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
        content.put("standing", figures.standing().name());
        content.set("reason", sentence(figures.reason()));
        content.put("provisional", figures.provisional());
        content.put("goalYear", figures.goalYear().year());
        FiscalYear figureYear = figures.figureYear();
        if (figureYear != null) {
            content.put("figureYear", figureYear.year());
            content.put("figureYearLabel", PERIODS.printShort(figureYear));
        }
        content.put("judged", figures.judged());
        content.put("lowerBound", figures.lowerBound());
        if (figures.yearsOfSpan() > 0) {
            content.put("yearsOfSpan", figures.yearsOfSpan());
        }
        content.putArray("incomplete");
        figures.incomplete().forEach(year -> content.withArray("incomplete").add(year.year()));
        content.put("expected", figures.expected());
        if (figures.expectedReason() != null) {
            content.set("expectedReason", sentence(figures.expectedReason()));
        }
        if (figures.path() != null) {
            content.put("path", figures.path().name());
        }
        Rates rates = figures.rates();
        rate(content, "achievementRate", rates.achievementRate());
        rate(content, "baselineProgress", rates.baselineProgress());
        rate(content, "expectedRatio", rates.expectedRatio());
        rate(content, "scheduleProgress", rates.scheduleProgress());
        if (figures.difference() != null) {
            content.put("difference", figures.difference());
        }
        content.put("achieved", figures.achieved());
        if (figures.achievedFirstIn() != null) {
            content.put("achievedFirstIn", figures.achievedFirstIn().year());
            content.put("achievedFirstInLabel", PERIODS.printShort(figures.achievedFirstIn()));
        }
        content.put("maintain", figures.maintain());
        content.put("belowBaseline", figures.belowBaseline());
        grade(content, figures.grade());
        figures.compared().forEach(one -> compared(content.withArray("compared").addObject(), one));
        content.putArray("inputs");
        figures.inputs().forEach(one -> input(content.withArray("inputs").addObject(), one));
        content.set("explanation", sentence(figures.explanation()));
        content.putArray("warnings");
        for (Warning warning : figures.warnings()) {
            content.withArray("warnings")
                    .addObject()
                    .put("code", warning.code().name())
                    .put("ja", warning.sentence().ja())
                    .put("en", warning.sentence().en());
        }
    }

    private static void grade(ObjectNode content, Grade found) {
        ObjectNode grade = content.putObject("grade");
        grade.put("symbol", found.symbol());
        grade.set("label", found.label() == null ? null : sentence(found.label()));
        grade.put("score", found.score());
        if (found.reason() != null) {
            grade.set("reason", sentence(found.reason()));
        }
        if (found.by() != null) {
            grade.put("by", found.by().word());
            grade.put("percent", found.percent());
            display(grade, "percent", found.percent());
        }
        if (found.basis() != null) {
            grade.set("basis", sentence(found.basis()));
        }
        if (found.axes().size() > 1) {
            for (Grade.AxisGrade axis : found.axes()) {
                ObjectNode one = grade.withArray("axes").addObject().put("id", axis.id());
                one.set("name", sentence(axis.name()));
                one.put("symbol", axis.symbol());
                one.set("label", axis.label() == null ? null : sentence(axis.label()));
                one.put("score", axis.score());
                if (axis.reason() != null) {
                    one.set("reason", sentence(axis.reason()));
                }
            }
        }
        content.putObject("rule")
                .put("id", found.rule())
                .put("version", found.version())
                .set("name", sentence(found.ruleName()));
    }

    private static void compared(ObjectNode one, Comparison comparison) {
        one.put("kind", comparison.kind().name());
        if (comparison.edition() != null) {
            one.put("edition", comparison.edition());
        }
        one.put("year", comparison.year().year());
        one.put("yearLabel", PERIODS.printShort(comparison.year()));
        one.put("goal", comparison.goal());
        one.put("baseline", comparison.baseline());
        one.put("judged", comparison.judged());
        one.put("achieved", comparison.achieved());
        rate(one, "achievementRate", comparison.achievementRate());
    }

    private static void input(ObjectNode one, Input input) {
        one.put("period", input.period().canonical());
        one.put("periodLabel", PERIODS.printShort(input.period()));
        one.put("value", input.value());
        one.put("status", input.status().name());
        one.put("revision", input.revision());
        if (input.knownOn() != null) {
            one.put("knownOn", input.knownOn().toString());
        }
    }

    private static void rate(ObjectNode content, String name, Rate rate) {
        content.put(name, rate.percent());
        display(content, name, rate.percent());
        if (rate.reason() != null) {
            content.set(name + "Reason", sentence(rate.reason()));
        }
    }

    /** Half up at display, one decimal; the exact rate stands beside it. */
    private static void display(ObjectNode content, String name, @Nullable BigDecimal rate) {
        if (rate != null) {
            content.put(name + "Display", rate.setScale(1, RoundingMode.HALF_UP).toPlainString());
        }
    }

    private static ObjectNode sentence(Sentence sentence) {
        return NODES.objectNode().put("ja", sentence.ja()).put("en", sentence.en());
    }
}
