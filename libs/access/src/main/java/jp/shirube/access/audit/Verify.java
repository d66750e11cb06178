package jp.shirube.access.audit;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import jp.shirube.apart.InTheNameOf;
import org.jspecify.annotations.Nullable;

/** 監査記録の検証: goes through the whole chain, a thousand seals at a time. */
@ApplicationScoped
public class Verify {

    private static final int AT_ONCE = 1000;

    private static final String LINKS = """
            select seal.position, seal.entry_id, seal.hash, seal.previous, seal.sealed_at, %s
            from (select * from audit_seal where position > ? order by position limit %d) as seal
            left join audit_entry on audit_entry.id = seal.entry_id
            order by seal.position""".formatted(Entry.COLUMNS, AT_ONCE);

    private static final String COUNT = "select (select count(*) from audit_entry), (select count(*) from audit_seal)";

    /** Longer than sealing ever takes while it works. */
    private static final String LEFT_OVER = """
            select id, written_at from audit_entry
            where written_at < clock_timestamp() - interval '1 minute'
                and not exists (select from audit_seal where audit_seal.entry_id = audit_entry.id)
            order by id limit 1""";

    private static final String UNSEALED = """
            select count(*) from audit_entry
            where not exists (select from audit_seal where audit_seal.entry_id = audit_entry.id)""";

    /** What came of it. */
    public record Found(
            long entries,
            long sealed,
            long unsealed,
            String head,
            long position,
            boolean intact,
            Chain.@Nullable Fault firstFault) {}

    private final AgroalDataSource database;

    Verify(AgroalDataSource database) {
        this.database = database;
    }

    /** @param expected a head noted earlier, which the chain must contain; null where none is */
    public Found verify(@Nullable String expected) {
        return InTheNameOf.theSystem(() -> {
            try (Connection connection = database.getConnection()) {
                return verify(connection, expected);
            } catch (SQLException e) {
                throw new AuditUnavailableException(e);
            }
        });
    }

    /** All of it as of one moment. */
    private static Found verify(Connection connection, @Nullable String expected) throws SQLException {
        int usual = connection.getTransactionIsolation();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        try {
            return look(connection, expected);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(usual);
        }
    }

    static Found look(Connection connection, @Nullable String expected) throws SQLException {
        Chain chain = new Chain(expected);
        while (next(connection, chain)) {
            // The next thousand.
        }
        ask(connection, LEFT_OVER, row -> chain.unsealed(row.getLong(1), Entry.instant(row, 2)));
        long[] counts = new long[3];
        ask(connection, COUNT, row -> {
            counts[0] = row.getLong(1);
            counts[1] = row.getLong(2);
        });
        ask(connection, UNSEALED, row -> counts[2] = row.getLong(1));
        Chain.Fault fault = chain.firstFault();
        return new Found(counts[0], counts[1], counts[2], chain.head(), chain.position(), fault == null, fault);
    }

    private static boolean next(Connection connection, Chain chain) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LINKS)) {
            select.setLong(1, chain.position());
            int found = 0;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found++;
                    chain.next(new Chain.Link(
                            row.getLong(1),
                            row.getLong(2),
                            Entry.read(row, 6),
                            row.getBytes(3),
                            row.getBytes(4),
                            Entry.instant(row, 5)));
                }
            }
            return found == AT_ONCE;
        }
    }

    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private static void ask(Connection connection, String sql, Reader reader) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            if (row.next()) {
                reader.read(row);
            }
        }
    }
}
