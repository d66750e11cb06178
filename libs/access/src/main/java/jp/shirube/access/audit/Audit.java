package jp.shirube.access.audit;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jp.shirube.access.Caller;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Grant;
import jp.shirube.apart.AddressedMunicipality;
import jp.shirube.apart.InTheNameOf;
import org.jspecify.annotations.Nullable;

/** 監査記録への記入: what a use case changed, with its transaction; what was refused, in one of its own. */
@ApplicationScoped
public class Audit {

    private static final Pattern MUNICIPALITY = Pattern.compile("(\\d{6})(?:/.*)?", Pattern.DOTALL);

    private static final String INSERT = """
            insert into audit_entry (at, municipality, request_id, actor, actor_name, roles, department, action, subject,
                outcome, problem, status, before, after, why)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /** Who acts: somebody in a request, or the service itself. */
    private record Actor(
            String request,
            String id,
            String name,
            String roles,
            @Nullable String department) {

        static Actor now() {
            if (!Arc.container().requestContext().isActive()) {
                return new Actor(UUID.randomUUID().toString(), "system", "", "", null);
            }
            CurrentCaller current =
                    Arc.container().instance(CurrentCaller.class).get();
            Caller caller = current.get();
            String roles = caller.grants().stream().map(Actor::role).sorted().collect(Collectors.joining(", "));
            return new Actor(current.requestId(), caller.id(), caller.name(), roles, current.actingFor());
        }

        private static String role(Grant grant) {
            return grant.department() == null ? grant.role().name() : grant.role() + ":" + grant.department();
        }
    }

    private record Refusal(@Nullable String problem, int status) {}

    private final AgroalDataSource database;
    private final Clock clock;

    Audit(AgroalDataSource database, Clock clock) {
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
        insert(municipality(subject), action, subject, null, before, after, why);
    }

    /**
     * Somebody tried and was refused. In a transaction of its own: theirs has been rolled back.
     *
     * @param action method and address as they were called
     * @param subject as of a change; what they tried it on
     * @param problem id of the problem type they were told
     */
    public void refused(String action, String subject, int status, @Nullable String problem) {
        String municipality = municipality(subject);
        Runnable record = () -> QuarkusTransaction.requiringNew()
                .run(() -> insert(municipality, action, subject, new Refusal(problem, status), null, null, null));
        if (municipality.isEmpty()) {
            InTheNameOf.theSystem(record);
        } else {
            InTheNameOf.municipality(municipality, () -> {
                record.run();
                return true;
            });
        }
    }

    private static String municipality(String subject) {
        Matcher matcher = MUNICIPALITY.matcher(subject);
        if (matcher.matches()) {
            return matcher.group(1);
        }
        if (!Arc.container().requestContext().isActive()) {
            return "";
        }
        String addressed =
                Arc.container().instance(AddressedMunicipality.class).get().code();
        return addressed == null ? "" : addressed;
    }

    private void insert(
            String municipality,
            String action,
            String subject,
            @Nullable Refusal refusal,
            @Nullable String before,
            @Nullable String after,
            @Nullable String why) {
        Actor actor = Actor.now();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
            insert.setString(2, municipality);
            insert.setString(3, storable(actor.request()));
            insert.setString(4, storable(actor.id()));
            insert.setString(5, storable(actor.name()));
            insert.setString(6, storable(actor.roles()));
            insert.setString(7, storable(actor.department()));
            insert.setString(8, storable(action));
            insert.setString(9, storable(subject));
            insert.setString(10, (refusal == null ? Outcome.DONE : Outcome.REFUSED).name());
            insert.setString(11, refusal == null ? null : storable(refusal.problem()));
            insert.setObject(12, refusal == null ? null : refusal.status(), Types.INTEGER);
            insert.setString(13, storable(before));
            insert.setString(14, storable(after));
            insert.setString(15, storable(why));
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
