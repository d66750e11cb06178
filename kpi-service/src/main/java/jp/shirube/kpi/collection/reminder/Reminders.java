package jp.shirube.kpi.collection.reminder;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every reminder there ever was: a row is claimed before anything is sent. */
public interface Reminders {

    /** @return whether no other replica is at it; until the end of the transaction */
    boolean takeTurn();

    /** Waits until no other replica is at it; until the end of the transaction. */
    void waitForTurn();

    /** Waits until no other replica chooses what to send next; until the end of the transaction. */
    void takeTurnOfSending();

    /** The last reminder of a department in a round. */
    Optional<LastReminder> findLast(String municipality, String round, String department);

    record LastReminder(LocalDate day, long version) {}

    /** @return false where that day's is there already */
    boolean add(Reminder reminder);

    /** As it was announced: after a backup older than that. True if it was not known. */
    boolean restore(Reminder reminder);

    /** All that one department is to be sent of a day, and whose time it is. */
    Optional<Digest> findNextToSend(LocalDate day, Instant now);

    /** What became, or becomes, of everything in the digest. */
    void move(Digest digest, Reminder.State to, Instant now, Turnout turnout);

    /** @param nextAttempt when it may be tried again; null for never */
    record Turnout(
            int addressees,
            @Nullable String error,
            @Nullable Instant nextAttempt) {

        public static final Turnout NONE = new Turnout(0, null, null);
    }

    /** What was being sent before that moment and never came to an end has become {@link Reminder.State#UNKNOWN}. */
    void giveUpSendingSince(Instant before);

    /** The newest first. */
    List<Reminder> list(String municipality, @Nullable String round, int limit);
}
