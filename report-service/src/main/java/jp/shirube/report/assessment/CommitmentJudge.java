package jp.shirube.report.assessment;

import static jp.shirube.report.assessment.YearBook.State.KNOWN;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jp.shirube.notation.FiscalYear;
import jp.shirube.promise.Over;
import jp.shirube.promise.Sentence;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.promise.rule.Method.MetEarly;
import jp.shirube.promise.rule.Method.NotAboveZero;
import jp.shirube.promise.rule.RatedFigure;
import jp.shirube.report.assessment.Facts.Graded;
import jp.shirube.report.assessment.Facts.Graded.Place;
import jp.shirube.report.assessment.Figures.Comparison;
import jp.shirube.report.assessment.Line.Expected;
import jp.shirube.report.assessment.Promise.Baseline;
import jp.shirube.report.assessment.Promise.Commitment;
import jp.shirube.report.assessment.Promise.Goal;
import jp.shirube.report.assessment.YearBook.State;
import org.jspecify.annotations.Nullable;

/** Judges one commitment, a target or one part of it, in any year. */
final class CommitmentJudge {

    private final Promise promise;
    private final Measure measure;
    private final Commitment commitment;
    private final GradingRule rule;
    private final YearBook book;
    private final Line line;
    private final Collecting collecting;
    private final Rating rating;
    private final Grading grading;

    CommitmentJudge(Promise promise, Commitment commitment, GradingRule rule, YearBook book) {
        this.promise = promise;
        this.measure = promise.measure();
        this.commitment = commitment;
        this.rule = rule;
        this.book = book;
        this.line = new Line(promise, commitment, rule.method());
        this.collecting = new Collecting(measure, commitment, rule.method(), book, line);
        this.rating = new Rating(measure, commitment, rule.method(), line);
        this.grading = new Grading(rule);
    }

    Figures in(FiscalYear asked) {
        Goal goal = commitment.goal();
        if (goal == null || !goal.isJudgeable()) {
            return ungraded(Standing.NO_GOAL, asked, null);
        }
        if (asked.compareTo(line.begins()) < 0) {
            return ungraded(Standing.BEFORE_PLAN, asked, null);
        }
        FiscalYear goalYear = promise.goalYear(commitment);
        if (asked.compareTo(goalYear) <= 0) {
            return graded(goal, asked, collecting.in(asked));
        }
        Figures found = graded(goal, goalYear, collecting.in(goalYear));
        return found.grade().isGiven() ? afterGoal(found, goalYear, asked) : found;
    }

    private Figures graded(Goal goal, FiscalYear asked, Judged judged) {
        Fraction value = judged.value();
        if (judged.state() == State.MET_BY_DASH) {
            return metByDash(asked);
        }
        if (value == null) {
            return ungraded(standing(judged.state()), asked, judged);
        }
        Boolean achieved = achieved(goal, judged, value);
        boolean suffices = Boolean.TRUE.equals(achieved);
        if (judged.state() == State.NOT_OVER && !suffices) {
            return ungraded(Standing.NOT_OVER, asked, judged);
        }
        if (judged.lowerBound() && achieved == null) {
            return ungraded(Standing.INCOMPLETE, asked, judged);
        }
        return judged(goal, asked, judged, value, achieved);
    }

    private Figures judged(Goal goal, FiscalYear asked, Judged judged, Fraction value, @Nullable Boolean achieved) {
        FiscalYear firstAchieved = firstAchieved(goal, asked, achieved);
        Expected expected = line.expected(judged.year(), judged.known());
        Rates rates = rating.of(goal, judged, value, expected);
        Facts facts = facts(goal, judged, value, achieved, firstAchieved, rates);
        Grade grade = withBasis(grading.of(facts), goal, value, expected);
        Boolean below = belowBaseline(goal, judged, value);
        Telling telling = new Telling(promise.measure(), commitment, line, rule);
        List<Comparison> compared = new Comparing(promise, commitment, rule, book).in(asked);
        List<Warning> warnings =
                new Warnings(promise, commitment, line, rule, book).of(asked, judged, expected, grade, compared);
        if (approximateBaselineDecides(goal, judged, grade)) {
            warnings.add(Warning.of(
                    Warning.Code.APPROXIMATE_BASELINE_DECIDES,
                    "基準値は「約」の値です。印字の最小の桁が一つ違えば、判定が変わります",
                    "the baseline is approximate: one printed digit would change the grade"));
        }
        return new Figures(
                Standing.JUDGED,
                telling.judgedOn(judged, asked),
                promise.goalYear(commitment),
                judged.year(),
                value.toDecimal(),
                judged.lowerBound(),
                judged.unknown(),
                goal.over() == Over.POINT ? 0 : judged.soFar().size(),
                judged.isProvisional(),
                expected.value() == null ? null : expected.value().toDecimal(),
                expected.reason(),
                expected.path(),
                rates,
                difference(goal, value, rates),
                achieved,
                firstAchieved,
                facts.maintain(),
                below,
                grade,
                compared,
                judged.inputs(),
                telling.explanation(judged, value, expected, grade, achieved, firstAchieved, below),
                warnings);
    }

    private Facts facts(
            Goal goal,
            Judged judged,
            Fraction value,
            @Nullable Boolean achieved,
            @Nullable FiscalYear firstAchieved,
            Rates rates) {
        Map<RatedFigure, Rate> byFigure = new EnumMap<>(RatedFigure.class);
        byFigure.put(RatedFigure.ACHIEVEMENT_RATE, rates.achievementRate());
        byFigure.put(RatedFigure.BASELINE_PROGRESS, rates.baselineProgress());
        byFigure.put(RatedFigure.EXPECTED_RATIO, rates.expectedRatio());
        byFigure.put(RatedFigure.SCHEDULE_PROGRESS, rates.scheduleProgress());
        byFigure.put(RatedFigure.FROM_BASELINE, rating.fromBaseline(goal, judged, value));
        byFigure.put(RatedFigure.FROM_LAST_ACTUAL, rating.fromLastActual(judged, book));
        boolean stays = (promise.staysMet() || rule.method().metEarly() == MetEarly.STAYS) && firstAchieved != null;
        return new Facts(
                judged.year().compareTo(promise.goalYear(commitment)) >= 0,
                new DefaultFigure(measure, commitment, rule.method(), line)
                        .of(goal, value, achieved, stays ? firstAchieved : null, rates),
                byFigure,
                stays ? Boolean.TRUE : achieved,
                line.isMaintain(),
                measure.survey(),
                false);
    }

    /** Whether the comparator is met; null where a sum that lacks years, or is still growing, cannot tell. */
    private @Nullable Boolean achieved(Goal goal, Judged judged, Fraction value) {
        Boolean meets = Line.meets(goal, value, line.baseline());
        if (meets == null || goal.over() != Over.CUMULATIVE) {
            return meets;
        }
        boolean wantsMore = switch (goal.comparator()) {
            case AT_LEAST, MORE_THAN -> true;
            case AT_MOST, LESS_THAN -> false;
        };
        boolean complete = !judged.lowerBound()
                && judged.state() == KNOWN
                && judged.year().compareTo(promise.goalYear(commitment)) >= 0;
        boolean open = judged.lowerBound() || judged.state() == State.NOT_OVER;
        if (wantsMore) {
            return open ? (meets && neverFalls() ? Boolean.TRUE : null) : meets;
        }
        return complete ? meets : (!meets && neverFalls() ? Boolean.FALSE : null);
    }

    /** Whether a sum can only grow. */
    private boolean neverFalls() {
        return !measure.canBeNegative()
                && book.all().stream().allMatch(actual -> {
                    BigDecimal value = actual.valueOf(commitment.part());
                    return value == null || value.signum() >= 0;
                });
    }

    /** 達成済: the first year of the plan in which the comparator was met. */
    private @Nullable FiscalYear firstAchieved(Goal goal, FiscalYear asked, @Nullable Boolean now) {
        for (FiscalYear year = line.begins(); year.compareTo(asked) < 0; year = year.plusYears(1)) {
            Judged judged = collecting.in(year);
            Fraction value = judged.value();
            if (value != null && judged.year().equals(year) && Boolean.TRUE.equals(achieved(goal, judged, value))) {
                return year;
            }
        }
        return Boolean.TRUE.equals(now) ? asked : null;
    }

    private @Nullable Boolean belowBaseline(Goal goal, Judged judged, Fraction value) {
        if (judged.known() == 0) {
            return null;
        }
        Quotient from = rating.fromBaseline(goal, judged, value).quotient();
        return from == null ? null : from.dividend().signum() < 0;
    }

    private @Nullable BigDecimal difference(Goal goal, Fraction value, Rates rates) {
        BigDecimal to = goal.value();
        boolean wanted = rule.method().notAboveZero() == NotAboveZero.DIFFERENCE
                && rates.achievementRate().quotient() == null;
        return wanted && to != null ? value.minus(Fraction.of(to)).toDecimal() : null;
    }

    /** The same grade with how it came about. */
    private Grade withBasis(Grade grade, Goal goal, Fraction value, Expected expected) {
        Sentence basis = grade.by() == null
                ? grade.basis()
                : new Telling(promise.measure(), commitment, line, rule)
                        .formula(grade.by(), goal, value, expected, grade.percent());
        return new Grade(
                grade.symbol(),
                grade.label(),
                grade.score(),
                grade.reason(),
                grade.by(),
                grade.percent(),
                basis,
                grade.axes(),
                grade.rule(),
                grade.version(),
                grade.ruleName());
    }

    /** 約: the grade is looked at again with the baseline one printed digit lower and higher. */
    private boolean approximateBaselineDecides(Goal goal, Judged judged, Grade grade) {
        Baseline baseline = commitment.baseline();
        if (baseline == null || !baseline.approximate() || baseline.value() == null) {
            return false;
        }
        int decimals =
                baseline.printedDecimals() == null ? Math.max(baseline.value().scale(), 0) : baseline.printedDecimals();
        BigDecimal digit = BigDecimal.ONE.movePointLeft(decimals);
        return !symbolWith(baseline.withValue(baseline.value().add(digit)), goal, judged)
                        .equals(grade.symbol())
                || !symbolWith(baseline.withValue(baseline.value().subtract(digit)), goal, judged)
                        .equals(grade.symbol());
    }

    private String symbolWith(Baseline baseline, Goal goal, Judged judged) {
        CommitmentJudge other = new CommitmentJudge(promise, commitment.withBaseline(baseline), rule, book);
        Fraction value = judged.value();
        if (value == null) {
            return Grade.NONE;
        }
        Expected expected = other.line.expected(judged.year(), judged.known());
        Boolean achieved = other.achieved(goal, judged, value);
        return other.grading
                .of(other.facts(goal, judged, value, achieved, null, other.rating.of(goal, judged, value, expected)))
                .symbol();
    }

    /**
     * The figures of a year under this commitment, to be set beside those of another.
     *
     * @param ownYear whether only the goal's own year is compared
     */
    Comparison compare(Comparison.Kind kind, @Nullable Integer edition, FiscalYear asked, boolean ownYear) {
        Goal goal = Objects.requireNonNull(commitment.goal());
        FiscalYear goalYear = promise.goalYear(commitment);
        FiscalYear year = ownYear || asked.compareTo(goalYear) > 0 ? goalYear : asked;
        Judged judged = collecting.in(year);
        Fraction value = ownYear && !judged.year().equals(goalYear) ? null : judged.value();
        return new Comparison(
                kind,
                edition,
                goalYear,
                goal.value(),
                commitment.baseline() == null ? null : commitment.baseline().value(),
                value == null ? null : value.toDecimal(),
                value == null ? null : achieved(goal, judged, value),
                value == null
                        ? Rate.undefined("その年の実績がありません", "there is no actual for that year")
                        : rating.of(goal, judged, value, line.expected(year, judged.known()))
                                .achievementRate());
    }

    private Figures metByDash(FiscalYear asked) {
        Facts facts = new Facts(
                asked.compareTo(promise.goalYear(commitment)) >= 0,
                new Graded.Verdict(
                        Place.TOP,
                        new Sentence("算定なし（－）は目標を満たすことを意味する指標です", "not calculated (－) means that the goal is met")),
                Map.of(),
                Boolean.TRUE,
                line.isMaintain(),
                measure.survey(),
                true);
        Grade grade = grading.of(facts);
        Sentence why = new Sentence("算定なし（－）", "not calculated (－)");
        return new Figures(
                Standing.JUDGED,
                why,
                promise.goalYear(commitment),
                asked,
                null,
                false,
                List.of(),
                0,
                false,
                null,
                why,
                null,
                Rates.none(why),
                null,
                Boolean.TRUE,
                asked,
                line.isMaintain(),
                null,
                grade,
                List.of(),
                List.of(),
                new Telling(promise.measure(), commitment, line, rule).dash(asked, grade),
                new ArrayList<>());
    }

    private Figures ungraded(Standing standing, FiscalYear asked, @Nullable Judged judged) {
        Telling telling = new Telling(promise.measure(), commitment, line, rule);
        Sentence why = telling.standing(standing, asked, judged, book);
        Fraction value = judged == null ? null : judged.value();
        List<Warning> warnings = new ArrayList<>();
        List<Comparison> compared = List.of();
        Expected expected = Expected.none(why.ja(), why.en());
        if (standing != Standing.NO_GOAL && standing != Standing.BEFORE_PLAN) {
            expected = line.expected(asked, judged == null ? 0 : judged.known());
            compared = new Comparing(promise, commitment, rule, book).in(asked);
            warnings.addAll(new Warnings(promise, commitment, line, rule, book)
                    .of(asked, Judged.nothing(State.NOT_REPORTED, asked), expected, grading.none(why), compared));
        }
        return new Figures(
                standing,
                why,
                promise.goalYear(commitment),
                value == null ? null : asked,
                value == null ? null : value.toDecimal(),
                judged != null
                        && value != null
                        && commitment.isCumulative()
                        && !judged.unknown().isEmpty(),
                judged == null ? List.of() : judged.unknown(),
                judged == null || value == null ? 0 : judged.soFar().size(),
                judged != null && judged.isProvisional(),
                expected.value() == null ? null : expected.value().toDecimal(),
                expected.reason(),
                expected.path(),
                Rates.none(why),
                null,
                null,
                null,
                line.isMaintain(),
                null,
                grading.none(why),
                compared,
                judged == null ? List.of() : judged.inputs(),
                telling.ungraded(standing, judged, why),
                warnings);
    }

    private static Standing standing(State state) {
        return switch (state) {
            case KNOWN, MET_BY_DASH -> Standing.JUDGED;
            case MISSING_WITH_REASON -> Standing.MISSING_WITH_REASON;
            case ESTIMATED -> Standing.ESTIMATED;
            case FOR_REFERENCE -> Standing.FOR_REFERENCE;
            case NOT_OVER -> Standing.NOT_OVER;
            case NOT_PUBLISHED -> Standing.NOT_PUBLISHED;
            case NOT_REPORTED -> Standing.NOT_REPORTED;
            case NO_SURVEY -> Standing.NO_SURVEY;
        };
    }

    /** The grade of the goal's year stays. */
    private Figures afterGoal(Figures found, FiscalYear goalYear, FiscalYear asked) {
        String later = book.usable(asked, commitment.part())
                .map(actual -> actual.valueOf(commitment.part()))
                .map(value -> Words.figure(measure, value))
                .orElse("");
        Sentence reason = new Sentence(
                "目標年度（" + Words.ja(goalYear) + "）の後。" + Words.ja(goalYear) + "の判定のままです"
                        + (later.isEmpty() ? "" : "（参考：" + Words.ja(asked) + "の実績" + later + "）"),
                "after the goal's year " + Words.en(goalYear) + ": its grade stays"
                        + (later.isEmpty() ? "" : " (for reference: " + Words.en(asked) + " is " + later + ")"));
        return new Figures(
                Standing.AFTER_GOAL,
                reason,
                goalYear,
                found.figureYear(),
                found.judged(),
                found.lowerBound(),
                found.incomplete(),
                found.yearsOfSpan(),
                found.provisional(),
                found.expected(),
                found.expectedReason(),
                found.path(),
                found.rates(),
                found.difference(),
                found.achieved(),
                found.achievedFirstIn(),
                found.maintain(),
                found.belowBaseline(),
                found.grade(),
                found.compared(),
                found.inputs(),
                new Sentence(
                        reason.ja() + "。" + found.explanation().ja(),
                        Telling.capitalised(reason.en()) + ". "
                                + found.explanation().en()),
                found.warnings());
    }
}
