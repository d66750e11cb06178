package jp.shirube.kpi.collection.screens;

import java.util.List;

/**
 * 取り込む前の確認: what a file would change.
 *
 * @param changes how many items it would change
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
        List<Row> rows,
        List<FaultRow> faults,
        String annotatedHref,
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
