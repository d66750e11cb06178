package jp.shirube.promise.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jp.shirube.promise.Objection;
import jp.shirube.promise.Sentence;
import jp.shirube.promise.rule.GradingRule.Overall;
import jp.shirube.promise.rule.GradingRule.Rounding;
import jp.shirube.promise.rule.Written.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Reads a rule as somebody wrote it (docs/grading-rules.md) and objects to whatever cannot stand: first to the form, all of it at
 * once; where the form is right, to the contradictions, all of them at once. Whatever is written, it never throws.
 */
public final class RuleReading {

    private static final int MOST_LEVELS = 12;
    private static final int MOST_AXES = 4;
    private static final int LONGEST_SYMBOL = 8;
    private static final int MOST_DECIMALS = 10;

    /** @param rule version 1; null where there are objections */
    public record Reading(@Nullable GradingRule rule, List<Objection> objections) {
        public Reading {
            objections = List.copyOf(objections);
        }
    }

    private final ConditionReading conditions = new ConditionReading();

    private RuleReading() {}

    /** @param written as YAML and JSON are read: maps, lists, text, numbers, true and false */
    public static Reading read(Map<String, ?> written) {
        List<Objection> objections = new ArrayList<>();
        GradingRule rule = new RuleReading().rule(new Written("", written, objections));
        if (rule != null && objections.isEmpty()) {
            objections.addAll(RuleContradictions.of(rule));
        }
        return new Reading(objections.isEmpty() ? rule : null, objections);
    }

    private @Nullable GradingRule rule(Written written) {
        Fields fields = written.fields("id", "name", "source", "rounding", "method", "axes", "overall");
        if (fields == null) {
            return null;
        }
        Written id = fields.get("id");
        Written name = fields.get("name");
        Written source = fields.find("source");
        Written rounding = fields.find("rounding");
        Written method = fields.find("method");
        Written axes = fields.get("axes");
        Written overall = fields.find("overall");
        String readId = id == null ? null : id.id();
        Sentence readName = name == null ? null : name.sentence();
        String readSource = source == null ? null : source.line();
        Rounding readRounding = rounding == null ? Rounding.NONE : rounding(rounding);
        Method readMethod = method == null ? Method.STANDARD : MethodReading.read(method);
        List<Axis> readAxes = axes == null ? null : axes(axes);
        Overall readOverall = overall == null ? null : overall(overall);
        if (readId == null || readName == null || readRounding == null || readMethod == null || readAxes == null) {
            return null;
        }
        return new GradingRule(readId, 1, readName, readSource, readRounding, readMethod, readAxes, readOverall);
    }

    private static @Nullable Rounding rounding(Written written) {
        Fields fields = written.fields("mode", "decimals");
        if (fields == null) {
            return null;
        }
        Written mode = fields.get("mode");
        Written decimals = fields.find("decimals");
        Rounding.Mode readMode = mode == null ? null : mode.word(Rounding.Mode.class);
        Integer readDecimals = decimals == null ? Integer.valueOf(0) : decimals.count(0, MOST_DECIMALS);
        return readMode == null || readDecimals == null ? null : new Rounding(readMode, readDecimals);
    }

    private @Nullable List<Axis> axes(Written written) {
        List<Written> items = written.items(1, MOST_AXES);
        return items == null
                ? null
                : items.stream().map(this::axis).filter(Objects::nonNull).toList();
    }

    private @Nullable Axis axis(Written written) {
        Fields fields = written.fields("id", "name", "topNeedsAchieved", "levels", "goalYearLevels");
        if (fields == null) {
            return null;
        }
        Written id = fields.get("id");
        Written name = fields.get("name");
        Written top = fields.find("topNeedsAchieved");
        Written levels = fields.get("levels");
        Written goalYearLevels = fields.find("goalYearLevels");
        String readId = id == null ? null : id.id();
        Sentence readName = name == null ? null : name.sentence();
        List<Level> readLevels = levels == null ? List.of() : levels(levels);
        List<Level> readGoalYearLevels = goalYearLevels == null ? List.of() : levels(goalYearLevels);
        Boolean readTop = top == null
                ? Boolean.valueOf(looksAtGraded(readLevels) || looksAtGraded(readGoalYearLevels))
                : top.flag();
        return readId == null || readName == null || readTop == null
                ? null
                : new Axis(readId, readName, readTop, readLevels, readGoalYearLevels);
    }

    private static boolean looksAtGraded(List<Level> levels) {
        return levels.stream()
                .map(Level::when)
                .filter(Objects::nonNull)
                .anyMatch(when -> Subject.of(when).contains(Subject.of(RatedFigure.GRADED)));
    }

    private List<Level> levels(Written written) {
        List<Written> items = written.items(2, MOST_LEVELS);
        return items == null
                ? List.of()
                : items.stream().map(this::level).filter(Objects::nonNull).toList();
    }

    private @Nullable Level level(Written written) {
        Fields fields = written.fields("symbol", "label", "score", "humanOnly", "when");
        if (fields == null) {
            return null;
        }
        Written symbol = fields.get("symbol");
        Written label = fields.get("label");
        Written score = fields.find("score");
        Written humanOnly = fields.find("humanOnly");
        Written when = fields.find("when");
        String readSymbol = symbol == null ? null : symbol(symbol);
        Sentence readLabel = label == null ? null : label.sentence();
        BigDecimal readScore = score == null ? null : score.number();
        Boolean readHumanOnly = humanOnly == null ? Boolean.FALSE : humanOnly.flag();
        Condition readWhen = when == null ? null : conditions.read(when);
        return readSymbol == null || readLabel == null || readHumanOnly == null
                ? null
                : new Level(readSymbol, readLabel, readScore, readHumanOnly, readWhen);
    }

    private static @Nullable String symbol(Written written) {
        String symbol = written.line(LONGEST_SYMBOL);
        if (symbol != null && !symbol.equals(symbol.strip())) {
            written.object("前後に空白を置けません", "there must be no space around it");
            return null;
        }
        return symbol;
    }

    private static @Nullable Overall overall(Written written) {
        Fields fields = written.fields("by", "steps");
        if (fields == null) {
            return null;
        }
        Written by = fields.get("by");
        Written steps = fields.get("steps");
        Overall.By readBy = by == null ? null : by.word(Overall.By.class);
        List<Written> items = steps == null ? null : steps.items(2, MOST_LEVELS);
        List<Overall.Step> readSteps = items == null
                ? List.of()
                : items.stream().map(RuleReading::step).filter(Objects::nonNull).toList();
        return readBy == null ? null : new Overall(readBy, readSteps);
    }

    private static Overall.@Nullable Step step(Written written) {
        Fields fields = written.fields("symbol", "label", "score", "atLeast");
        if (fields == null) {
            return null;
        }
        Written symbol = fields.get("symbol");
        Written label = fields.get("label");
        Written score = fields.find("score");
        Written atLeast = fields.find("atLeast");
        String readSymbol = symbol == null ? null : symbol(symbol);
        Sentence readLabel = label == null ? null : label.sentence();
        BigDecimal readScore = score == null ? null : score.number();
        BigDecimal readAtLeast = atLeast == null ? null : atLeast.number();
        return readSymbol == null || readLabel == null
                ? null
                : new Overall.Step(readSymbol, readLabel, readScore, readAtLeast);
    }
}
