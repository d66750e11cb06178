package jp.shirube.kpi.collection.screens;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rounds somebody has to do with: as the planning office, as their department. */
record StartScreen(
        List<Asked> rounds,
        boolean mayOpen,
        String here,
        Opening asked,
        Choices choices,
        @Nullable Preview preview,
        List<Refusal> refusals) {

    /** @param href of the overview; empty for whom it is not for */
    record Asked(
            String title,
            String year,
            String deadline,
            boolean late,
            String href,
            int asked,
            int answered,
            List<Desk> desks) {}

    /** What is asked of one department. @param left how many items are still to be submitted */
    record Desk(String name, String href, int asked, int left) {}

    /**
     * A round as somebody is about to open it.
     *
     * @param plans ids; none for all
     * @param departments ids; none for all
     * @param initiatives which of them; empty for all
     */
    record Opening(
            String year,
            String title,
            String deadline,
            String instructions,
            boolean approval,
            Set<String> plans,
            Set<String> departments,
            String initiatives) {

        static final Opening NOTHING_YET = new Opening("", "", "", "", false, Set.of(), Set.of(), "");
    }

    /** What may be chosen. */
    record Choices(List<Choice> plans, List<Choice> departments, List<Choice> initiatives) {

        static final Choices NONE = new Choices(List.of(), List.of(), List.of());
    }

    /** What would be asked. */
    record Preview(String title, int asked, int prefilled, List<OfDepartment> departments) {}

    /** @param items by their names */
    record OfDepartment(String name, int asked, List<String> items) {}
}
