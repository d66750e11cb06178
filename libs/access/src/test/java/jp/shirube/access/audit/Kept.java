package jp.shirube.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.local.RealParts;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** A service that keeps a record, over a real PostgreSQL. Every test has a municipality of its own. */
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "access"))
abstract class Kept {

    /** The login may become whoever migrates, where these are two. */
    private final Optional<String> owner =
            ConfigProvider.getConfig().getOptionalValue("quarkus.flyway.username", String.class);

    interface Work {
        void on(Connection connection) throws SQLException;
    }

    @Inject
    Audit audit;

    @Inject
    ReadAudit reading;

    @Inject
    Verify verify;

    @Inject
    AgroalDataSource database;

    /** As the owner of the tables, on a connection of its own that forgets all of it in the end. */
    void tried(Work work) {
        InTheNameOf.theSystem(() -> {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    execute(connection, owner.map(it -> "set role " + it).orElse("reset role"));
                    work.on(connection);
                } finally {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void changed(String action, String subject, @Nullable String before, @Nullable String after, @Nullable String why) {
        InTheNameOf.municipality(subject.substring(0, 6), () -> {
            QuarkusTransaction.requiringNew().run(() -> audit.changed(action, subject, before, after, why));
            return true;
        });
    }

    List<AuditPage.Item> entriesOf(String municipality) {
        return entriesAs(municipality, municipality);
    }

    /** What the reader of one municipality gets of another. */
    List<AuditPage.Item> entriesAs(String reader, String municipality) {
        return InTheNameOf.municipality(
                        reader,
                        () -> reading.read(new ReadAudit.Question(municipality, null, null, null, null, null, 0, 1000)))
                .items();
    }

    void everythingIsSealed() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(verify.verify(null).unsealed()).isZero());
    }
}
