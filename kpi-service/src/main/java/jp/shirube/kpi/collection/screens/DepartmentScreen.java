package jp.shirube.kpi.collection.screens;

import java.util.List;

/**
 * What is asked of one department.
 *
 * @param nextHref the first item that waits for an answer; empty where none does
 * @param ready how many can be submitted
 * @param remindHref empty for whom it is not, and where there is nothing to remind of
 */
record DepartmentScreen(
        RoundHead round,
        String department,
        String here,
        List<Fact> facts,
        String nextHref,
        List<ItemRow> items,
        boolean maySubmit,
        boolean mayApprove,
        int ready,
        String formHref,
        String uploadHref,
        String uploadHint,
        String remindHref,
        String id,
        String said,
        List<Refusal> refusals) {

    record ItemRow(
            String name,
            String of,
            String href,
            StateBadge state,
            String why,
            String answer,
            List<String> warnings,
            List<Past> years) {}
}
