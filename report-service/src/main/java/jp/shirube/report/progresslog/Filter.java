package jp.shirube.report.progresslog;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a follower wants to hear of; what is null does not narrow it.
 *
 * @param element id of an element (施策) of the plan: targets on it and on anything under it
 * @param department id of a responsible department (担当課)
 * @param types only these; empty for every type
 * @param gradeChangesOnly only what says that a grade is another, computed or given by a person
 * @param drafts also what was not public when it happened: for those who work on drafts
 */
public record Filter(
        String municipality,
        @Nullable String plan,
        @Nullable String element,
        @Nullable String department,
        Set<String> types,
        boolean gradeChangesOnly,
        boolean drafts) {

    public Filter {
        types = Set.copyOf(types);
    }

    /** Of every type. */
    public Filter(
            String municipality,
            @Nullable String plan,
            @Nullable String element,
            @Nullable String department,
            boolean gradeChangesOnly,
            boolean drafts) {
        this(municipality, plan, element, department, Set.of(), gradeChangesOnly, drafts);
    }

    /** The same question as {@link ProgressLog} asks the database. */
    public boolean matches(Entry entry) {
        return entry.municipality().equals(municipality)
                && (drafts || entry.published())
                && (plan == null || plan.equals(entry.plan()))
                && (element == null || entry.elements().contains(element))
                && (department == null || entry.departments().contains(department))
                && (types.isEmpty() || types.contains(entry.type()))
                && (!gradeChangesOnly || entry.isAboutGrades());
    }
}
