package jp.shirube.access.audit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import jp.shirube.access.audit.Chain.Kind;
import jp.shirube.apart.InTheNameOf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever owns the database can switch off what keeps the tables; it shows nevertheless. */
@QuarkusTest
class TamperingTest extends Kept {

    private static final String FOURTH = "(select entry_id from audit_seal where position = 4)";

    private String head = "";

    @BeforeEach
    void tenChangesAreSealed() {
        for (int i = 0; i < 10; i++) {
            changed("plan.state", "510010/plans/main", "{\"n\":" + i + "}", "{\"n\":" + (i + 1) + "}", "改定");
        }
        everythingIsSealed();
        head = verify.verify(null).head();
    }

    @Test
    void untouchedItIsIntactAndContainsEveryHeadItEverHad() {
        changed("plan.state", "510010/plans/main", null, "{}", null);
        everythingIsSealed();

        Verify.Found found = verify.verify(head);

        assertThat(found.firstFault()).isNull();
        assertThat(found.intact()).isTrue();
        assertThat(found.head()).isNotEqualTo(head);
        assertThat(found.entries()).isEqualTo(found.sealed()).isEqualTo(found.position());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at = at + interval '1 microsecond'",
                "municipality = '510011'",
                "request_id = request_id || 'x'",
                "actor = 'somebody'",
                "actor_name = 'だれか'",
                "roles = 'AUDITOR'",
                "department = 'kikaku'",
                "action = 'plan.adopt'",
                "subject = subject || '1'",
                "outcome = 'REFUSED'",
                "problem = 'x'",
                "status = 403",
                "before = coalesce(before, '') || ' '",
                "after = ''",
                "why = 'x'",
                "written_at = written_at - interval '1 day'",
                "transaction = '1'",
                // A text that moves from one column into the next.
                "actor = actor || 'x', actor_name = substr(actor_name, 2)"
            })
    void anAlteredColumnShows(String change) {
        assertThat(tamperedBy("update audit_entry set " + change + " where id = " + FOURTH))
                .isEqualTo(new Place(Kind.ALTERED, 4L));
    }

    @Test
    void anAlteredSealShows() {
        assertThat(tamperedBy("update audit_seal set hash = sha256('x') where position = 4"))
                .isEqualTo(new Place(Kind.ALTERED, 4L));
        assertThat(tamperedBy("update audit_seal set sealed_at = sealed_at - interval '1 day' where position = 4"))
                .isEqualTo(new Place(Kind.ALTERED, 4L));
    }

    @Test
    void anEntryThatIsGoneShows() {
        assertThat(tamperedBy("delete from audit_entry where id = " + FOURTH)).isEqualTo(new Place(Kind.MISSING, 4L));
    }

    @Test
    void anEntryThatIsGoneWithItsSealShows() {
        assertThat(tamperedBy(
                        "delete from audit_entry where id = " + FOURTH, "delete from audit_seal where position = 4"))
                .isEqualTo(new Place(Kind.CUT, 4L));
    }

    @Test
    void aGapClosedBehindItShows() {
        assertThat(tamperedBy(
                        "delete from audit_entry where id = " + FOURTH,
                        "delete from audit_seal where position = 4",
                        "update audit_seal set position = -position + 1 where position > 4",
                        "update audit_seal set position = -position where position < 0"))
                .isEqualTo(new Place(Kind.OUT_OF_ORDER, 4L));
    }

    @Test
    void theBeginningCutOffShows() {
        assertThat(tamperedBy("delete from audit_seal where position < 3")).isEqualTo(new Place(Kind.CUT, 1L));
    }

    @Test
    void exchangedSealsShow() {
        assertThat(tamperedBy(
                        "update audit_seal set position = -1 where position = 4",
                        "update audit_seal set position = 4 where position = 5",
                        "update audit_seal set position = 5 where position = -1"))
                .isEqualTo(new Place(Kind.OUT_OF_ORDER, 4L));
    }

    @Test
    void exchangedEntriesShow() {
        assertThat(tamperedBy(
                        "update audit_seal set entry_id = -entry_id where position in (4, 5)",
                        "update audit_seal set entry_id = (select -entry_id from audit_seal where position = 9 - seal) "
                                + "from (values (4), (5)) as s (seal) where position = seal"))
                .isEqualTo(new Place(Kind.ALTERED, 4L));
    }

    @Test
    void anEntryPutIntoTheMiddleShowsHoweverWellItIsSealed() {
        assertThat(tampered(null, connection -> {
                    execute(connection, "update audit_seal set position = -position - 1 where position >= 4");
                    execute(connection, "update audit_seal set position = -position where position < 0");
                    execute(connection, """
                            insert into audit_entry (at, municipality, request_id, actor, actor_name, roles, action, subject, outcome)
                            values (now(), '510010', '', '', '', '', 'plan.state', '510010/plans/main', 'DONE')""");
                    sealAt(connection, 4);
                }))
                .isEqualTo(new Place(Kind.OUT_OF_ORDER, 5L));
    }

    @Test
    void whatIsCutOffAtTheEndShowsByTheHeadNotedBefore() {
        String[] cut = {
            "delete from audit_entry where id in (select entry_id from audit_seal order by position desc limit 2)",
            "delete from audit_seal where position > (select max(position) - 2 from audit_seal)"
        };

        assertThat(tampered(null, cut)).isNull();
        assertThat(tampered(head, cut)).isEqualTo(new Place(Kind.HEAD, null));
    }

    @Test
    void anEntryWhoseSealIsTakenAwayAtTheEndShowsAfterAMinute() {
        assertThat(tamperedBy(
                        "update audit_entry set written_at = now() - interval '61 seconds' where id = (select max(id) from audit_entry)",
                        "delete from audit_seal where entry_id = (select max(id) from audit_entry)"))
                .isEqualTo(new Place(Kind.UNSEALED, null));
    }

    @Test
    void whoCommitsLateIsSealedToo() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch othersAreSealed = new CountDownLatch(1);
        try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
            Future<?> late = writer.submit(() -> InTheNameOf.municipality("510012", () -> {
                QuarkusTransaction.requiringNew().run(() -> {
                    audit.changed("plan.state", "510012/plans/late", null, "{}", null);
                    written.countDown();
                    awaited(othersAreSealed);
                });
                return true;
            }));
            awaited(written);
            for (int i = 0; i < 5; i++) {
                changed("plan.state", "510012/plans/early", null, "{}", null);
                everythingIsSealed();
            }
            othersAreSealed.countDown();
            late.get(20, TimeUnit.SECONDS);
        }
        everythingIsSealed();

        assertThat(entriesOf("510012"))
                .hasSize(6)
                .allSatisfy(entry -> assertThat(entry.seal()).isNotNull());
        assertThat(verify.verify(head).intact()).isTrue();
    }

    @Test
    void fiftyWritersAtOnceAreAllSealedOnce() throws Exception {
        try (ExecutorService writers = Executors.newFixedThreadPool(50)) {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < 50; writer++) {
                all.add(writers.submit(() -> {
                    for (int i = 0; i < 10; i++) {
                        changed("plan.state", "510013/plans/main", null, "{}", null);
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
        everythingIsSealed();

        assertThat(entriesOf("510013")).hasSize(500);
        Verify.Found found = verify.verify(head);
        assertThat(found.firstFault()).isNull();
        assertThat(found.sealed()).isEqualTo(found.entries());
    }

    private record Place(Kind kind, @Nullable Long position) {}

    private @Nullable Place tamperedBy(String... statements) {
        return tampered(null, statements);
    }

    private @Nullable Place tampered(@Nullable String expected, String... statements) {
        return tampered(expected, connection -> {
            for (String sql : statements) {
                execute(connection, sql);
            }
        });
    }

    private @Nullable Place tampered(@Nullable String expected, Work work) {
        AtomicReference<@Nullable Place> place = new AtomicReference<>();
        tried(connection -> {
            execute(connection, "alter table audit_entry disable trigger user");
            execute(connection, "alter table audit_seal disable trigger user");
            work.on(connection);
            Chain.Fault fault = Verify.look(connection, expected).firstFault();
            place.set(fault == null ? null : new Place(fault.kind(), fault.position()));
        });
        return place.get();
    }

    /** As the sealer would have done it. */
    private static void sealAt(Connection connection, long position) throws SQLException {
        try (var select = connection.prepareStatement(
                        "select " + Entry.COLUMNS
                                + ", (select hash from audit_seal where position = ?) from audit_entry order by id desc limit 1");
                var insert = connection.prepareStatement("insert into audit_seal values (?, ?, ?, ?, ?)")) {
            select.setLong(1, position - 1);
            try (var row = select.executeQuery()) {
                row.next();
                Entry entry = requireNonNull(Entry.read(row, 1));
                byte[] previous = row.getBytes(19);
                Instant now = Instant.ofEpochSecond(1_800_000_000);
                insert.setLong(1, position);
                insert.setLong(2, entry.id());
                insert.setBytes(3, Chain.hash(previous, entry, now));
                insert.setBytes(4, previous);
                insert.setObject(5, now.atOffset(ZoneOffset.UTC));
                insert.executeUpdate();
            }
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
