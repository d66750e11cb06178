package jp.shirube.problem;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What is said to a client when the database went away: 503 and when to come again, never 500. */
class DatabaseAwayTest {

    private static final SQLException TERMINATED =
            new SQLException("FATAL: terminating connection due to administrator command", "57P01");

    @Test
    void aConnectionThatBreaksInTheMiddleOfACommitIsNoFaultOfOurs() {
        Exception rollback = new Exception("ARJUNA016053: Could not commit transaction.");
        rollback.addSuppressed(new Exception("Error trying to transactionCommit local transaction", TERMINATED));

        assertTrue(ProblemResponses.databaseIsAway(new IllegalStateException(rollback)));
    }

    @Test
    void aStatementThatIsWrongIs() {
        assertFalse(ProblemResponses.databaseIsAway(new IllegalStateException(new SQLException("syntax", "42601"))));
    }

    @Test
    void causesInACircleAreReadOnce() {
        Exception one = new Exception("one");
        Exception other = new Exception("other", one);
        one.addSuppressed(other);

        assertFalse(ProblemResponses.databaseIsAway(other));
    }
}
