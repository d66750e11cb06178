package jp.shirube.system.faults;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.shirube.system.faults.Oracle.Findings;
import jp.shirube.system.faults.Oracle.Line;
import org.jspecify.annotations.Nullable;

/**
 * 監査記録, as {@code docs/audit.md} promises it: one entry of every change and none of anything else, and a chain in which every
 * seal fits. Reckoned here anew, without asking the services.
 */
final class AuditRecord {

    /** What changed, by the histories: the address of what it is about, and its revision. */
    private static final Map<Service, String> CHANGES = Map.of(
            Service.PLAN, """
            select municipality || '/plans/' || plan || '/editions/' || number || ' ' || version from edition_revision
            where municipality = ?
            union all select code || ' ' || version from municipality_revision where code = ?""",
            Service.KPI, """
            select municipality || '/indicators/' || indicator || '/actuals/' || period || ' ' || revision
            from actual_revision where municipality = ? and municipality = ?""",
            Service.REPORT, """
            select municipality || '/webhooks/' || id || ' 1' from webhook where municipality = ? and municipality = ?""");

    /** What was done, by the record, in the same words. */
    private static final String ENTRIES = """
            select concat_ws('|', request_id, subject, at, written_at),
                   subject || ' ' || coalesce(cast(after as jsonb) ->> 'revision', cast(after as jsonb) ->> 'version', '1')
            from audit_entry where outcome = 'DONE' and actor <> 'system'""";

    private static final String CHAIN = """
            select s.position, s.hash, s.previous, s.sealed_at, e.id, e.at, e.municipality, e.request_id, e.actor, e.actor_name,
                   e.roles, e.department, e.action, e.subject, e.outcome, e.problem, e.status, e.before, e.after, e.why,
                   e.written_at, cast(e.transaction as text)
            from audit_seal s left join audit_entry e on e.id = s.entry_id order by s.position""";

    private static final int FIRST_COLUMN = 5;
    private static final int COLUMNS = 18;

    private final Cluster cluster;
    private final Map<Service, Map<String, String>> remembered = new EnumMap<>(Service.class);

    AuditRecord(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Before a database is taken away: what only it knew of who did what is lost with it, the changes are not. */
    void remember() throws SQLException {
        for (Service service : Service.values()) {
            remembered.computeIfAbsent(service, none -> new HashMap<>()).putAll(entries(service));
        }
    }

    void check(Town town, Findings findings) throws SQLException {
        for (Service service : Service.values()) {
            everyChangeOnce(service, town, findings);
            chain(service, findings);
        }
    }

    private void everyChangeOnce(Service service, Town town, Findings findings) throws SQLException {
        Set<String> changes = changes(service, town);
        Map<String, String> entries = new HashMap<>(remembered.getOrDefault(service, Map.of()));
        entries.putAll(entries(service));
        Map<String, Integer> recorded = new HashMap<>();
        entries.values().stream()
                .filter(subject -> subject.startsWith(town.code() + "/") || subject.startsWith(town.code() + " "))
                .forEach(subject -> recorded.merge(subject, 1, Integer::sum));
        for (String change : changes) {
            Integer times = recorded.remove(change);
            if (times == null) {
                findings.lost(Line.RECORDED_AND_SEALED, service.fullName() + " has no record of " + change);
            } else if (times > 1) {
                findings.doubled(
                        Line.RECORDED_AND_SEALED, service.fullName() + " recorded " + times + " times: " + change);
            }
        }
        recorded.keySet()
                .forEach(subject -> findings.found(
                        Line.RECORDED_AND_SEALED, service.fullName() + " recorded what never was: " + subject));
    }

    private Set<String> changes(Service service, Town town) throws SQLException {
        Set<String> changes = new HashSet<>();
        try (Connection connection = cluster.database(service).connect();
                PreparedStatement select = connection.prepareStatement(CHANGES.getOrDefault(service, ""))) {
            select.setString(1, town.code());
            select.setString(2, town.code());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    changes.add(row.getString(1));
                }
            }
        }
        return changes;
    }

    /** What was done, by what tells the entry from every other. */
    private Map<String, String> entries(Service service) throws SQLException {
        Map<String, String> entries = new HashMap<>();
        try (Connection connection = cluster.database(service).connect();
                PreparedStatement select = connection.prepareStatement(ENTRIES);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                entries.put(row.getString(1), row.getString(2));
            }
        }
        return entries;
    }

    private void chain(Service service, Findings findings) throws SQLException {
        try (Connection connection = cluster.database(service).connect();
                PreparedStatement select = connection.prepareStatement(CHAIN);
                ResultSet row = select.executeQuery()) {
            byte[] head = new byte[32];
            long position = 0;
            while (row.next()) {
                position++;
                byte[] hash = row.getBytes(2);
                if (row.getLong(1) != position
                        || !Arrays.equals(row.getBytes(3), head)
                        || !Arrays.equals(hash, hash(head, row))) {
                    findings.found(
                            Line.RECORDED_AND_SEALED,
                            service.fullName() + ": the chain does not hold at " + row.getLong(1));
                    return;
                }
                head = hash;
            }
        }
    }

    private static byte[] hash(byte[] previous, ResultSet row) throws SQLException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeLong(micros(row, 4));
            out.writeInt(COLUMNS);
            for (int i = 0; i < COLUMNS; i++) {
                write(out, text(row, FIRST_COLUMN + i));
            }
            return digest.digest(bytes.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
        } else {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static @Nullable String text(ResultSet row, int column) throws SQLException {
        boolean isTime = List.of("at", "written_at").contains(row.getMetaData().getColumnLabel(column));
        return isTime && row.getObject(column) != null ? Long.toString(micros(row, column)) : row.getString(column);
    }

    private static long micros(ResultSet row, int column) throws SQLException {
        Instant at = row.getObject(column, OffsetDateTime.class).toInstant();
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
