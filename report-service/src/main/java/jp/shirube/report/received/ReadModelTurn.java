package jp.shirube.report.received;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jp.shirube.outbox.OwnTopic;

/**
 * Who writes the read model: everybody who hears something, together; or, for the moment in which a rebuilt one takes its place,
 * one alone.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class ReadModelTurn {

    private static final long LOCK = 7_301_452_119L;

    private final EntityManager database;
    private final OwnTopic ownTopic;

    ReadModelTurn(EntityManager database, OwnTopic ownTopic) {
        this.database = database;
        this.ownTopic = ownTopic;
    }

    /** Until the end of the transaction the tables stay what they are. */
    void share() {
        take("pg_advisory_xact_lock_shared");
    }

    /** Waits for those who write, and lets nobody write until the end of the transaction. Reading goes on. */
    void alone() {
        take("pg_advisory_xact_lock");
    }

    private void take(String lock) {
        if (!ownTopic.isCaughtUp()) {
            throw new IllegalStateException("what this service published has not been read back yet");
        }
        database.createNativeQuery("select 1 from (select " + lock + "(:lock)) turn")
                .setParameter("lock", LOCK)
                .getSingleResult();
    }
}
