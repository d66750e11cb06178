package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import jp.shirube.promise.Sentence;
import jp.shirube.promise.rule.Axis;
import jp.shirube.promise.rule.Bounds;
import jp.shirube.promise.rule.Condition;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.promise.rule.GradingRule.Overall;
import jp.shirube.promise.rule.GradingRule.Rounding;
import jp.shirube.promise.rule.Level;
import jp.shirube.promise.rule.RatedFigure;
import jp.shirube.report.assessment.Facts.Graded;
import jp.shirube.report.assessment.Grade.AxisGrade;
import org.jspecify.annotations.Nullable;

/** Applies a grading rule to what was found. */
final class Grading {

    private static final Sentence BY_PEOPLE = new Sentence("人が判定する項目です", "given by people");

    private final GradingRule rule;

    Grading(GradingRule rule) {
        this.rule = rule;
    }

    /** No grade, and why. */
    Grade none(Sentence reason) {
        List<AxisGrade> axes =
                rule.axes().stream().map(axis -> ungraded(axis, reason)).toList();
        return new Grade(
                Grade.NONE, null, null, reason, null, null, null, axes, rule.id(), rule.version(), rule.name());
    }

    Grade of(Facts facts) {
        List<Found> found =
                rule.axes().stream().map(axis -> new Look(axis, facts).find()).toList();
        List<AxisGrade> axes = found.stream().map(Found::grade).toList();
        Found first = found.getFirst();
        AxisGrade whole = rule.overall() == null ? first.grade() : overall(rule.overall(), axes);
        return new Grade(
                whole.symbol(),
                whole.label(),
                whole.score(),
                whole.reason(),
                first.by(),
                first.by() == null ? null : facts.rate(first.by()).percent(),
                first.basis(),
                axes,
                rule.id(),
                rule.version(),
                rule.name());
    }

    private static AxisGrade ungraded(Axis axis, Sentence reason) {
        return new AxisGrade(axis.id(), axis.name(), Grade.NONE, null, null, reason, false);
    }

    private AxisGrade overall(Overall overall, List<AxisGrade> axes) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal worst = null;
        for (AxisGrade axis : axes) {
            BigDecimal score = axis.score();
            if (score == null) {
                Sentence reason = axis.reason() == null
                        ? new Sentence(
                                axis.name().ja() + "に点数がありません",
                                "no score for " + axis.name().en())
                        : new Sentence(
                                axis.name().ja() + "：" + axis.reason().ja(),
                                axis.name().en() + ": " + axis.reason().en());
                return new AxisGrade("overall", rule.name(), Grade.NONE, null, null, reason, false);
            }
            sum = sum.add(score);
            worst = worst == null ? score : worst.min(score);
        }
        Fraction reached = switch (overall.by()) {
            case SUM_OF_SCORES -> Fraction.of(sum);
            case MEAN_OF_SCORES -> Fraction.of(sum).over(Fraction.of(axes.size()));
            case WORST -> Fraction.of(worst == null ? BigDecimal.ZERO : worst);
        };
        return overall.steps().stream()
                .filter(step -> step.atLeast() == null || reached.compareTo(Fraction.of(step.atLeast())) >= 0)
                .findFirst()
                .map(step ->
                        new AxisGrade("overall", rule.name(), step.symbol(), step.label(), step.score(), null, false))
                .orElseGet(() -> new AxisGrade(
                        "overall",
                        rule.name(),
                        Grade.NONE,
                        null,
                        null,
                        new Sentence("総合の段階に当てはまりません", "below every step of the overall grade"),
                        false));
    }

    /** @param by the figure that decided; null when the comparator, 維持型 or nothing did */
    private record Found(
            AxisGrade grade,
            @Nullable RatedFigure by,
            @Nullable Sentence basis) {}

    /** One axis and one target. */
    private final class Look {

        private final Axis axis;
        private final Facts facts;
        private final List<Level> levels;
        private @Nullable Sentence untold;

        Look(Axis axis, Facts facts) {
            this.axis = axis;
            this.facts = facts;
            this.levels = axis.levelsOf(facts.goalYear()).stream()
                    .filter(level -> !level.humanOnly())
                    .toList();
        }

        Found find() {
            if (levels.isEmpty()) {
                return new Found(ungraded(axis, BY_PEOPLE), null, null);
            }
            if (facts.metWithoutFigure()) {
                return new Found(grade(levels.getFirst(), false), null, verdict());
            }
            boolean byGraded =
                    levels.stream().anyMatch(level -> figures(level.when()).contains(RatedFigure.GRADED));
            if (byGraded && facts.graded() instanceof Graded.Verdict verdict) {
                int last = levels.size() - 1;
                int at = switch (verdict.place()) {
                    case TOP -> 0;
                    case SECOND -> Math.min(1, last);
                    case LOWEST -> last;
                };
                return new Found(grade(levels.get(at), false), null, verdict.basis());
            }
            if (byGraded && facts.graded() instanceof Graded.Nothing nothing) {
                return new Found(ungraded(axis, nothing.reason()), null, null);
            }
            return firstMatch();
        }

        private @Nullable Sentence verdict() {
            return facts.graded() instanceof Graded.Verdict verdict ? verdict.basis() : null;
        }

        private Found firstMatch() {
            for (int at = 0; at < levels.size(); at++) {
                Condition when = levels.get(at).when();
                Boolean holds = when == null ? Boolean.TRUE : holds(when);
                if (holds == null) {
                    Sentence reason = untold == null ? new Sentence("判定できません", "cannot be told") : untold;
                    return new Found(ungraded(axis, reason), null, null);
                }
                if (holds) {
                    return matched(at);
                }
            }
            return new Found(
                    ungraded(axis, new Sentence("どの段階にも当てはまりません", "no level of the rule matches")), null, null);
        }

        private Found matched(int at) {
            boolean drops = at == 0
                    && levels.size() > 1
                    && axis.topNeedsAchieved()
                    && facts.goalYear()
                    && Boolean.FALSE.equals(facts.achieved());
            RatedFigure figure = decisive(at);
            RatedFigure by = figure == RatedFigure.GRADED && facts.graded() instanceof Graded.ByRate rate
                    ? rate.figure()
                    : figure;
            return new Found(grade(levels.get(drops ? 1 : at), drops), by, null);
        }

        /** The figure the matching level looks at; for the level that takes the rest, what the one before looked at. */
        private @Nullable RatedFigure decisive(int at) {
            for (int one = at; one >= 0; one--) {
                List<RatedFigure> figures = figures(levels.get(one).when());
                if (!figures.isEmpty()) {
                    return figures.getFirst();
                }
            }
            return null;
        }

        private AxisGrade grade(Level level, boolean dropped) {
            return new AxisGrade(axis.id(), axis.name(), level.symbol(), level.label(), level.score(), null, dropped);
        }

        /** Null when it cannot be told. */
        private @Nullable Boolean holds(Condition condition) {
            return switch (condition) {
                case Condition.All all -> all(all.conditions());
                case Condition.Any any -> any(any.conditions());
                case Condition.Not not -> {
                    Boolean inner = holds(not.condition());
                    yield inner == null ? null : !inner;
                }
                case Condition.Within within -> within(within);
                case Condition.Achieved achieved -> {
                    if (facts.achieved() == null) {
                        untold = new Sentence("達成したか判定できません", "whether it is achieved cannot be told");
                        yield null;
                    }
                    yield facts.achieved() == achieved.expected();
                }
                case Condition.Maintain maintain -> facts.maintain() == maintain.expected();
                case Condition.Survey survey -> facts.survey() == survey.expected();
            };
        }

        private @Nullable Boolean all(List<Condition> conditions) {
            Boolean result = Boolean.TRUE;
            for (Condition one : conditions) {
                Boolean holds = holds(one);
                if (Boolean.FALSE.equals(holds)) {
                    return Boolean.FALSE;
                }
                result = holds == null ? null : result;
            }
            return result;
        }

        private @Nullable Boolean any(List<Condition> conditions) {
            Boolean result = Boolean.FALSE;
            for (Condition one : conditions) {
                Boolean holds = holds(one);
                if (Boolean.TRUE.equals(holds)) {
                    return Boolean.TRUE;
                }
                result = holds == null ? null : result;
            }
            return result;
        }

        private @Nullable Boolean within(Condition.Within within) {
            Rate rate = facts.rate(within.figure());
            if (rate.quotient() == null) {
                untold = rate.reason();
                return null;
            }
            return isWithin(rate.quotient(), within.bounds(), rule.rounding());
        }
    }

    private static boolean isWithin(Quotient quotient, Bounds bounds, Rounding rounding) {
        return (bounds.atLeast() == null || quotient.compareTo(bounds.atLeast(), rounding) >= 0)
                && (bounds.moreThan() == null || quotient.compareTo(bounds.moreThan(), rounding) > 0)
                && (bounds.atMost() == null || quotient.compareTo(bounds.atMost(), rounding) <= 0)
                && (bounds.below() == null || quotient.compareTo(bounds.below(), rounding) < 0);
    }

    private static List<RatedFigure> figures(@Nullable Condition condition) {
        return switch (condition) {
            case null -> List.of();
            case Condition.Within within -> List.of(within.figure());
            case Condition.Not not -> figures(not.condition());
            case Condition.All all -> figures(all.conditions());
            case Condition.Any any -> figures(any.conditions());
            case Condition.Achieved achieved -> List.of();
            case Condition.Maintain maintain -> List.of();
            case Condition.Survey survey -> List.of();
        };
    }

    private static List<RatedFigure> figures(List<Condition> conditions) {
        List<RatedFigure> figures = new ArrayList<>();
        conditions.forEach(one -> figures.addAll(figures(one)));
        return figures;
    }

    /** The grade of a target from those of its parts, as the rule puts them together. */
    Grade ofParts(List<Grade> parts) {
        List<Grade> given = parts.stream().filter(Grade::isGiven).toList();
        Sentence why = new Sentence("内訳に判定できないものがあります", "some parts cannot be graded");
        Optional<Grade> chosen = switch (rule.method().parts()) {
            case WORST -> given.size() < parts.size() ? Optional.empty() : extreme(given, -1);
            case ANY -> extreme(given, 1);
            case MEAN -> given.size() < parts.size() ? Optional.empty() : nearest(given);
        };
        return chosen.map(grade -> new Grade(
                        grade.symbol(),
                        grade.label(),
                        grade.score(),
                        null,
                        null,
                        null,
                        switch (rule.method().parts()) {
                            case WORST -> new Sentence("内訳のうち最も低い判定", "the lowest of its parts");
                            case ANY -> new Sentence("内訳のうち最も高い判定", "the highest of its parts");
                            case MEAN -> new Sentence("内訳の点数の平均", "the mean of the scores of its parts");
                        },
                        List.of(),
                        rule.id(),
                        rule.version(),
                        rule.name()))
                .orElseGet(() -> none(given.isEmpty() && !parts.isEmpty() ? reasonOf(parts, why) : why));
    }

    private static Sentence reasonOf(List<Grade> parts, Sentence otherwise) {
        Sentence reason = parts.getFirst().reason();
        return reason == null ? otherwise : reason;
    }

    /** By place in the rule's first axis: scores may be missing. */
    private Optional<Grade> extreme(List<Grade> grades, int sign) {
        return grades.stream().min((one, other) -> sign * Integer.compare(place(one), place(other)));
    }

    private int place(Grade grade) {
        Axis axis = rule.axes().getFirst();
        List<Level> levels = new ArrayList<>(axis.levels());
        levels.addAll(axis.goalYearLevels());
        for (int at = 0; at < levels.size(); at++) {
            if (levels.get(at).symbol().equals(grade.symbol())) {
                return at % Math.max(axis.levels().size(), 1);
            }
        }
        return levels.size();
    }

    private Optional<Grade> nearest(List<Grade> grades) {
        if (grades.isEmpty() || grades.stream().anyMatch(grade -> grade.score() == null)) {
            return Optional.empty();
        }
        Fraction sum = Fraction.ZERO;
        for (Grade grade : grades) {
            sum = sum.plus(Fraction.of(Objects.requireNonNull(grade.score())));
        }
        BigDecimal mean = sum.over(Fraction.of(grades.size())).rounded(0, RoundingMode.HALF_UP);
        return rule.axes().getFirst().levels().stream()
                .filter(level -> level.score() != null && level.score().compareTo(mean) <= 0)
                .findFirst()
                .map(level -> new Grade(
                        level.symbol(),
                        level.label(),
                        level.score(),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        rule.id(),
                        rule.version(),
                        rule.name()));
    }
}
