package jp.shirube.plan.edition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 施策 etc.: a node of the plan's tree, or of its priority projects.
 *
 * @param id survives renumbering
 * @param parent null at the top
 * @param tree which of the two trees it stands in
 * @param depth 0 at the top
 * @param position order of the print, over the whole edition
 * @param code as printed
 */
public record Element(
        String id,
        @Nullable String parent,
        Tree tree,
        int depth,
        int position,
        String code,
        String title,
        List<PlacedDepartment> departments,
        List<Integer> sdgs,
        List<Section> sections,
        List<Reference> references) {

    /** PROJECT: 重点プロジェクト, which crosses the plan's own tree. */
    public enum Tree {
        PLAN,
        PROJECT
    }

    /** @param title as printed; empty where the print gives none */
    public record Section(
            String title, @Nullable String text, @Nullable Table table) {}

    public record Table(List<String> header, List<List<String>> rows) {}

    /**
     * What the print refers to, and what it means; prints refer wrongly at times.
     *
     * @param resolvedRef an element of the same edition, null when it cannot be told
     */
    public record Reference(
            String printedRef,
            @Nullable String resolvedRef,
            @Nullable String note) {}
}
