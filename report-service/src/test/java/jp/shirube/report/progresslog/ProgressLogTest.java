package jp.shirube.report.progresslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import jp.shirube.local.RealParts;
import jp.shirube.outbox.ReceivedEvent;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** Followers read in one order what was published, and may trust a position they have reached. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class ProgressLogTest {

    @Inject
    ProgressLog log;

    @Inject
    ObjectMapper json;

    @Inject
    AgroalDataSource database;

    @Test
    void whatIsPublishedIsLoggedOnceAndInTheOrderOfItsTarget() {
        List<UUID> ids = new ArrayList<>();
        try (PublishedProgress said = new PublishedProgress("440001")) {
            for (int version = 1; version <= 3; version++) {
                ids.add(said.progress("plan", "women", version));
            }
            said.changed(ids.get(1), Entry.PROGRESS_CHANGED, "plan", "women", 2, "", "", "{}");
            ids.add(said.grade("plan", "women", 4, "B"));
        }
        settled(() -> assertThat(all("440001")).extracting(Entry::id).isEqualTo(ids));
        Entry first = all("440001").getFirst();
        assertThat(first.type()).isEqualTo(Entry.PROGRESS_CHANGED);
        assertThat(first.subject()).isEqualTo("440001/target/plan/women");
        assertThat(first.version()).isEqualTo(1);
        assertThat(first.occurredAt()).isEqualTo(Instant.parse("2026-05-01T00:00:00.123456Z"));
        assertThat(first.edition()).isEqualTo(1);
        assertThat(first.indicator()).isEqualTo("women-on-councils");
        assertThat(first.elements()).containsExactly("p1", "s1");
        assertThat(first.departments()).containsExactly("d1");
        assertThat(first.data()).doesNotContain("\n").contains("\"judged\":\"32.8\"");
        assertThat(all("440001")).extracting(Entry::position).isSorted();
        assertThat(log.last()).isGreaterThanOrEqualTo(all("440001").getLast().position());
    }

    @Test
    void aFollowerHearsOnlyWhatItAskedFor() {
        UUID onElement;
        UUID under;
        UUID elsewhere;
        UUID otherPlan;
        UUID graded;
        UUID given;
        try (PublishedProgress said = new PublishedProgress("440002");
                PublishedProgress neighbour = new PublishedProgress("440003")) {
            neighbour.progress("plan", "a", 1);
            onElement = said.progress("plan", "a", 1, "\"p1\"", "\"d1\"");
            under = said.progress("plan", "b", 1, "\"p1\", \"s1\"", "\"d1\", \"d2\"");
            elsewhere = said.progress("plan", "c", 1, "\"p2\"", "\"d3\"");
            otherPlan = said.progress("other", "a", 1, "\"p1\"", "\"d2\"");
            graded = said.grade("plan", "c", 1, "B", "\"p2\"", "\"d3\"");
            given = said.given("plan", "c", 1, "A");
        }
        settled(() -> assertThat(all("440002")).hasSize(6));
        assertThat(matching(new Filter("440002", "plan", null, null, false, true)))
                .containsExactlyInAnyOrder(onElement, under, elsewhere, graded, given);
        assertThat(matching(new Filter("440002", "plan", "p1", null, false, true)))
                .containsExactlyInAnyOrder(onElement, under);
        assertThat(matching(new Filter("440002", "plan", "s1", null, false, true)))
                .containsExactly(under);
        assertThat(matching(new Filter("440002", null, null, "d2", false, true)))
                .containsExactlyInAnyOrder(under, otherPlan);
        assertThat(matching(new Filter("440002", null, null, null, true, true)))
                .containsExactlyInAnyOrder(graded, given);
        assertThat(matching(new Filter("440002", "plan", null, "d3", true, true)))
                .containsExactly(graded);
        assertThat(matching(new Filter("440002", "nowhere", null, null, false, true)))
                .isEmpty();
    }

    @Test
    void theLogIsReadPageByPageFromEitherEnd() {
        List<UUID> ids;
        try (PublishedProgress said = new PublishedProgress("440004")) {
            ids = IntStream.rangeClosed(1, 7)
                    .mapToObj(version -> said.progress("plan", "a", version))
                    .toList();
        }
        settled(() -> assertThat(all("440004")).hasSize(7));
        Filter everything = new Filter("440004", null, null, null, false, true);
        List<UUID> read = new ArrayList<>();
        List<Entry> page = log.after(0, everything, 3);
        while (!page.isEmpty()) {
            page.forEach(entry -> read.add(entry.id()));
            page = log.after(page.getLast().position(), everything, 3);
        }
        assertThat(read).isEqualTo(ids);
        List<Entry> newest = log.newest(everything, 2);
        assertThat(newest).extracting(Entry::id).containsExactly(ids.get(6), ids.get(5));
        assertThat(log.before(newest.getLast().position(), everything, 2))
                .extracting(Entry::id)
                .containsExactly(ids.get(4), ids.get(3));
    }

    /** Whoever has read up to a position would never look before it again. */
    @Test
    void noEntryEverAppearsBeforeOneThatWasAlreadyRead() throws InterruptedException, ExecutionException {
        int writers = 4;
        int batches = 40;
        AtomicBoolean written = new AtomicBoolean();
        List<Long> followed = new ArrayList<>();
        Filter everything = new Filter("440005", null, null, null, false, true);
        ExecutorService threads = Executors.newFixedThreadPool(writers + 1);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> writing = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                writing.add(threads.submit(() -> {
                    start.await();
                    for (int i = 0; i < batches; i++) {
                        appendThree("440005");
                    }
                    return null;
                }));
            }
            Future<?> following = threads.submit(() -> {
                start.await();
                long position = 0;
                boolean last;
                do {
                    last = written.get();
                    for (Entry entry : log.after(position, everything, 50)) {
                        followed.add(entry.position());
                        position = entry.position();
                    }
                } while (!last || !log.after(position, everything, 1).isEmpty());
                return null;
            });
            start.countDown();
            for (Future<?> writer : writing) {
                writer.get();
            }
            written.set(true);
            following.get();
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(10, TimeUnit.SECONDS);
        }
        assertThat(followed).hasSize(writers * batches * 3).isEqualTo(positions("440005"));
        assertThat(new HashSet<>(followed)).hasSameSizeAs(followed);
    }

    @Test
    void thoseWhoWaitAreWokenOnlyWhenTheEntriesCanBeRead() {
        AtomicInteger woken = new AtomicInteger();
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        log.onAppended(() -> {
            if (woken.incrementAndGet() == 1) {
                seen.add(readBySomebodyElse("440006"));
            }
        });
        QuarkusTransaction.requiringNew().run(() -> {
            log.append(List.of(event("440006", "a")));
            assertThat(seen).isEmpty();
        });
        settled(() -> assertThat(seen).isNotEmpty());
        assertThat(seen.getFirst()).isEqualTo(1);
    }

    @Test
    void whatMakesNoSenseGoesToTheDeadLettersAndWhatIsUnknownIsLeftAlone() {
        UUID senseless;
        UUID last;
        try (PublishedProgress said = new PublishedProgress("440007")) {
            senseless = said.other(Entry.PROGRESS_CHANGED, "{\"municipality\": \"440007\", \"plan\": \"p\"}");
            said.other("jp.shirube.report.something.else.v1", "{}");
            last = said.progress("plan", "a", 1);
        }
        settled(() -> assertThat(all("440007")).extracting(Entry::id).containsExactly(last));
        settled(() -> assertThat(count(
                        "select count(*) from outbox where topic = 'report-service.dead-letters' and data like ?",
                        "%" + senseless + "%"))
                .isEqualTo(1));
    }

    @Test
    void oldEntriesGoAndItIsRememberedUpToWhere() {
        long before = log.last();
        assertThat(log.prunedTo()).isLessThanOrEqualTo(before);
        QuarkusTransaction.requiringNew().run(() -> log.append(List.of(event("440008", "a"), event("440008", "b"))));
        long last = log.last();
        log.prune(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(all("440008")).hasSize(2);
        // Not for good: other tests read the same log.
        QuarkusTransaction.begin();
        try {
            log.prune(Instant.now().plus(Duration.ofDays(1)));
            assertThat(all("440008")).isEmpty();
            assertThat(log.prunedTo()).isGreaterThanOrEqualTo(last);
            assertThat(log.last()).isGreaterThanOrEqualTo(last);
        } finally {
            QuarkusTransaction.rollback();
        }
        assertThat(all("440008")).hasSize(2);
    }

    private void appendThree(String municipality) {
        QuarkusTransaction.requiringNew()
                .run(() -> log.append(
                        List.of(event(municipality, "a"), event(municipality, "b"), event(municipality, "c"))));
    }

    private ReceivedEvent event(String municipality, String target) {
        String subject = municipality + "/target/plan/" + target;
        return new ReceivedEvent(
                UUID.randomUUID(),
                subject,
                Entry.PROGRESS_CHANGED,
                Entry.SOURCE,
                subject,
                1,
                Instant.parse("2026-05-01T00:00:00Z"),
                json.createObjectNode()
                        .put("municipality", municipality)
                        .put("plan", "plan")
                        .put("edition", 1)
                        .put("target", target));
    }

    private List<Entry> all(String municipality) {
        return log.after(0, new Filter(municipality, null, null, null, false, true), 1000);
    }

    private List<Long> positions(String municipality) {
        return all(municipality).stream().map(Entry::position).toList();
    }

    /** Asked of the database, and of the entries themselves: both must agree. */
    private Set<UUID> matching(Filter filter) {
        Set<UUID> read = new HashSet<>();
        log.after(0, filter, 100).forEach(entry -> read.add(entry.id()));
        Set<UUID> matched = new HashSet<>();
        log.after(0, 100_000).stream().filter(filter::matches).forEach(entry -> matched.add(entry.id()));
        assertThat(matched).isEqualTo(read);
        return read;
    }

    /** On a connection of its own, as another process would. */
    private int readBySomebodyElse(String municipality) {
        return count("select count(*) from progress_log where municipality = ?", municipality);
    }

    private int count(String sql, String parameter) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void settled(ThrowingRunnable facts) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(facts);
    }
}
