package jp.shirube.access.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * 監査記録の一件.
 *
 * @param at by the service's clock
 * @param municipality empty where it is of none
 * @param roles what the actor was: {@code DEPARTMENT_EDITOR:kikaku, PLANNING_OFFICE}
 * @param department in whose name they acted
 * @param problem id of the problem they were told
 * @param before JSON, as {@code after}
 * @param writtenAt by the database's clock
 * @param transaction number of the database's transaction
 */
record Entry(
        long id,
        Instant at,
        String municipality,
        String requestId,
        String actor,
        String actorName,
        String roles,
        @Nullable String department,
        String action,
        String subject,
        Outcome outcome,
        @Nullable String problem,
        @Nullable Integer status,
        @Nullable String before,
        @Nullable String after,
        @Nullable String why,
        Instant writtenAt,
        String transaction) {

    static final String COLUMNS = """
            audit_entry.id, audit_entry.at, audit_entry.municipality, audit_entry.request_id, audit_entry.actor,
            audit_entry.actor_name, audit_entry.roles, audit_entry.department, audit_entry.action, audit_entry.subject,
            audit_entry.outcome, audit_entry.problem, audit_entry.status, audit_entry.before, audit_entry.after,
            audit_entry.why, audit_entry.written_at, audit_entry.transaction::text""";

    private static final int COUNT = 18;

    /** @param from where {@link #COLUMNS} begin; null if there is no entry */
    static @Nullable Entry read(ResultSet row, int from) throws SQLException {
        long id = row.getLong(from);
        if (row.wasNull()) {
            return null;
        }
        return new Entry(
                id,
                instant(row, from + 1),
                row.getString(from + 2),
                row.getString(from + 3),
                row.getString(from + 4),
                row.getString(from + 5),
                row.getString(from + 6),
                row.getString(from + 7),
                row.getString(from + 8),
                row.getString(from + 9),
                Outcome.valueOf(row.getString(from + 10)),
                row.getString(from + 11),
                row.getObject(from + 12, Integer.class),
                row.getString(from + 13),
                row.getString(from + 14),
                row.getString(from + 15),
                instant(row, from + 16),
                row.getString(from + 17));
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Every column with its length before it: no two entries have the same bytes. */
    byte[] bytes() {
        Object[] columns = {
            id,
            micros(at),
            municipality,
            requestId,
            actor,
            actorName,
            roles,
            department,
            action,
            subject,
            outcome,
            problem,
            status,
            before,
            after,
            why,
            micros(writtenAt),
            transaction
        };
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(COUNT);
            for (Object column : columns) {
                if (column == null) {
                    out.writeInt(-1);
                } else {
                    byte[] text = column.toString().getBytes(StandardCharsets.UTF_8);
                    out.writeInt(text.length);
                    out.write(text);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** As exact as the database keeps it. */
    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
