package jp.shirube.kpi.actual;

/** How the other services learn of a new state; it leaves with the transaction or not at all. */
public interface Announcements {

    void announce(Answer answer);

    /** A state as it is announced, JSON. */
    String write(Revision revision);
}
