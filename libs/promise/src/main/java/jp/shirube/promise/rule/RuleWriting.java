package jp.shirube.promise.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.promise.Sentence;
import jp.shirube.promise.rule.GradingRule.Overall;
import jp.shirube.promise.rule.GradingRule.Rounding;
import org.jspecify.annotations.Nullable;

/**
 * Writes a rule in the one form in which {@link RuleReading} gives the same rule again, every default written out: what is sent to
 * others, and what tells whether a rule has changed or is only written differently.
 */
public final class RuleWriting {

    private static final List<String> ORDER = List.of(
            "graded",
            "achievementRate",
            "baselineProgress",
            "expectedRatio",
            "scheduleProgress",
            "fromBaseline",
            "fromLastActual",
            "achieved",
            "maintain",
            "survey",
            "all",
            "any",
            "not");

    private RuleWriting() {}

    /** @return maps, lists, text, true and false, and numbers as {@link java.math.BigDecimal} or {@link Integer}; without the version */
    public static Map<String, Object> write(GradingRule rule) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("id", rule.id());
        written.put("name", sentence(rule.name()));
        put(written, "source", rule.source());
        written.put("rounding", rounding(rule.rounding()));
        written.put("method", method(rule.method()));
        written.put("axes", rule.axes().stream().map(RuleWriting::axis).toList());
        put(written, "overall", rule.overall() == null ? null : overall(rule.overall()));
        return written;
    }

    private static Map<String, Object> sentence(Sentence sentence) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("ja", sentence.ja());
        written.put("en", sentence.en());
        return written;
    }

    private static Map<String, Object> rounding(Rounding rounding) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("mode", rounding.mode().name());
        written.put("decimals", rounding.decimals());
        return written;
    }

    private static Map<String, Object> method(Method method) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("path", method.path().name());
        put(written, "yearlyShare", method.yearlyShare());
        written.put("against", method.against().name());
        written.put("lessIsBetter", method.lessIsBetter().name());
        written.put("notAboveZero", method.notAboveZero().name());
        written.put("cumulativeActuals", method.cumulativeActuals().name());
        written.put("subtractRunningBaseline", method.subtractRunningBaseline());
        written.put("unknownYears", method.unknownYears().name());
        written.put("lateFigures", method.lateFigures().name());
        written.put("oldestYears", method.oldestYears());
        written.put("provisional", method.provisional().name());
        written.put("parts", method.parts().name());
        written.put("metEarly", method.metEarly().name());
        written.put("maintainTolerance", method.maintainTolerance());
        put(written, "averageOf", method.averageOf() == null ? null : terms(method.averageOf()));
        return written;
    }

    private static Map<String, Object> terms(Method.TermAverage average) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("numerator", average.numerator());
        written.put("denominator", average.denominator());
        written.put("factor", average.factor());
        return written;
    }

    private static Map<String, Object> axis(Axis axis) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("id", axis.id());
        written.put("name", sentence(axis.name()));
        written.put("topNeedsAchieved", axis.topNeedsAchieved());
        written.put("levels", axis.levels().stream().map(RuleWriting::level).toList());
        if (!axis.goalYearLevels().isEmpty()) {
            written.put(
                    "goalYearLevels",
                    axis.goalYearLevels().stream().map(RuleWriting::level).toList());
        }
        return written;
    }

    private static Map<String, Object> level(Level level) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("symbol", level.symbol());
        written.put("label", sentence(level.label()));
        put(written, "score", level.score());
        if (level.humanOnly()) {
            written.put("humanOnly", true);
        }
        put(written, "when", level.when() == null ? null : when(level.when()));
        return written;
    }

    /** All of several things stands as one object wherever that is read in the same order again. */
    private static Map<String, Object> when(Condition condition) {
        Map<String, Object> written = new LinkedHashMap<>();
        if (condition instanceof Condition.All all && all.conditions().size() > 1 && inOrder(all.conditions())) {
            all.conditions().forEach(one -> written.put(key(one), behindKey(one)));
        } else {
            written.put(key(condition), behindKey(condition));
        }
        return written;
    }

    private static boolean inOrder(List<Condition> conditions) {
        int last = -1;
        for (Condition condition : conditions) {
            int place = ORDER.indexOf(key(condition));
            if (place <= last) {
                return false;
            }
            last = place;
        }
        return true;
    }

    private static String key(Condition condition) {
        return switch (condition) {
            case Condition.All all -> "all";
            case Condition.Any any -> "any";
            case Condition.Not not -> "not";
            case Condition.Within within -> within.figure().word();
            case Condition.Achieved achieved -> "achieved";
            case Condition.Maintain maintain -> "maintain";
            case Condition.Survey survey -> "survey";
        };
    }

    private static Object behindKey(Condition condition) {
        return switch (condition) {
            case Condition.All all ->
                all.conditions().stream().map(RuleWriting::when).toList();
            case Condition.Any any ->
                any.conditions().stream().map(RuleWriting::when).toList();
            case Condition.Not not -> when(not.condition());
            case Condition.Within within -> bounds(within.bounds());
            case Condition.Achieved achieved -> achieved.expected();
            case Condition.Maintain maintain -> maintain.expected();
            case Condition.Survey survey -> survey.expected();
        };
    }

    private static Map<String, Object> bounds(Bounds bounds) {
        Map<String, Object> written = new LinkedHashMap<>();
        put(written, "atLeast", bounds.atLeast());
        put(written, "moreThan", bounds.moreThan());
        put(written, "atMost", bounds.atMost());
        put(written, "below", bounds.below());
        return written;
    }

    private static Map<String, Object> overall(Overall overall) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("by", overall.by().name());
        written.put("steps", overall.steps().stream().map(RuleWriting::step).toList());
        return written;
    }

    private static Map<String, Object> step(Overall.Step step) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("symbol", step.symbol());
        written.put("label", sentence(step.label()));
        put(written, "score", step.score());
        put(written, "atLeast", step.atLeast());
        return written;
    }

    private static void put(Map<String, Object> written, String key, @Nullable Object value) {
        if (value != null) {
            written.put(key, value);
        }
    }
}
