package jp.shirube.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jp.shirube.local.RealParts;

/** A service that does nothing but send and receive, over a real PostgreSQL and a real Kafka. Every test has keys of its own. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "outbox"))
abstract class SmallService {

    static final String TOPIC = "shirube.kpi";
    private static final AtomicInteger KEYS = new AtomicInteger();

    @Inject
    Outbox outbox;

    @Inject
    AgroalDataSource database;

    final ObjectMapper json = new ObjectMapper();

    static String newKey() {
        return "key-" + KEYS.incrementAndGet();
    }

    OutgoingEvent event(String key, long version) {
        return OutgoingEvent.of(
                TOPIC,
                key,
                "jp.shirube.test.happened.v1",
                "/test",
                key,
                version,
                Instant.parse("2026-06-30T01:00:00Z"),
                json.createObjectNode().put("number", version));
    }

    void add(OutgoingEvent event) {
        QuarkusTransaction.requiringNew().run(() -> outbox.add(event));
    }

    void add(List<OutgoingEvent> events) {
        QuarkusTransaction.requiringNew().run(() -> outbox.add(events));
    }

    void execute(String sql) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("could not be executed", e);
        }
    }

    long count(String sql, String parameter) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
