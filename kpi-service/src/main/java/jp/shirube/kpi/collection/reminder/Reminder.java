package jp.shirube.kpi.collection.reminder;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 督促: one department reminded of one round on one day, once.
 *
 * @param version counts the reminders of this department in this round
 * @param attempts how often the mail was tried
 * @param addressees to how many addresses it was sent
 * @param error what the mail server said last
 */
public record Reminder(
        DepartmentWork work,
        LocalDate day,
        long version,
        Instant claimedAt,
        State state,
        int attempts,
        @Nullable Instant sentAt,
        int addressees,
        @Nullable String error) {

    /** What became of the mail. */
    public enum State {
        /** 送信待ち. */
        DUE,
        /** 連絡先なし: tried again during the day, since somebody may state one. */
        NO_CONTACT,
        /** 送信中. */
        SENDING,
        /** 送信済み. */
        SENT,
        /** 送信失敗: tried again during the day. */
        FAILED,
        /**
         * 送信したか不明: the service ended, or the mail server fell silent, while it was handed over, or an older backup was put
         * back. Not sent again.
         */
        UNKNOWN
    }

    public static Reminder due(DepartmentWork work, LocalDate day, long version, Instant now) {
        return new Reminder(work, day, version, now, State.DUE, 0, null, 0, null);
    }

    /** As others were told of it; what became of the mail nobody knows any more, and nobody is mailed twice. */
    public static Reminder told(DepartmentWork work, LocalDate day, long version, Instant claimedAt) {
        return new Reminder(
                work, day, version, claimedAt, State.UNKNOWN, 0, null, 0, "read back from the topic after a restore");
    }
}
