package jp.shirube.outbox;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import jp.shirube.apart.InTheNameOf;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Forgets what has left and what has arrived long ago, and measures what waits: in a thread and with a connection of its own, so
 * that the relay never waits for it. Every replica does it; they skip each other's rows.
 */
@ApplicationScoped
class Housekeeping {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int CHUNK = 5000;

    private static final String STATE = """
            select count(*), coalesce(extract(epoch from now() - min(occurred_at)), 0),
                (select count(*) from outbox where failed_at is not null)
            from outbox where published_at is null and failed_at is null""";
    private static final String PURGE_OUTBOX = """
            delete from outbox where seq in
                (select seq from outbox where published_at < now() - make_interval(secs => ?)
                 order by published_at limit ? for update skip locked)""";
    private static final String PURGE_INBOX = """
            delete from inbox where event_id in
                (select event_id from inbox where received_at < now() - make_interval(secs => ?)
                 order by received_at limit ? for update skip locked)""";

    private final AgroalDataSource database;
    private final Duration keepOutbox;
    private final Duration keepInbox;
    private final AtomicLong depth = new AtomicLong();
    private final AtomicLong ageSeconds = new AtomicLong();
    private final AtomicLong setAside = new AtomicLong();
    private final CountDownLatch stop = new CountDownLatch(1);

    Housekeeping(
            AgroalDataSource database,
            MeterRegistry metrics,
            @ConfigProperty(name = "shirube.outbox.keep", defaultValue = "P1D") Duration keepOutbox,
            @ConfigProperty(name = "shirube.inbox.keep", defaultValue = "P14D") Duration keepInbox) {
        this.database = database;
        this.keepOutbox = keepOutbox;
        this.keepInbox = keepInbox;
        metrics.gauge("shirube.outbox.depth", depth);
        metrics.gauge("shirube.outbox.age.seconds", ageSeconds);
        metrics.gauge("shirube.outbox.set.aside", setAside);
    }

    void start(@Observes StartupEvent started) {
        Thread.ofPlatform().daemon().name("outbox-housekeeping").start(this::run);
    }

    void stop(@Observes ShutdownEvent stopped) {
        stop.countDown();
    }

    private void run() {
        InTheNameOf.thisThreadIsTheSystem();
        try {
            do {
                keepHouse();
            } while (!stop.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepHouse() {
        try (Connection connection = database.getConnection()) {
            measure(connection);
            purge(connection, PURGE_OUTBOX, keepOutbox);
            purge(connection, PURGE_INBOX, keepInbox);
        } catch (SQLException | RuntimeException e) {
            if (stop.getCount() > 0) {
                Log.warn("outbox and inbox are not tidied up: " + e);
            }
        }
    }

    private void measure(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(STATE);
                ResultSet row = select.executeQuery()) {
            if (row.next()) {
                depth.set(row.getLong(1));
                ageSeconds.set(row.getLong(2));
                setAside.set(row.getLong(3));
            }
        }
    }

    /** In chunks, each a transaction of its own, until nothing is left. */
    private void purge(Connection connection, String purge, Duration keep) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(purge)) {
            delete.setDouble(1, keep.toSeconds());
            delete.setInt(2, CHUNK);
            while (stop.getCount() > 0 && delete.executeUpdate() == CHUNK) {
                // The next chunk.
            }
        }
    }
}
