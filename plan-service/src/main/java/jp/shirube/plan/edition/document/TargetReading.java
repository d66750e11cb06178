package jp.shirube.plan.edition.document;

import static jp.shirube.plan.edition.document.PlanForm.list;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.GoalComparator;
import jp.shirube.notation.Period;
import jp.shirube.plan.edition.Baseline;
import jp.shirube.plan.edition.Goal;
import jp.shirube.plan.edition.Goal.Reading;
import jp.shirube.plan.edition.Target;
import jp.shirube.plan.edition.document.PlanForm.BaselineForm;
import jp.shirube.plan.edition.document.PlanForm.ComponentForm;
import jp.shirube.plan.edition.document.PlanForm.GoalForm;
import jp.shirube.plan.edition.document.PlanForm.TargetForm;
import jp.shirube.plan.municipality.Indicator;
import jp.shirube.promise.Contradictions;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Oddities;
import jp.shirube.promise.Over;
import jp.shirube.promise.Stated;
import org.jspecify.annotations.Nullable;

/** Understands one target of a plan document. */
final class TargetReading {

    private final PlanReading plan;

    TargetReading(PlanReading plan) {
        this.plan = plan;
    }

    /** Null when the indicator is unknown: nothing else can be understood then. */
    @Nullable
    Target read(String at, TargetForm form, @Nullable String element) {
        Indicator indicator = plan.vocabulary().indicators().get(form.indicator());
        if (indicator == null) {
            plan.fault(
                    at + "/indicator",
                    "指標「" + form.indicator() + "」は自治体文書にありません",
                    "the municipality document knows no indicator " + form.indicator());
            return null;
        }
        Target target = new Target(
                form.id(),
                form.kind(),
                element,
                form.number(),
                form.item(),
                form.indicator(),
                form.printedName(),
                form.printedUnit(),
                plan.departments(at, form.departments()),
                form.relistedFrom(),
                baseline(at + "/baseline", form.baseline(), indicator),
                goal(
                        at + "/goal",
                        form.goal(),
                        indicator,
                        !list(form.components()).isEmpty()),
                goals(at + "/milestones", form.milestones(), indicator),
                goals(at + "/previousGoals", form.previousGoals(), indicator),
                components(at + "/components", list(form.components()), indicator),
                Boolean.TRUE.equals(form.staysMet()),
                plan.gradedBy(at + "/gradedBy", form.gradedBy()),
                list(form.notes()));
        check(at, indicator, target);
        return target;
    }

    /** TERM and REFERENCE are measured beside, in directions of their own: nothing is promised of them. */
    private void check(String at, Indicator indicator, Target target) {
        check(at, stated(indicator, target.baseline(), target.goal(), target.milestones()));
        for (int i = 0; i < target.components().size(); i++) {
            Target.TargetComponent component = target.components().get(i);
            String place = at + "/components/" + i;
            if (component.role() == Indicator.ComponentRole.PART && component.goal() != null) {
                check(place, stated(indicator, component.baseline(), component.goal(), List.of()));
                previous(place, indicator, component.previousGoals());
            }
        }
        previous(at, indicator, target.previousGoals());
    }

    private void check(String at, Stated stated) {
        Contradictions.of(stated).forEach(one -> plan.contradiction(at + one.pointer(), one.what()));
        Oddities.of(stated).forEach(one -> plan.warn(at + one.pointer(), one.what()));
    }

    /** 前期目標値 may be odd by now, but not contradictory: achievement against it is shown. */
    private void previous(String at, Indicator indicator, List<Goal> goals) {
        for (int i = 0; i < goals.size(); i++) {
            String place = at + "/previousGoals/" + i;
            Contradictions.of(stated(indicator, null, goals.get(i), List.of()))
                    .forEach(one -> plan.contradiction(one.pointer().replaceFirst("^/goal", place), one.what()));
        }
    }

    private Stated stated(Indicator indicator, @Nullable Baseline baseline, Goal goal, List<Goal> milestones) {
        return new Stated(
                indicator.direction(),
                indicator.quantity(),
                baseline == null
                        ? null
                        : new Stated.StatedBaseline(
                                baseline.value(), baseline.period(), baseline.accumulation(), baseline.approximate()),
                stated(goal),
                milestones.stream().map(TargetReading::stated).toList(),
                plan.firstYear(),
                plan.lastYear());
    }

    private static Stated.StatedGoal stated(Goal goal) {
        return new Stated.StatedGoal(
                goal.comparator(),
                goal.value(),
                goal.upTo(),
                goal.relativeToBaseline(),
                goal.period(),
                goal.accumulation(),
                goal.reading() == Reading.JUDGED);
    }

    private @Nullable Baseline baseline(String at, @Nullable BaselineForm form, Indicator indicator) {
        if (form == null) {
            return null;
        }
        Period period = plan.period(at + "/period", form.period(), indicator.periodKind());
        if (form.value() != null && form.period() == null) {
            plan.fault(at + "/period", "基準値には、いつの値かを書いてください", "a baseline says when it is of");
        }
        return new Baseline(
                form.printed(),
                form.value() == null ? null : form.value().stripTrailingZeros(),
                period,
                Objects.requireNonNullElse(form.accumulation(), Accumulation.POINT),
                Boolean.TRUE.equals(form.approximate()),
                form.reason());
    }

    private List<Goal> goals(String at, @Nullable List<GoalForm> forms, Indicator indicator) {
        List<Goal> goals = new ArrayList<>();
        for (int i = 0; i < list(forms).size(); i++) {
            goals.add(goal(at + "/" + i, list(forms).get(i), indicator, true));
        }
        return goals;
    }

    /** @param mayBeEmpty the components say it, or nothing was set (＝) and the print is all there is */
    private Goal goal(String at, GoalForm form, Indicator indicator, boolean mayBeEmpty) {
        boolean relative = form.relativeTo() != null;
        if (form.value() != null && relative) {
            plan.fault(at + "/value", "基準値との比較の目標には値を書けません", "a goal relative to the baseline has no value");
        }
        if (form.value() == null && !relative && form.reason() == null && !mayBeEmpty) {
            plan.fault(
                    at,
                    "目標には値（value）か、基準値との比較（relativeTo）か、値がない理由（reason）が要ります",
                    "a goal needs a value, relativeTo, or the reason why there is none");
        }
        if (form.value() != null && form.period() == null) {
            plan.fault(at + "/period", "目標には、いつの目標かを書いてください", "a goal says when it is for");
        }
        Period period = plan.period(at + "/period", form.period(), indicator.periodKind());
        Over accumulation = Objects.requireNonNullElse(form.accumulation(), Over.POINT);
        Reading reading = Objects.requireNonNullElse(form.reading(), Reading.PRINTED);
        if (reading == Reading.JUDGED && form.reason() == null) {
            plan.fault(at + "/reason", "判断による読み（JUDGED）には理由が要ります", "a JUDGED reading needs its reason");
        }
        return new Goal(
                form.printed(),
                Objects.requireNonNullElseGet(form.comparator(), () -> usual(indicator.direction())),
                form.value() == null ? null : form.value().stripTrailingZeros(),
                form.upTo() == null ? null : form.upTo().stripTrailingZeros(),
                relative,
                period,
                accumulation,
                reading,
                form.reason());
    }

    /** What a bare goal means: at least for more-is-better, at most for less-is-better. */
    private static GoalComparator usual(Direction direction) {
        return switch (direction) {
            case UP, NONE -> GoalComparator.AT_LEAST;
            case DOWN -> GoalComparator.AT_MOST;
        };
    }

    private List<Target.TargetComponent> components(String at, List<ComponentForm> forms, Indicator indicator) {
        Map<String, Indicator.Component> known = new HashMap<>();
        indicator.components().forEach(component -> known.put(component.name(), component));
        List<Target.TargetComponent> components = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            ComponentForm form = forms.get(i);
            if (!known.containsKey(form.name())) {
                plan.fault(
                        at + "/" + i + "/name",
                        "指標「" + indicator.name() + "」に内訳「" + form.name() + "」はありません",
                        "the indicator " + indicator.id() + " has no component " + form.name());
            }
            GoalForm goal = form.goal();
            components.add(new Target.TargetComponent(
                    form.name(),
                    form.unit(),
                    form.role(),
                    baseline(at + "/" + i + "/baseline", form.baseline(), indicator),
                    goal == null ? null : goal(at + "/" + i + "/goal", goal, indicator, false),
                    goals(at + "/" + i + "/previousGoals", form.previousGoals(), indicator)));
        }
        return components;
    }
}
