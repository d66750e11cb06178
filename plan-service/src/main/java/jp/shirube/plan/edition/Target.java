package jp.shirube.plan.edition;

import java.util.List;
import jp.shirube.plan.municipality.GradedBy;
import jp.shirube.plan.municipality.Indicator;
import org.jspecify.annotations.Nullable;

/**
 * 目標値: what is promised about an indicator at one place of an edition.
 *
 * @param id the same in every edition
 * @param element where it stands; null on the plan itself
 * @param number 表の番号 as printed
 * @param item 施策項目 as printed
 * @param relistedFrom 再掲: the target it repeats
 * @param previousGoals 前期目標値: shown and compared, never on the path
 * @param staysMet 策定・設置: once met, met
 * @param gradedBy what grades it; null for what the plan says
 */
public record Target(
        String id,
        Kind kind,
        @Nullable String element,
        @Nullable String number,
        @Nullable String item,
        String indicator,
        String printedName,
        @Nullable String printedUnit,
        List<PlacedDepartment> departments,
        @Nullable String relistedFrom,
        @Nullable Baseline baseline,
        Goal goal,
        List<Goal> milestones,
        List<Goal> previousGoals,
        List<TargetComponent> components,
        boolean staysMet,
        @Nullable List<GradedBy> gradedBy,
        List<String> notes) {

    /** 重要目標達成指標, 重要業績評価指標, 成果指標, 活動指標. */
    public enum Kind {
        KGI,
        KPI,
        OUTCOME,
        ACTIVITY
    }

    /** What the target says of one component of its indicator. */
    public record TargetComponent(
            String name,
            @Nullable String unit,
            Indicator.ComponentRole role,
            @Nullable Baseline baseline,
            @Nullable Goal goal,
            List<Goal> previousGoals) {}
}
