package jp.shirube.kpi.collection.screens;

import java.util.List;

/**
 * What is asked of one department.
 *
 * @param nextHref the first item that waits for an answer; empty where none does
 * @param ready how many can be submitted
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
