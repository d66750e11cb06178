package jp.shirube.kpi.collection.form;

/**
 * Something about a form that came back which its sender should know.
 *
 * @param cell as people see it, K12; "" where it concerns the sheet or the file
 * @param ja Japanese
 * @param en English
 */
public record FormFault(Weight weight, String sheet, String cell, String ja, String en) {
    /** What follows from it. */
    public enum Weight {
        /** 受け付けられない: the cell (or the file, where no cell is named) must not be taken over. */
        REFUSED,
        /** 確認: read all the same; this is how. */
        NOTE
    }
}
