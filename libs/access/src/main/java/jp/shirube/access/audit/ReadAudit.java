package jp.shirube.access.audit;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 監査記録の閲覧, of one municipality. */
@ApplicationScoped
public class ReadAudit {

    private static final String FIND = """
            select seal.sealed_at, seal.hash, %s
            from audit_entry left join audit_seal as seal on seal.entry_id = audit_entry.id
            where audit_entry.municipality = ? and audit_entry.id > ?
                and (?::timestamptz is null or audit_entry.at >= ?)
                and (?::timestamptz is null or audit_entry.at < ?)
                and (?::text is null or audit_entry.actor = ? or audit_entry.actor_name = ?)
                and (?::text is null or starts_with(audit_entry.subject, ?))
                and (?::text is null or audit_entry.outcome = ?)
            order by audit_entry.id limit ?""".formatted(Entry.COLUMNS);

    /**
     * What is asked for.
     *
     * @param from the first moment
     * @param until the first moment no longer
     * @param actor id or name
     * @param subject how it begins
     * @param after id of the last one known
     */
    public record Question(
            String municipality,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String actor,
            @Nullable String subject,
            @Nullable Outcome outcome,
            long after,
            int limit) {}

    private final AgroalDataSource database;

    ReadAudit(AgroalDataSource database) {
        this.database = database;
    }

    @Transactional
    public AuditPage read(Question question) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(FIND)) {
            int at = 1;
            select.setString(at++, question.municipality());
            select.setLong(at++, question.after());
            at = set(select, at, utc(question.from()), 2);
            at = set(select, at, utc(question.until()), 2);
            at = set(select, at, question.actor(), 3);
            at = set(select, at, question.subject(), 2);
            at = set(
                    select,
                    at,
                    question.outcome() == null ? null : question.outcome().name(),
                    2);
            select.setInt(at, question.limit() + 1);
            List<AuditPage.Item> items = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    items.add(item(row));
                }
            }
            boolean more = items.size() > question.limit();
            List<AuditPage.Item> shown = more ? items.subList(0, question.limit()) : items;
            return new AuditPage(List.copyOf(shown), more ? shown.getLast().id() : null);
        } catch (SQLException e) {
            throw new AuditUnavailableException(e);
        }
    }

    private static int set(PreparedStatement select, int from, @Nullable Object value, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            select.setObject(from + i, value);
        }
        return from + times;
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static AuditPage.Item item(ResultSet row) throws SQLException {
        Entry entry = Entry.read(row, 3);
        if (entry == null) {
            throw new IllegalStateException("a row without its entry");
        }
        byte[] seal = row.getBytes(2);
        return new AuditPage.Item(
                Long.toString(entry.id()),
                entry.at(),
                entry.requestId(),
                entry.actor(),
                entry.actorName(),
                entry.roles(),
                entry.department(),
                entry.action(),
                entry.subject(),
                entry.outcome(),
                entry.problem(),
                entry.status(),
                entry.before(),
                entry.after(),
                entry.why(),
                seal == null ? null : Entry.instant(row, 1),
                seal == null ? null : Chain.hex(seal));
    }
}
