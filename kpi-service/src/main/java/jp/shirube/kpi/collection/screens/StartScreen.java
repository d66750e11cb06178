package jp.shirube.kpi.collection.screens;

import java.util.List;

/** The rounds somebody has to do with: as the planning office, as their department. */
record StartScreen(List<Asked> rounds, boolean mayOpen, String here, Opening asked, List<Refusal> refusals) {

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

    /** A round as somebody is about to open it. */
    record Opening(String year, String title, String deadline, String instructions, boolean approval) {

        static final Opening NOTHING_YET = new Opening("", "", "", "", false);
    }
}
