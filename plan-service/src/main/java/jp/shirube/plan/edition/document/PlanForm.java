package jp.shirube.plan.edition.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.util.List;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.GoalComparator;
import jp.shirube.plan.edition.Edition;
import jp.shirube.plan.edition.Element.Reference;
import jp.shirube.plan.edition.Element.Section;
import jp.shirube.plan.edition.Goal.Reading;
import jp.shirube.plan.edition.Initiative;
import jp.shirube.plan.edition.Target;
import jp.shirube.plan.municipality.Indicator.ComponentRole;
import jp.shirube.plan.municipality.document.GradedByForm;
import jp.shirube.promise.Over;
import org.jspecify.annotations.Nullable;

/** The plan document as it is written (contracts/documents/plan-edition.schema.json), before it is understood. */
@JsonIgnoreProperties(ignoreUnknown = true)
record PlanForm(
        String municipality,
        PlanHead plan,
        EditionHead edition,
        @Nullable List<Section> texts,
        @Nullable List<Edition.GlossaryEntry> glossary,
        @Nullable List<TargetForm> targets,
        List<ElementForm> elements,
        @Nullable List<ElementForm> priorityProjects,
        @Nullable List<Edition.Note> notes) {

    record PlanHead(
            String id,
            String name,
            String period,
            List<String> levels,
            @Nullable GradedByForm gradedBy) {}

    record EditionHead(
            int number,
            String name,
            Edition.Status status,
            @Nullable String printedDate,
            @Nullable String source) {}

    record ElementForm(
            String id,
            @Nullable String code,
            String title,
            @Nullable List<DepartmentForm> departments,
            @Nullable List<Integer> sdgs,
            @Nullable List<Section> sections,
            @Nullable List<Reference> references,
            @Nullable List<TargetForm> targets,
            @Nullable List<InitiativeForm> initiatives,
            @Nullable List<ElementForm> children) {}

    record InitiativeForm(
            String id,
            Initiative.Kind kind,
            String title,
            @Nullable List<DepartmentForm> departments,
            @Nullable List<CellForm> schedule,
            @Nullable String startYear,
            @Nullable String printedStart,
            @Nullable String relistedFrom,
            @Nullable List<Reference> references,
            @Nullable List<String> notes) {}

    record CellForm(String years, String printed) {}

    record TargetForm(
            String id,
            Target.Kind kind,
            @Nullable String number,
            @Nullable String item,
            String indicator,
            String printedName,
            @Nullable String printedUnit,
            @Nullable List<DepartmentForm> departments,
            @Nullable String relistedFrom,
            @Nullable BaselineForm baseline,
            GoalForm goal,
            @Nullable List<GoalForm> milestones,
            @Nullable List<GoalForm> previousGoals,
            @Nullable List<ComponentForm> components,
            @Nullable Boolean staysMet,
            @Nullable GradedByForm gradedBy,
            @Nullable List<String> notes) {}

    record ComponentForm(
            String name,
            @Nullable String unit,
            ComponentRole role,
            @Nullable BaselineForm baseline,
            @Nullable GoalForm goal,
            @Nullable List<GoalForm> previousGoals) {}

    record BaselineForm(
            String printed,
            @Nullable BigDecimal value,
            @Nullable String period,
            @Nullable Accumulation accumulation,
            @Nullable Boolean approximate,
            @Nullable String reason) {}

    record GoalForm(
            String printed,
            @Nullable GoalComparator comparator,
            @Nullable BigDecimal value,
            @Nullable BigDecimal upTo,
            @Nullable String relativeTo,
            @Nullable String period,
            @Nullable Over accumulation,
            @Nullable Reading reading,
            @Nullable String reason) {}

    /** A bare word, or {printed, department} where the print says more than the department. */
    record DepartmentForm(String printed, String department) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static DepartmentForm of(Object written) {
            return switch (written) {
                case String word -> new DepartmentForm(word, word);
                case java.util.Map<?, ?> both ->
                    new DepartmentForm(String.valueOf(both.get("printed")), String.valueOf(both.get("department")));
                default -> throw new IllegalArgumentException("a department is a word or {printed, department}");
            };
        }
    }

    static <T> List<T> list(@Nullable List<T> written) {
        return written == null ? List.of() : written;
    }
}
