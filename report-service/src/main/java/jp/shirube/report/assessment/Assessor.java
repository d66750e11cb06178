package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jp.shirube.notation.CalendarYear;
import jp.shirube.notation.Day;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.MissingReason;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.notation.Span;
import jp.shirube.notation.UntilDay;
import jp.shirube.report.assessment.Assessment.PartFigures;
import jp.shirube.report.assessment.Assessment.Standing;
import jp.shirube.report.assessment.Promise.Goal;
import jp.shirube.report.assessment.Promise.Over;
import org.jspecify.annotations.Nullable;

/**
 * Judges one target for one year. Exact arithmetic: multiplies before dividing, DECIMAL128 where a quotient is endless, never
 * rounds before a comparison.
 */
public final class Assessor {

    private static final MathContext EXACT = MathContext.DECIMAL128;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final PeriodNotation PERIODS = new PeriodNotation(Eras.standard());

    private final Promise promise;
    private final Map<FiscalYear, KnownActual> byYear = new TreeMap<>();
    private final List<KnownActual> actuals;

    public Assessor(Promise promise, List<KnownActual> actuals) {
        this.promise = promise;
        this.actuals = actuals.stream()
                .sorted(Comparator.comparing(
                        (KnownActual actual) -> actual.period().lastDay()))
                .toList();
        this.actuals.forEach(this::file);
    }

    /** The years worth assessing: the plan's, up to the goal's, and those of every figure known. */
    public List<FiscalYear> years() {
        FiscalYear first = promise.firstYear();
        FiscalYear last = promise.lastJudgedYear();
        for (FiscalYear year : byYear.keySet()) {
            first = year.compareTo(first) < 0 ? year : first;
            last = year.compareTo(last) > 0 ? year : last;
        }
        List<FiscalYear> years = new ArrayList<>();
        for (FiscalYear year = first; year.compareTo(last) <= 0; year = year.plusYears(1)) {
            years.add(year);
        }
        return years;
    }

    public Assessment assess(FiscalYear year) {
        Standing standing = standing(year);
        List<PartFigures> parts = new ArrayList<>();
        Figures figures;
        if (standing != Standing.JUDGED && standing != Standing.INCOMPLETE && standing != Standing.AFTER_GOAL) {
            figures = Figures.none(sentence(standing, year));
        } else if (promise.parts().isEmpty()) {
            figures = figures(null, promise.baseline(), promise.goal(), year);
        } else {
            for (Promise.Part part : promise.parts()) {
                parts.add(new PartFigures(part.name(), figures(part.name(), part.baseline(), part.goal(), year)));
            }
            figures = ofParts(parts);
        }
        return new Assessment(
                year, standing, sentence(standing, year), isProvisional(year), latest(year), figures, parts);
    }

    /**
     * Files a figure under the fiscal year it is judged in. A figure of a span belongs to no single year; of a day and its
     * year, the year's figure counts, and of two days the later one.
     */
    private void file(KnownActual actual) {
        switch (actual.period()) {
            case FiscalYear year -> byYear.put(year, actual);
            case CalendarYear year -> byYear.put(year.fiscalYear(), actual);
            case Day day -> {
                FiscalYear year = day.fiscalYear().plusYears(promise.countsForYearBefore() ? -1 : 0);
                KnownActual filed = byYear.get(year);
                if (filed == null || filed.period() instanceof Day) {
                    byYear.put(year, actual);
                }
            }
            case Span span -> {}
            case UntilDay until -> {}
        }
    }

    private Standing standing(FiscalYear year) {
        if (year.compareTo(promise.firstYear()) < 0 || hasNotBegun(year)) {
            return Standing.BEFORE_PLAN;
        }
        if (promise.goals().stream().noneMatch(goal -> goal.value() != null || goal.relativeToBaseline())) {
            return Standing.NO_GOAL;
        }
        if (isCumulative()) {
            return year.compareTo(promise.lastJudgedYear()) > 0 ? Standing.AFTER_GOAL : cumulativeStanding(year);
        }
        KnownActual actual = judgeable(year);
        if (actual == null) {
            return byYear.containsKey(year) && isMissing(year) ? Standing.MISSING_WITH_REASON : Standing.NO_ACTUAL;
        }
        Goal goal = promise.goal();
        boolean after = goal != null
                && goal.period() != null
                && year.compareTo(goal.period().fiscalYear()) > 0;
        return after ? Standing.AFTER_GOAL : Standing.JUDGED;
    }

    private Standing cumulativeStanding(FiscalYear year) {
        Figures sum = figures(null, promise.baseline(), promise.goal(), year);
        if (sum.judged() == null) {
            return Standing.NO_ACTUAL;
        }
        return sum.lowerBound() && !Boolean.TRUE.equals(sum.achieved()) ? Standing.INCOMPLETE : Standing.JUDGED;
    }

    private boolean hasNotBegun(FiscalYear year) {
        Goal goal = promise.goal();
        return goal != null
                && goal.over() != Over.POINT
                && goal.period() instanceof Span span
                && year.compareTo(FiscalYear.containing(span.first())) < 0;
    }

    private boolean isCumulative() {
        Goal goal = promise.goal();
        return goal != null && goal.over() == Over.CUMULATIVE;
    }

    private boolean isMissing(FiscalYear year) {
        KnownActual actual = byYear.get(year);
        return actual != null && actual.missingReason() != null;
    }

    /** The year's figure if it may be judged: not an estimate, and not missing. */
    private @Nullable KnownActual judgeable(FiscalYear year) {
        KnownActual actual = byYear.get(year);
        boolean usable = actual != null
                && actual.status() != KnownActual.Status.ESTIMATE
                && (actual.value() != null || !actual.parts().isEmpty());
        return usable ? actual : null;
    }

    private Figures figures(
            @Nullable String part, Promise.@Nullable Baseline baseline, @Nullable Goal goal, FiscalYear year) {
        if (goal == null) {
            return Figures.none(new Sentence("目標がありません", "there is no goal"));
        }
        List<FiscalYear> span = span(goal, year);
        List<FiscalYear> unknown = new ArrayList<>();
        List<BigDecimal> known = new ArrayList<>();
        for (FiscalYear one : span) {
            KnownActual actual = judgeable(one);
            BigDecimal value = actual == null ? null : actual.valueOf(part);
            if (value == null) {
                unknown.add(one);
            } else {
                known.add(value);
            }
        }
        if (known.isEmpty()) {
            return Figures.none(new Sentence("実績がありません", "there is no actual"));
        }
        BigDecimal sum = known.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal judged = goal.over() == Over.AVERAGE ? sum.divide(BigDecimal.valueOf(known.size()), EXACT) : sum;
        boolean lowerBound = goal.over() == Over.CUMULATIVE && !unknown.isEmpty();
        Boolean achieved = achieved(judged, baseline, goal);
        if (lowerBound && !(Boolean.TRUE.equals(achieved) && moreCannotHurt(goal))) {
            achieved = null;
        }
        Quotient achievementRate =
                lowerBound ? Quotient.undefined(unknownYears(unknown)) : achievementRate(judged, goal);
        Quotient baselineProgress = baselineProgress(judged, baseline, goal);
        return new Figures(
                normal(judged),
                lowerBound,
                achieved,
                achievementRate.value(),
                achievementRate.reason(),
                baselineProgress.value(),
                baselineProgress.reason(),
                unknown,
                goal.over() == Over.POINT ? 0 : span.size());
    }

    /** The years that go into the figure: the year itself, or the goal's span up to it. */
    private static List<FiscalYear> span(Goal goal, FiscalYear year) {
        if (goal.over() == Over.POINT || !(goal.period() instanceof Span span)) {
            return List.of(year);
        }
        FiscalYear last = span.fiscalYear().compareTo(year) < 0 ? span.fiscalYear() : year;
        List<FiscalYear> years = new ArrayList<>();
        for (FiscalYear one = FiscalYear.containing(span.first()); one.compareTo(last) <= 0; one = one.plusYears(1)) {
            years.add(one);
        }
        return years;
    }

    /** Whether a goal that a part of the sum meets is met by the whole: 以上 and 超 are, 以下 may yet be missed. */
    private static boolean moreCannotHurt(Goal goal) {
        return switch (goal.comparator()) {
            case AT_LEAST, MORE_THAN -> true;
            case AT_MOST, LESS_THAN -> false;
        };
    }

    private static @Nullable Boolean achieved(BigDecimal judged, Promise.@Nullable Baseline baseline, Goal goal) {
        BigDecimal threshold = goal.relativeToBaseline() ? (baseline == null ? null : baseline.value()) : goal.value();
        return threshold == null ? null : goal.comparator().holds(judged, threshold);
    }

    private record Quotient(
            @Nullable BigDecimal value, @Nullable Sentence reason) {
        static Quotient undefined(Sentence why) {
            return new Quotient(null, why);
        }

        static Quotient percent(BigDecimal dividend, BigDecimal divisor) {
            return new Quotient(normal(dividend.multiply(HUNDRED).divide(divisor, EXACT)), null);
        }
    }

    /** 達成率 = judged ÷ goal, where more is better and nothing in it is negative. */
    private Quotient achievementRate(BigDecimal judged, Goal goal) {
        if (goal.relativeToBaseline() || goal.value() == null) {
            return Quotient.undefined(new Sentence("値のない目標（基準値との比較）です", "the goal has no value of its own"));
        }
        switch (promise.direction()) {
            case DOWN -> {
                return Quotient.undefined(new Sentence("少ないほどよい指標です", "less is better"));
            }
            case NONE -> {
                return Quotient.undefined(new Sentence("範囲の指標です", "the indicator is a range"));
            }
            case UP -> {}
        }
        if (goal.value().signum() <= 0) {
            return Quotient.undefined(new Sentence("目標が0以下です", "the goal is zero or less"));
        }
        if (judged.signum() < 0) {
            return Quotient.undefined(new Sentence("実績が0未満です", "the actual is below zero"));
        }
        return Quotient.percent(judged, goal.value());
    }

    /** 基準値からの進捗率 = (judged − baseline) ÷ (goal − baseline), where there is a way to go from one to the other. */
    private static Quotient baselineProgress(BigDecimal judged, Promise.@Nullable Baseline baseline, Goal goal) {
        BigDecimal from = baseline == null ? null : baseline.value();
        if (baseline == null || from == null) {
            return Quotient.undefined(new Sentence("基準値がありません", "there is no baseline"));
        }
        BigDecimal to = goal.value();
        if (goal.relativeToBaseline()
                || to == null
                || to.compareTo(from) == 0
                || goal.comparator().holds(from, to)) {
            return Quotient.undefined(
                    new Sentence("維持型の目標です（基準値がすでに目標を満たす）", "a target to be kept: the baseline already meets it"));
        }
        if (goal.over() == Over.CUMULATIVE) {
            return Quotient.undefined(new Sentence("累積の目標です", "the goal is cumulative"));
        }
        return Quotient.percent(judged.subtract(from), to.subtract(from));
    }

    /** A target of parts is achieved when all of them are; it has no rates of its own. */
    private static Figures ofParts(List<PartFigures> parts) {
        Sentence why = new Sentence("内訳ごとに判定します", "each part is judged on its own");
        Boolean achieved = Boolean.TRUE;
        for (PartFigures part : parts) {
            if (part.figures().achieved() == null) {
                achieved = null;
                break;
            }
            achieved = achieved && part.figures().achieved();
        }
        return new Figures(null, false, achieved, null, why, null, why, List.of(), 0);
    }

    private boolean isProvisional(FiscalYear year) {
        Goal goal = promise.goal();
        return (goal == null ? List.of(year) : span(goal, year))
                .stream()
                        .map(byYear::get)
                        .anyMatch(actual -> actual != null && actual.status() == KnownActual.Status.PROVISIONAL);
    }

    private Assessment.@Nullable Latest latest(FiscalYear year) {
        KnownActual newest = null;
        for (KnownActual actual : actuals) {
            boolean inTime = actual.period().fiscalYear().compareTo(year) <= 0;
            if (inTime && (actual.value() != null || !actual.parts().isEmpty())) {
                newest = actual;
            }
        }
        return newest == null
                ? null
                : new Assessment.Latest(newest.period(), newest.value(), newest.status(), newest.revision());
    }

    private Sentence sentence(Standing standing, FiscalYear year) {
        String shortYear = PERIODS.printShort(year);
        return switch (standing) {
            case BEFORE_PLAN ->
                new Sentence(
                        "計画期間前（" + PERIODS.printShort(begins()) + "から）",
                        "before the plan's first year, FY" + begins().year());
            case JUDGED -> judgedSentence(year, shortYear);
            case INCOMPLETE ->
                unknownYears(
                        figures(null, promise.baseline(), promise.goal(), year).unknownYears());
            case NO_ACTUAL -> new Sentence(shortYear + " 実績なし", "no actual for FY" + year.year());
            case MISSING_WITH_REASON -> {
                KnownActual actual = byYear.get(year);
                MissingReason reason = actual == null ? null : actual.missingReason();
                yield new Sentence(
                        shortYear + " " + (reason == null ? "" : reason.word()),
                        "FY" + year.year() + ": " + (reason == null ? "" : reason.name()));
            }
            case AFTER_GOAL -> new Sentence("目標年度の後（参考）", "after the goal's year, for reference");
            case NO_GOAL -> new Sentence("目標が定められていません", "no goal is set");
        };
    }

    private Sentence judgedSentence(FiscalYear year, String shortYear) {
        Goal goal = promise.goal();
        if (goal == null || goal.over() == Over.POINT) {
            return new Sentence(shortYear + "の実績で判定", "judged on the actual of FY" + year.year());
        }
        List<FiscalYear> span = span(goal, year);
        String years = PERIODS.printShort(span.getFirst()) + "〜" + PERIODS.printShort(span.getLast());
        return goal.over() == Over.CUMULATIVE
                ? new Sentence(years + "の累計で判定", "judged on the sum of " + span.size() + " years")
                : meanOf(years, span, goal);
    }

    /** 「5年中2年」: a mean always says how many of its span's years went into it. */
    private Sentence meanOf(String years, List<FiscalYear> soFar, Goal goal) {
        int whole = goal.period() instanceof Span span ? span.fiscalYears().size() : soFar.size();
        long known = soFar.stream().filter(one -> judgeable(one) != null).count();
        return new Sentence(
                years + "の平均で判定（" + whole + "年中" + known + "年）",
                "judged on the mean of " + known + " of " + whole + " years");
    }

    private FiscalYear begins() {
        Goal goal = promise.goal();
        if (goal != null && goal.over() != Over.POINT && goal.period() instanceof Span span) {
            FiscalYear first = FiscalYear.containing(span.first());
            return first.compareTo(promise.firstYear()) > 0 ? first : promise.firstYear();
        }
        return promise.firstYear();
    }

    private static Sentence unknownYears(List<FiscalYear> unknown) {
        List<String> years = unknown.stream().map(PERIODS::printShort).toList();
        return new Sentence(
                String.join("・", years) + " 未報告のため累計は下限です",
                "a lower bound: nothing is reported for "
                        + String.join(
                                ", ", unknown.stream().map(y -> "FY" + y.year()).toList()));
    }

    private static BigDecimal normal(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
}
