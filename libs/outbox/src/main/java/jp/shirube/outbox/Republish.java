package jp.shirube.outbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agroal.api.AgroalDataSource;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import jp.shirube.apart.InTheNameOf;
import org.jspecify.annotations.Nullable;

/**
 * Says everything again that the owner ever stated, so that a topic that was lost, or a consumer that missed something, has
 * it all. Piece by piece through the outbox, each in a transaction with the place it ends at: a crash goes on where it was.
 * One at a time; harmless twice, since consumers go by version. The events have new ids: with the old ones, a consumer that
 * remembers them would let nothing through.
 */
@ApplicationScoped
public class Republish {

    /** Any constant known to all replicas will do, other than the relay's and the own topic's. */
    private static final long ADVISORY_LOCK = 0x5348_4952_5542_4533L;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int TRANSACTION_SECONDS = 300;

    /** The outbox stays short, though what people write meanwhile passes in a lane of its own. */
    private static final int MOST_WAITING = 5_000;

    private static final String NEWEST = """
            select total, done, events, left_out, since, finished_at from republish order by id desc limit 1""";

    /**
     * @param total states to be said again, counted at the beginning
     * @param done states said again
     * @param events what that came to
     * @param leftOut states that could not be said again; the log says why
     * @param finished null while it is going on
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Progress(
            long total,
            long done,
            long events,
            long leftOut,
            Instant since,
            @Nullable Instant finished) {}

    private record Running(long id, @Nullable String place) {}

    private final AgroalDataSource database;
    private final Optional<RepublishSource> source;
    private final Outbox outbox;
    private final OwnTopic ownTopic;
    private final Semaphore awake = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "republish");
    private volatile boolean stopping;

    Republish(AgroalDataSource database, Instance<RepublishSource> source, Outbox outbox, OwnTopic ownTopic) {
        this.database = database;
        this.source = source.isUnsatisfied() ? Optional.empty() : Optional.of(source.get());
        this.outbox = outbox;
        this.ownTopic = ownTopic;
    }

    void start(@Observes StartupEvent started) {
        if (source.isPresent()) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        stopping = true;
        awake.release();
        if (source.isPresent()) {
            thread.join(Duration.ofSeconds(2));
        }
    }

    /** Begins, unless it is going on already. @return how far it is */
    public Progress begin() {
        RepublishSource all = source.orElseThrow(() -> new IllegalStateException("this service owns no topic"));
        QuarkusTransaction.requiringNew()
                .run(() -> execute("insert into republish (total) values (?) on conflict do nothing", all.total()));
        awake.release();
        return progress().orElseThrow();
    }

    /** Of the one going on, or of the last one; empty when there never was one. */
    public Optional<Progress> progress() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(NEWEST);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            OffsetDateTime finished = row.getObject(6, OffsetDateTime.class);
            return Optional.of(new Progress(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getObject(5, OffsetDateTime.class).toInstant(),
                    finished == null ? null : finished.toInstant()));
        } catch (SQLException e) {
            throw new OutboxUnavailableException(e);
        }
    }

    private void run() {
        InTheNameOf.thisThreadIsTheSystem();
        while (!stopping) {
            try {
                if (ownTopic.isCaughtUp()) {
                    goOn();
                }
            } catch (SQLException | RuntimeException e) {
                Log.warn("republishing pauses: " + e);
            }
            rest(LOOK_EVERY);
        }
    }

    private void goOn() throws SQLException {
        try (Connection connection = database.getConnection()) {
            if (!lock(connection)) {
                return;
            }
            try {
                while (!stopping && sayNext()) {
                    while (!stopping && tooManyWait(connection)) {
                        rest(PAUSE);
                    }
                }
            } finally {
                unlock(connection);
            }
        }
    }

    /** @return whether there was something to say */
    private boolean sayNext() {
        return QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).call(() -> {
            Optional<Running> running = running();
            if (running.isEmpty()) {
                return false;
            }
            Optional<RepublishSource.Piece> next =
                    source.orElseThrow().after(running.get().place());
            next.ifPresentOrElse(
                    piece -> {
                        outbox.addBulk(piece.events());
                        execute(
                                """
                                update republish set done = done + ?, events = events + ?, left_out = left_out + ?, place = ?
                                where id = ?""",
                                (long) piece.states(),
                                (long) piece.events().size(),
                                (long) piece.leftOut(),
                                piece.place(),
                                running.get().id());
                    },
                    () -> execute(
                            "update republish set finished_at = now() where id = ?",
                            running.get().id()));
            return next.isPresent();
        });
    }

    private Optional<Running> running() {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select id, place from republish where finished_at is null");
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(new Running(row.getLong(1), row.getString(2))) : Optional.empty();
        } catch (SQLException e) {
            throw new OutboxUnavailableException(e);
        }
    }

    private void execute(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new OutboxUnavailableException(e);
        }
    }

    private static boolean tooManyWait(Connection connection) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(
                "select count(*) from (select from outbox where published_at is null and failed_at is null limit ?) waiting")) {
            count.setInt(1, MOST_WAITING);
            try (ResultSet row = count.executeQuery()) {
                return row.next() && row.getLong(1) >= MOST_WAITING;
            }
        }
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            lock.setLong(1, ADVISORY_LOCK);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** The pool would otherwise hand the locked session to somebody else. */
    private static void unlock(Connection connection) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        try (PreparedStatement unlock = connection.prepareStatement("select pg_advisory_unlock(?)")) {
            unlock.setLong(1, ADVISORY_LOCK);
            unlock.execute();
        }
    }

    private void rest(Duration duration) {
        try {
            if (awake.tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                awake.drainPermits();
            }
        } catch (InterruptedException e) {
            stopping = true;
            Thread.currentThread().interrupt();
        }
    }
}
