package jp.shirube.promise.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.shirube.promise.Objection;
import jp.shirube.promise.rule.GradingRule.Overall;
import jp.shirube.promise.rule.GradingRule.Rounding;
import org.jspecify.annotations.Nullable;

/** What contradicts itself in a rule whose form is right. */
final class RuleContradictions {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final List<Objection> objections = new ArrayList<>();
    private final GradingRule rule;

    private RuleContradictions(GradingRule rule) {
        this.rule = rule;
    }

    static List<Objection> of(GradingRule rule) {
        RuleContradictions contradictions = new RuleContradictions(rule);
        contradictions.rounding(rule.rounding());
        contradictions.method(rule.method());
        contradictions.axes(rule.axes());
        if (rule.overall() != null) {
            contradictions.overall(rule.overall());
        }
        return contradictions.objections;
    }

    private void rounding(Rounding rounding) {
        if (rounding.mode() == Rounding.Mode.NONE && rounding.decimals() != 0) {
            object("/rounding/decimals", "丸めないのに桁数が書かれています", "there is no rounding, yet decimals are given");
        }
    }

    private void method(Method method) {
        if (method.yearlyShare() != null && method.path() != Method.Path.PROPORTION) {
            object(
                    "/method/yearlyShare",
                    "yearlyShareはpathがPROPORTIONのときに限ります",
                    "yearlyShare goes with the path PROPORTION only");
        }
        if (method.yearlyShare() != null
                && (method.yearlyShare().signum() <= 0 || method.yearlyShare().compareTo(HUNDRED) > 0)) {
            object("/method/yearlyShare", "0より大きく100以下の数を書いてください", "more than 0 and at most 100 is expected");
        }
        if (method.maintainTolerance().signum() < 0
                || method.maintainTolerance().compareTo(HUNDRED) > 0) {
            object("/method/maintainTolerance", "0以上100以下の数を書いてください", "0 to 100 is expected");
        }
        if (method.averageOf() != null) {
            averageOf(method.averageOf());
        }
    }

    private void averageOf(Method.TermAverage average) {
        if (average.factor().signum() <= 0) {
            object("/method/averageOf/factor", "0より大きい数を書いてください", "more than 0 is expected");
        }
        if (average.numerator().equals(average.denominator())) {
            object("/method/averageOf/denominator", "分子と分母が同じです", "numerator and denominator are the same");
        }
    }

    private void axes(List<Axis> axes) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < axes.size(); i++) {
            Axis axis = axes.get(i);
            String at = "/axes/" + i;
            if (!ids.add(axis.id())) {
                twice(at + "/id", axis.id());
            }
            levels(at + "/levels", axis.levels());
            levels(at + "/goalYearLevels", axis.goalYearLevels());
        }
    }

    private void levels(String at, List<Level> levels) {
        Set<String> symbols = new HashSet<>();
        BigDecimal lowest = null;
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            if (!symbols.add(level.symbol())) {
                twice(at + "/" + i + "/symbol", level.symbol());
            }
            lowest = falls(at + "/" + i + "/score", level.score(), lowest);
            if (level.humanOnly() && level.when() != null) {
                object(
                        at + "/" + i + "/when",
                        "人だけが付ける段階（humanOnly）に条件は書けません",
                        "a level only a person may give has no condition");
            }
        }
        reach(at, levels);
    }

    /** Whether each level can be reached, and takes nothing another says it takes. */
    private void reach(String at, List<Level> levels) {
        Map<Integer, Demand> earlier = new LinkedHashMap<>();
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            if (level.humanOnly()) {
                continue;
            }
            Demand demand = Demand.of(level.when());
            String place = at + "/" + i;
            if (demand.isImpossible()) {
                object(place + "/when", "同時に成り立たない条件です", "these conditions never hold together");
            } else if (!unreachable(place, levels, earlier, demand)) {
                overlap(place + "/when", levels, earlier, demand);
            }
            earlier.put(i, demand);
        }
    }

    private boolean unreachable(String place, List<Level> levels, Map<Integer, Demand> earlier, Demand demand) {
        for (Map.Entry<Integer, Demand> before : earlier.entrySet()) {
            if (demand.implies(before.getValue())) {
                String taker = levels.get(before.getKey()).symbol();
                object(
                        place,
                        "この段階になることはありません。前の段階「" + taker + "」がすべて取ります",
                        "this level is never reached: " + taker + " before it takes all it would take");
                return true;
            }
        }
        Map<Subject, Numbers> gone = new HashMap<>();
        earlier.values()
                .forEach(before ->
                        before.only().ifPresent(subject -> gone.merge(subject, before.of(subject), Numbers::or)));
        boolean nothingLeft =
                gone.entrySet().stream().anyMatch(entry -> entry.getValue().containsAll(demand.of(entry.getKey())));
        if (nothingLeft) {
            object(
                    place,
                    "この段階になることはありません。前の段階がすべて取ります",
                    "this level is never reached: the levels before it take all it would take");
        }
        return nothingLeft;
    }

    /** A ≥ 100, B ≥ 80 means 80 to 100 for B; but B 80 to 120 says something of A's that B never gets. */
    private void overlap(String place, List<Level> levels, Map<Integer, Demand> earlier, Demand demand) {
        Subject subject = demand.only().filter(Subject::isFigure).orElse(null);
        if (subject == null || demand.of(subject).goesOnForEver()) {
            return;
        }
        Numbers mine = demand.of(subject);
        for (Map.Entry<Integer, Demand> before : earlier.entrySet()) {
            boolean same = before.getValue().only().filter(subject::equals).isPresent();
            Numbers theirs = before.getValue().of(subject);
            if (same && !theirs.and(mine).isEmpty() && !widensUpwards(subject, theirs, mine)) {
                String other = levels.get(before.getKey()).symbol();
                object(
                        place,
                        "前の段階「" + other + "」と重なる範囲があり、そこではいつも「" + other + "」になります。重ならないように書いてください",
                        "it overlaps with " + other + " before it, which would always win there; let them not overlap");
            }
        }
    }

    /** Where less is better and the raw quotient is compared, A ≤ 100, B ≤ 120 is what A ≥ 100, B ≥ 80 is elsewhere. */
    private boolean widensUpwards(Subject subject, Numbers theirs, Numbers mine) {
        return rule.method().lessIsBetter() == Method.LessIsBetter.RAW
                && (subject.equals(Subject.of(RatedFigure.ACHIEVEMENT_RATE))
                        || subject.equals(Subject.of(RatedFigure.EXPECTED_RATIO)))
                && theirs.comesFromFarBelow()
                && mine.comesFromFarBelow();
    }

    private void overall(Overall overall) {
        Set<String> symbols = new HashSet<>();
        BigDecimal lowestScore = null;
        BigDecimal lowestBound = null;
        List<Overall.Step> steps = overall.steps();
        for (int i = 0; i < steps.size(); i++) {
            Overall.Step step = steps.get(i);
            String at = "/overall/steps/" + i;
            boolean last = i == steps.size() - 1;
            if (!symbols.add(step.symbol())) {
                twice(at + "/symbol", step.symbol());
            }
            lowestScore = falls(at + "/score", step.score(), lowestScore);
            lowestBound = falls(at + "/atLeast", step.atLeast(), lowestBound);
            if (last != (step.atLeast() == null)) {
                object(
                        at,
                        last ? "最後の段階は残りすべてです。atLeastは書けません" : "atLeastがありません。書かないのは最後の段階だけです",
                        last ? "the last step takes the rest: it has no atLeast" : "only the last step has no atLeast");
            }
        }
        everyLevelHasAScore();
    }

    /** A level nobody calculates may lack one: there is no overall grade where a person gives it. */
    private void everyLevelHasAScore() {
        for (int i = 0; i < rule.axes().size(); i++) {
            scores("/axes/" + i + "/levels/", rule.axes().get(i).levels());
            scores("/axes/" + i + "/goalYearLevels/", rule.axes().get(i).goalYearLevels());
        }
    }

    private void scores(String at, List<Level> levels) {
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i).score() == null && !levels.get(i).humanOnly()) {
                object(at + i, "総合の段階（overall）を出すには点数（score）が要ります", "the overall grade needs its score");
            }
        }
    }

    private @Nullable BigDecimal falls(String at, @Nullable BigDecimal number, @Nullable BigDecimal lowest) {
        if (number == null) {
            return lowest;
        }
        if (lowest != null && number.compareTo(lowest) >= 0) {
            object(at, "上の段階より小さい数を書いてください", "it must be less than that of the level above");
        }
        return number;
    }

    private void twice(String at, String what) {
        object(at, "同じものが二度書かれています: " + what, "it stands twice: " + what);
    }

    private void object(String at, String ja, String en) {
        objections.add(Objection.at(at, ja, en));
    }
}
