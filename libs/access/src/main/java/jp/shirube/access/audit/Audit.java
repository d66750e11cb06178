package jp.shirube.access.audit;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jp.shirube.access.Caller;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Grant;
import jp.shirube.apart.InTheNameOf;
import org.jspecify.annotations.Nullable;

/** 監査記録への記入: what a use case changed, with its transaction; what was refused, in one of its own. */
@ApplicationScoped
public class Audit {

    private static final Pattern MUNICIPALITY = Pattern.compile("(\\d{6})(?:/.*)?", Pattern.DOTALL);

    /** Whoever is refused is told so soon, whatever becomes of the record of it. */
    private static final int REFUSED_WAITS_SECONDS = 2;

    private static final String INSERT = """
            insert into audit_entry (at, municipality, request_id, actor, actor_name, roles, department, action, subject,
                outcome, problem, status, before, after, why)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /** Who acts: somebody in a request, or the service itself. */
    record Actor(
            String request,
            String id,
            String name,
            String roles,
            @Nullable String department) {

        static final Actor THE_SERVICE = new Actor("", "system", "", "", null);

        static Actor of(CurrentCaller current) {
            if (!Arc.container().requestContext().isActive()) {
                return THE_SERVICE;
            }
            Caller caller = current.get();
            String roles = caller.grants().stream().map(Actor::role).sorted().collect(Collectors.joining(", "));
            return new Actor(current.requestId(), caller.id(), caller.name(), roles, current.actingFor());
        }

        private static String role(Grant grant) {
            return grant.department() == null ? grant.role().name() : grant.role() + ":" + grant.department();
        }
    }

    /**
     * Something somebody tried and was refused.
     *
     * @param municipality empty where it was at none
     * @param problem id of the problem type they were told
     */
    record Attempt(
            Actor actor,
            String municipality,
            String action,
            String subject,
            @Nullable Integer status,
            @Nullable String problem,
            @Nullable String after) {

        static Attempt onlyCounted(String municipality, int count) {
            return new Attempt(
                    Actor.THE_SERVICE,
                    municipality,
                    "attempts.counted",
                    municipality,
                    null,
                    null,
                    "{\"refused\":" + count + "}");
        }
    }

    private record Row(
            Actor actor,
            String municipality,
            String action,
            String subject,
            Outcome outcome,
            @Nullable String problem,
            @Nullable Integer status,
            @Nullable String before,
            @Nullable String after,
            @Nullable String why) {}

    private final CurrentCaller caller;
    private final AgroalDataSource database;
    private final Clock clock;

    Audit(CurrentCaller caller, AgroalDataSource database, Clock clock) {
        this.caller = caller;
        this.database = database;
        this.clock = clock;
    }

    /**
     * Something changed: recorded if, and only if, its transaction commits. What had no effect is not said here.
     *
     * @param action what was done, of what: {@code actual.correct}
     * @param subject its address behind {@code /municipalities/}: {@code 062022/indicators/births/actuals/R7}; begins with the
     *     municipality wherever it is of one
     * @param before how it was, JSON; null where it was not there
     * @param after how it is now, JSON; null where it is gone
     * @param why the reason given
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void changed(
            String action, String subject, @Nullable String before, @Nullable String after, @Nullable String why) {
        insert(new Row(
                Actor.of(caller),
                municipalityOf(subject),
                action,
                subject,
                Outcome.DONE,
                null,
                null,
                before,
                after,
                why));
    }

    /** SHA-256, hexadecimal: for what is too long, or too secret, to be written down itself. */
    public static String digest(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Somebody tried and was refused. In a transaction of its own: theirs has been rolled back.
     *
     * @param action method and address as they were called
     * @param subject as of a change; what they tried it on
     * @param problem id of the problem type they were told
     */
    public void refused(String action, String subject, int status, @Nullable String problem) {
        write(attempt(action, subject, status, problem));
    }

    /** Of the request that is being answered. */
    Attempt attempt(String action, String subject, int status, @Nullable String problem) {
        return new Attempt(Actor.of(caller), municipalityOf(subject), action, subject, status, problem, null);
    }

    void write(Attempt attempt) {
        if (attempt.municipality().isEmpty()) {
            InTheNameOf.theSystem(() -> writeAlone(attempt));
        } else {
            InTheNameOf.municipality(attempt.municipality(), () -> {
                writeAlone(attempt);
                return true;
            });
        }
    }

    private void writeAlone(Attempt attempt) {
        QuarkusTransaction.requiringNew()
                .run(() -> insert(new Row(
                        attempt.actor(),
                        attempt.municipality(),
                        attempt.action(),
                        attempt.subject(),
                        Outcome.REFUSED,
                        attempt.problem(),
                        attempt.status(),
                        null,
                        attempt.after(),
                        null)));
    }

    private static String municipalityOf(String subject) {
        Matcher matcher = MUNICIPALITY.matcher(subject);
        return matcher.matches() ? matcher.group(1) : "";
    }

    private void insert(Row row) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            if (row.outcome() == Outcome.REFUSED) {
                insert.setQueryTimeout(REFUSED_WAITS_SECONDS);
            }
            insert.setObject(1, clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
            insert.setString(2, row.municipality());
            insert.setString(3, storable(row.actor().request()));
            insert.setString(4, storable(row.actor().id()));
            insert.setString(5, storable(row.actor().name()));
            insert.setString(6, storable(row.actor().roles()));
            insert.setString(7, storable(row.actor().department()));
            insert.setString(8, storable(row.action()));
            insert.setString(9, storable(row.subject()));
            insert.setString(10, row.outcome().name());
            insert.setString(11, storable(row.problem()));
            insert.setObject(12, row.status(), Types.INTEGER);
            insert.setString(13, storable(row.before()));
            insert.setString(14, storable(row.after()));
            insert.setString(15, storable(row.why()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new AuditUnavailableException(e);
        }
    }

    /** PostgreSQL takes every character but one. */
    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\u2400');
    }
}
