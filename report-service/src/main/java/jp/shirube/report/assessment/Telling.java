package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.GoalComparator;
import jp.shirube.notation.MissingReason;
import jp.shirube.promise.Over;
import jp.shirube.promise.Sentence;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.promise.rule.Method.Path;
import jp.shirube.promise.rule.RatedFigure;
import jp.shirube.report.assessment.Line.Expected;
import jp.shirube.report.assessment.Promise.Baseline;
import jp.shirube.report.assessment.Promise.Commitment;
import jp.shirube.report.assessment.Promise.Goal;
import org.jspecify.annotations.Nullable;

/** Says in words how an assessment came about. */
final class Telling {

    private final Measure measure;
    private final Commitment commitment;
    private final Line line;
    private final GradingRule rule;

    Telling(Measure measure, Commitment commitment, Line line, GradingRule rule) {
        this.measure = measure;
        this.commitment = commitment;
        this.line = line;
        this.rule = rule;
    }

    /** On which figure a year is judged. */
    Sentence judgedOn(Judged judged, FiscalYear asked) {
        Goal goal = Objects.requireNonNull(commitment.goal());
        List<FiscalYear> soFar = judged.soFar();
        return switch (goal.over()) {
            case POINT ->
                judged.year().equals(asked)
                        ? new Sentence(Words.ja(asked) + "の実績で判定", "judged on the actual of " + Words.en(asked))
                        : new Sentence(
                                Words.ja(asked) + "の値はまだなく、" + Words.ja(judged.year()) + "の値で判定",
                                "nothing is known of " + Words.en(asked) + " yet: judged on the actual of "
                                        + Words.en(judged.year()));
            case CUMULATIVE ->
                new Sentence(Words.jaSpan(soFar) + "の累計で判定", "judged on the sum of " + Words.enSpan(soFar));
            case AVERAGE -> {
                int whole = line.span().size();
                yield new Sentence(
                        Words.jaSpan(soFar) + "の平均で判定（" + whole + "年中" + judged.known() + "年）",
                        "judged on the mean of " + judged.known() + " of " + whole + " years");
            }
        };
    }

    /** Why nothing is graded. */
    Sentence standing(Standing standing, FiscalYear asked, @Nullable Judged judged, YearBook book) {
        String ja = Words.ja(asked);
        String en = Words.en(asked);
        return switch (standing) {
            case BEFORE_PLAN ->
                new Sentence(
                        "計画期間前（" + Words.ja(line.begins()) + "から）",
                        "before the first year to be judged, " + Words.en(line.begins()));
            case NO_GOAL -> new Sentence("目標が定められていません", "no goal is set");
            case NOT_OVER -> new Sentence(ja + "は終わっていません", en + " is not over");
            case NOT_PUBLISHED -> new Sentence(ja + " 未公表", "not yet published for " + en);
            case NOT_REPORTED -> new Sentence(ja + " 未報告", "nothing is reported for " + en);
            case NO_SURVEY -> new Sentence(ja + "は調査のない年です", "there is no survey in " + en);
            case ESTIMATED ->
                new Sentence(ja + "は見込です（判定しません）", "only an estimate for " + en + ", which is not graded");
            case FOR_REFERENCE ->
                new Sentence(ja + "は参考です（この基準では判定しません）", "for reference: the rule does not grade such a figure");
            case MISSING_WITH_REASON -> missing(book.in(asked), ja, en);
            case INCOMPLETE -> {
                List<FiscalYear> unknown = judged == null ? List.of() : judged.unknown();
                yield new Sentence(
                        Words.ja(unknown) + " 未報告のため累計は下限です",
                        "a lower bound: nothing is reported for " + Words.en(unknown));
            }
            case JUDGED, AFTER_GOAL -> throw new IllegalArgumentException("graded: " + standing);
        };
    }

    private static Sentence missing(@Nullable KnownActual actual, String ja, String en) {
        MissingReason reason = actual == null ? null : actual.missingReason();
        return reason == null
                ? new Sentence(ja + " 値なし", en + ": no value")
                : new Sentence(
                        ja + " " + reason.word(),
                        en + ": " + reason.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** The formula with its numbers. */
    Sentence formula(RatedFigure figure, Goal goal, Fraction value, Expected expected, @Nullable BigDecimal percent) {
        String judged = number(value);
        String from = line.baseline() == null ? "－" : number(line.baseline());
        String to = goal.value() == null ? "－" : Words.number(measure, goal.value());
        String due = expected.value() == null ? "－" : number(expected.value());
        boolean sum = goal.over() == Over.CUMULATIVE;
        String terms = switch (figure) {
            case ACHIEVEMENT_RATE -> judged + " ÷ " + to;
            case EXPECTED_RATIO -> judged + " ÷ " + due;
            case SCHEDULE_PROGRESS ->
                sum ? judged + " ÷ " + due : "(" + judged + " − " + from + ") ÷ (" + due + " − " + from + ")";
            case BASELINE_PROGRESS -> "(" + judged + " − " + from + ") ÷ (" + to + " − " + from + ")";
            case FROM_BASELINE, FROM_LAST_ACTUAL, GRADED -> "";
        };
        String equals = terms.isEmpty() ? " " : " = ";
        return new Sentence(
                name(figure).ja() + " " + terms + equals + Words.percent(percent),
                name(figure).en() + " " + terms + equals + Words.percent(percent));
    }

    static Sentence name(RatedFigure figure) {
        String ja = switch (figure) {
            case GRADED -> "判定する率";
            case ACHIEVEMENT_RATE -> "達成率";
            case BASELINE_PROGRESS -> "基準値からの進捗率";
            case EXPECTED_RATIO -> "期待値比";
            case SCHEDULE_PROGRESS -> "計画線比";
            case FROM_BASELINE -> "基準値との差の割合";
            case FROM_LAST_ACTUAL -> "前回の実績との差の割合";
        };
        return new Sentence(ja, figure.word());
    }

    Sentence explanation(
            Judged judged,
            Fraction value,
            Expected expected,
            Grade grade,
            @Nullable Boolean achieved,
            @Nullable FiscalYear firstAchieved,
            @Nullable Boolean below) {
        Goal goal = Objects.requireNonNull(commitment.goal());
        StringBuilder ja = new StringBuilder(promised(goal).ja()).append("に対し、");
        StringBuilder en =
                new StringBuilder("Promised: ").append(promised(goal).en()).append(". ");
        Sentence reached = reached(goal, judged, value);
        ja.append(reached.ja()).append("です");
        en.append(reached.en());
        if (expected.value() != null) {
            Sentence due = due(goal, judged, expected);
            ja.append("（").append(due.ja()).append("）");
            en.append(" (").append(due.en()).append(")");
        }
        ja.append("。");
        en.append(". ");
        Sentence basis = grade.basis();
        if (basis != null) {
            ja.append(basis.ja()).append("。");
            en.append(basis.en()).append(". ");
        }
        append(ja, en, gradedBy(grade));
        if (grade.axes().stream().anyMatch(Grade.AxisGrade::dropped)) {
            append(
                    ja,
                    en,
                    new Sentence(
                            "率は足りていますが目標を達成していないため、一段下げています。",
                            "The rate would suffice, but the goal is not achieved: one level lower."));
        }
        if (Boolean.TRUE.equals(below)) {
            append(ja, en, worse(goal, judged, value));
        }
        if (firstAchieved != null && !Boolean.TRUE.equals(achieved)) {
            append(
                    ja,
                    en,
                    new Sentence(
                            Words.ja(firstAchieved) + "に一度達成しています。",
                            "It was achieved once, in " + Words.en(firstAchieved) + "."));
        }
        if (Boolean.FALSE.equals(achieved) && !grade.isGiven()) {
            append(ja, en, new Sentence("目標は達成していません。", "The goal is not achieved."));
        }
        return new Sentence(ja.toString(), en.toString().strip());
    }

    /** 基準値を下回る said as what it is: of a sum per year, of less-is-better upwards. */
    private Sentence worse(Goal goal, Judged judged, Fraction value) {
        boolean sum = goal.over() == Over.CUMULATIVE;
        Fraction from = sum ? line.perYear() : line.baseline();
        if (from == null) {
            return new Sentence("", "");
        }
        String figure =
                Words.figure(measure, (sum ? value.over(Fraction.of(Math.max(judged.known(), 1))) : value).toDecimal());
        String baseline = Words.figure(measure, from.toDecimal());
        return new Sentence(
                (sum ? "年平均" : "") + figure + "は、基準値" + (sum ? "の年あたり" : "") + baseline + "より悪い水準です。",
                figure + (sum ? " a year" : "") + " is worse than the baseline's " + baseline + ".");
    }

    private static void append(StringBuilder ja, StringBuilder en, Sentence sentence) {
        ja.append(sentence.ja());
        en.append(sentence.en()).append(' ');
    }

    /** Why nothing is graded, after what was promised and how far it is known. */
    Sentence ungraded(Standing standing, @Nullable Judged judged, Sentence why) {
        Goal goal = commitment.goal();
        if (goal == null || standing == Standing.NO_GOAL) {
            return new Sentence(why.ja() + "。", capitalised(why.en()) + ".");
        }
        Sentence promised = promised(goal);
        if (judged == null || judged.value() == null) {
            return new Sentence(
                    why.ja() + "（" + promised.ja() + "）。",
                    capitalised(why.en()) + " (promised: " + promised.en() + ").");
        }
        Sentence reached = reached(goal, judged, judged.value());
        return new Sentence(
                promised.ja() + "に対し、" + reached.ja() + "です。" + why.ja() + "。",
                "Promised: " + promised.en() + ". " + reached.en() + ". " + capitalised(why.en()) + ".");
    }

    static String capitalised(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    Sentence dash(FiscalYear asked, Grade grade) {
        Sentence basis = Objects.requireNonNull(grade.basis());
        Sentence by = gradedBy(grade);
        return new Sentence(
                Words.ja(asked) + "は算定なし（－）です。" + basis.ja() + "。" + by.ja(),
                Words.en(asked) + " is not calculated (－). " + basis.en() + ". " + by.en());
    }

    private Sentence gradedBy(Grade grade) {
        String version = "（第" + grade.version() + "版）";
        String english = rule.name().en() + " (version " + grade.version() + ")";
        Sentence label = grade.label();
        Sentence reason = grade.reason();
        if (reason != null || label == null) {
            String why = reason == null ? "" : reason.ja();
            String whyEn = reason == null ? "" : reason.en();
            return new Sentence(
                    "評価基準「" + rule.name().ja() + "」" + version + "では判定できません：" + why + "。",
                    english + " gives no grade: " + whyEn + ".");
        }
        return new Sentence(
                "評価基準「" + rule.name().ja() + "」" + version + "により" + grade.symbol() + "（" + label.ja() + "）。",
                english + " gives " + grade.symbol() + " (" + label.en() + ").");
    }

    /** R3〜R7の累計114人以上. */
    private Sentence promised(Goal goal) {
        List<FiscalYear> span = line.span();
        String what = goal.relativeToBaseline() ? "「基準値" + baselineFigure() : figures(goal);
        String whatEn = goal.relativeToBaseline() ? "the baseline" + baselineFigure() : figures(goal);
        String comparator = goal.isRange() ? "" : goal.comparator().word();
        if (goal.relativeToBaseline()) {
            comparator = (goal.comparator() == GoalComparator.MORE_THAN ? "より向上" : comparator) + "」";
        }
        String comparatorEn = goal.isRange()
                ? "within "
                : switch (goal.comparator()) {
                    case AT_LEAST -> "at least ";
                    case AT_MOST -> "at most ";
                    case LESS_THAN -> "less than ";
                    case MORE_THAN -> "more than ";
                };
        return switch (goal.over()) {
            case POINT ->
                new Sentence(
                        Words.ja(goal.period() == null ? span.getLast() : goal.period()) + "の目標" + what + comparator,
                        comparatorEn + whatEn + " in " + Words.en(span.getLast()));
            case CUMULATIVE ->
                new Sentence(
                        Words.jaSpan(span) + "の累計" + what + comparator,
                        comparatorEn + whatEn + " in all over " + Words.enSpan(span));
            case AVERAGE ->
                new Sentence(
                        Words.jaSpan(span) + "の平均" + what + comparator,
                        comparatorEn + whatEn + " a year on average over " + Words.enSpan(span));
        };
    }

    private String baselineFigure() {
        Fraction baseline = line.baseline();
        return baseline == null ? "" : "（" + Words.figure(measure, baseline.toDecimal()) + "）";
    }

    private String figures(Goal goal) {
        BigDecimal value = goal.value();
        BigDecimal upTo = goal.upTo();
        String lower = value == null ? "" : Words.figure(measure, value);
        return upTo == null ? lower : lower + "〜" + Words.figure(measure, upTo);
    }

    private Sentence reached(Goal goal, Judged judged, Fraction value) {
        String figure = Words.figure(measure, value.toDecimal());
        String year = Words.ja(judged.year());
        return switch (goal.over()) {
            case POINT ->
                new Sentence(
                        Words.ja(judged.inputs().getFirst().period()) + "の実績は" + figure,
                        Words.en(judged.year()) + " is " + figure);
            case CUMULATIVE ->
                new Sentence(
                        year + "までの累計は" + figure + (judged.lowerBound() ? "以上" : ""),
                        "So far, up to " + Words.en(judged.year()) + ", " + (judged.lowerBound() ? "at least " : "")
                                + figure);
            case AVERAGE ->
                new Sentence(
                        year + "までの平均は" + figure + "（" + line.span().size() + "年中" + judged.known() + "年"
                                + (judged.unknown().isEmpty() ? "" : "、" + Words.ja(judged.unknown()) + "の実績なし") + "）",
                        "The mean up to " + Words.en(judged.year()) + " is " + figure + " (" + judged.known() + " of "
                                + line.span().size() + " years)");
        };
    }

    private Sentence due(Goal goal, Judged judged, Expected expected) {
        String figure =
                Words.figure(measure, Objects.requireNonNull(expected.value()).toDecimal());
        Sentence way = way(goal, expected.path());
        return new Sentence(
                Words.ja(judged.year()) + "の期待値" + figure + "：" + way.ja(), "expected " + figure + ": " + way.en());
    }

    private Sentence way(Goal goal, @Nullable Path path) {
        if (goal.over() == Over.CUMULATIVE) {
            return new Sentence("期間で均等に積み上げ", "an even share of the span");
        }
        if (goal.over() == Over.AVERAGE) {
            Sentence baseline = baselineWords();
            boolean known = line.baseline() != null;
            return new Sentence(
                    "毎年、目標と同じ" + (known ? "。" + baseline.ja() : ""),
                    "the goal, every year" + (known ? "; " + baseline.en() : ""));
        }
        String milestones = commitment.milestones().isEmpty() ? "" : "中間目標を通る";
        String through = commitment.milestones().isEmpty() ? "" : " through the milestones";
        return switch (path) {
            case null -> new Sentence("", "");
            case LINEAR ->
                new Sentence(
                        baselineWords().ja() + "から" + milestones + "直線",
                        "a straight line from " + baselineWords().en() + through);
            case FROM_PLAN_START ->
                new Sentence(
                        "基準値を計画開始の前年に置いた" + milestones + "直線",
                        "a straight line from the year before the plan" + through);
            case FLAT -> new Sentence("毎年、目標と同じ", "the goal, every year");
            case STEP -> new Sentence("段階（中間目標ごと）", "in steps, from milestone to milestone");
            case PROPORTION -> new Sentence("目標に対する計画年数の割合", "a share of the goal for each year of the plan");
        };
    }

    private Sentence baselineWords() {
        Baseline baseline = commitment.baseline();
        Fraction from = line.baseline();
        if (baseline == null || from == null || baseline.period() == null) {
            return new Sentence("中間目標", "a milestone");
        }
        String figure = Words.figure(measure, from.toDecimal());
        String perYear = baseline.accumulation() == Accumulation.SUM ? "年あたり" : "";
        String about = baseline.approximate() ? "約" : "";
        return new Sentence(
                "基準値" + perYear + about + figure + "（" + Words.ja(baseline.period()) + "）",
                "the baseline " + (about.isEmpty() ? "" : "of about ") + figure + " ("
                        + Words.en(measure.yearOf(baseline.period())) + ")");
    }

    private String number(Fraction value) {
        return Words.number(measure, value.toDecimal());
    }
}
