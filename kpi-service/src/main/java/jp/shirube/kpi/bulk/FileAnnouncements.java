package jp.shirube.kpi.bulk;

/** How the other services learn of what a file stated; it leaves with the transaction or not at all. */
public interface FileAnnouncements {

    /** Everything the file in the present transaction has stored. */
    void announceAll();
}
