package jp.shirube.kpi.collection.screens;

import java.util.List;

/**
 * 取り込む前の確認: what a file would change.
 *
 * @param changes how many items it would change
 * @param conflicts how many have been changed by somebody else since the form was made
 * @param maySubmit whether what is ready may be sent in at once
 * @param annotatedHref the file with its faults written beside the cells; empty where there is none
 */
record DifferenceScreen(
        RoundHead round,
        String backHref,
        String backName,
        String here,
        String file,
        List<Fact> facts,
        boolean mayApply,
        int changes,
        int conflicts,
        boolean maySubmit,
        List<Row> rows,
        List<FaultRow> faults,
        String annotatedHref,
        String said,
        List<Refusal> refusals) {

    /** @param kind for the stylesheet: NEW, CHANGED, UNCHANGED, CONFLICT, REJECTED */
    record Row(
            String item,
            String field,
            String kind,
            String symbol,
            String word,
            String now,
            String sent,
            String remark,
            String place) {}

    record FaultRow(String sheet, String cell, String text) {}
}
