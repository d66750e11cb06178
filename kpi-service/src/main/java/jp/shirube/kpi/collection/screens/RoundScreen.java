package jp.shirube.kpi.collection.screens;

import java.util.List;

/**
 * A round as the planning office sees it.
 *
 * @param mayDecide whether whoever looks may confirm, return, lock and reopen
 * @param changeHref empty for whom it is not
 * @param remindHref empty where nobody can be reminded
 * @param uploadHref empty where nothing may be uploaded
 * @param reason as it was typed, where it was refused
 */
record RoundScreen(
        RoundHead round,
        String here,
        List<Fact> facts,
        List<DepartmentRow> departments,
        String zipHref,
        String csvHref,
        List<Fact> burden,
        Filter filter,
        List<ItemRow> items,
        boolean mayDecide,
        String changeHref,
        String remindHref,
        String uploadHref,
        String uploadHint,
        String reason,
        String said,
        List<Refusal> refusals) {

    record DepartmentRow(
            String name,
            String href,
            int asked,
            int answered,
            int late,
            int returned,
            int confirmed,
            String formHref) {}

    record Filter(List<Choice> departments, List<Choice> states, boolean late) {}

    /**
     * @param token the item and the version that was seen, so that nothing is confirmed that nobody has read
     * @param of the plan it stands in, or what kind of item it is
     * @param why the reason it came back, or empty
     */
    record ItemRow(
            String token,
            boolean chosen,
            String name,
            String of,
            String href,
            String department,
            StateBadge state,
            String why,
            String answer,
            List<String> warnings,
            String last) {}
}
