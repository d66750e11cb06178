package jp.shirube.plan.edition;

import java.util.List;
import jp.shirube.notation.FiscalYear;
import jp.shirube.plan.municipality.GradedBy;
import org.jspecify.annotations.Nullable;

/**
 * 版: one edition of a plan, whole.
 *
 * @param levels the plan's own names for its levels from the top; an unnamed level is empty
 * @param gradedBy what grades its targets unless they say otherwise; null for what the municipality says
 * @param texts text of the edition itself
 * @param targets of the plan and of all elements, in order of the print
 */
public record Edition(
        String municipality,
        String plan,
        String planName,
        FiscalYear firstYear,
        FiscalYear lastYear,
        List<String> levels,
        @Nullable List<GradedBy> gradedBy,
        int number,
        String name,
        Status status,
        @Nullable String printedDate,
        @Nullable String source,
        List<Element.Section> texts,
        List<GlossaryEntry> glossary,
        List<Element> elements,
        List<Initiative> initiatives,
        List<Target> targets,
        List<Note> notes) {

    /** What the print says it is; adoption is an act of its own. */
    public enum Status {
        DRAFT,
        PUBLIC_COMMENT
    }

    public record GlossaryEntry(
            String term, @Nullable String text, @Nullable String printed) {}

    /** A note of whoever keeps the document: a misprint left as printed, what cannot be told from the print. */
    public record Note(@Nullable String at, @Nullable String kind, String text) {}
}
