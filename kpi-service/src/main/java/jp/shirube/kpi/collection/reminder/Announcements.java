package jp.shirube.kpi.collection.reminder;

/** Tells other systems. */
public interface Announcements {

    /** With the transaction that claims the reminder. */
    void announce(Reminder reminder);
}
