package jp.shirube.kpi.collection.reminder;

import org.jspecify.annotations.Nullable;

/**
 * 未回答の照会項目: something a department has still to answer.
 *
 * @param id stable; {@code indicator:women-on-councils:FY2025}
 * @param name what people call it
 * @param period canonical; null of an initiative
 * @param returnReason 差戻し理由, of one that was returned only
 */
public record OpenItem(
        String id,
        String name,
        @Nullable String period,
        Standing standing,
        @Nullable String returnReason) {

    /** Where it stands with the department; what is submitted or not yet knowable is not here. */
    public enum Standing {
        /** 未着手. */
        OPEN,
        /** 入力中. */
        DRAFTED,
        /** 課長確認済み, not submitted. */
        APPROVED,
        /** 差戻し. */
        RETURNED,
        /** 再開. */
        REOPENED
    }

    public boolean wasReturned() {
        return standing == Standing.RETURNED;
    }
}
