package jp.shirube.kpi.collection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done with an item.
 *
 * @param version of the item it left
 * @param by name of who did it
 * @param department they acted for; null for none
 * @param reason why it was returned, reopened or changed past the round
 */
public record Step(
        long version,
        Done done,
        Instant at,
        String by,
        @Nullable String department,
        @Nullable String reason) {

    public enum Done {
        ASKED("照会", "asked"),
        DRAFTED("入力", "drafted"),
        APPROVED("課長確認", "approved"),
        SUBMITTED("提出", "submitted"),
        RETURNED("差し戻し", "returned"),
        CONFIRMED("確認", "confirmed"),
        LOCKED("確定", "locked"),
        REOPENED("再開", "reopened"),
        /** Its figure was stated past the round. */
        ANSWERED_ELSEWHERE("照会の外での登録", "stated elsewhere");

        private final String ja;
        private final String en;

        Done(String ja, String en) {
            this.ja = ja;
            this.en = en;
        }

        public String ja() {
            return ja;
        }

        public String en() {
            return en;
        }
    }
}
