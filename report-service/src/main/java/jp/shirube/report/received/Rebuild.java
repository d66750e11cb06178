package jp.shirube.report.received;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.outbox.Prospect;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.outbox.UnprocessableEventException;
import jp.shirube.report.announced.ChangedTarget;
import jp.shirube.report.announced.ChangedTarget.ChangedYear;
import jp.shirube.report.announced.ChangedTarget.Place;
import jp.shirube.report.announced.ProgressEvents;
import jp.shirube.report.received.RebuildRuns.Phase;
import jp.shirube.report.targets.KnownIndicator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Makes the read model anew from the topics, beside the one that serves, and puts it in its place when it knows at least as much.
 * While it works nothing is announced; what then differs from what was served is announced once.
 */
@ApplicationScoped
public class Rebuild {

    private static final long LOCK = 7_301_452_120L;
    private static final List<String> TOPICS = List.of("shirube.plan", "shirube.kpi");
    private static final int INDICATORS_AT_ONCE = 200;
    private static final int TRANSACTION_SECONDS = 600;
    private static final int ATTEMPTS = 10;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration RECORDS_COME_WITHIN = Duration.ofSeconds(30);

    /** So few that those who listen may wait for them. */
    private static final long NEARLY_THERE = 200;

    private static final String INDICATORS = """
            select distinct municipality, indicator from edition_part where kind = 'TARGET' order by municipality, indicator""";

    private static final String DIFFERENCES = """
            select municipality, plan, edition, target, coalesce(now.indicator, was.indicator), year,
                   cast(was.content as text), cast(now.content as text)
            from outdated.assessment was full join public.assessment now using (municipality, plan, edition, target, year)
            where was.content is distinct from now.content
            order by municipality, plan, target, edition, year""";

    private final AgroalDataSource database;
    private final EntityManager entities;
    private final Map<String, Object> kafka;
    private final ObjectMapper json;
    private final BesideSchema beside;
    private final Listening listening;
    private final Reassessment reassessment;
    private final DayChange days;
    private final ReadModelTurn turn;
    private final ProgressEvents events;
    private final RebuildRuns runs;
    private final Clock clock;
    private volatile boolean stopping;

    Rebuild(
            AgroalDataSource database,
            EntityManager entities,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ObjectMapper json,
            BesideSchema beside,
            Listening listening,
            Reassessment reassessment,
            DayChange days,
            ReadModelTurn turn,
            ProgressEvents events,
            RebuildRuns runs,
            Clock clock) {
        this.database = database;
        this.entities = entities;
        this.kafka = kafka;
        this.json = json;
        this.beside = beside;
        this.listening = listening;
        this.reassessment = reassessment;
        this.days = days;
        this.turn = turn;
        this.events = events;
        this.runs = runs;
        this.clock = clock;
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    /** @return the run that began; empty when one is under way, on whichever replica */
    public Optional<RebuildRuns.Run> begin() {
        Connection alone = null;
        try {
            alone = database.getConnection();
            if (!lock(alone)) {
                alone.close();
                return Optional.empty();
            }
            long id = runs.begin(clock.instant());
            Connection held = alone;
            Thread.ofPlatform().daemon().name("rebuild").start(() -> run(id, held));
            return runs.find(id);
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    private void run(long id, Connection alone) {
        InTheNameOf.thisThreadIsTheSystem();
        try (alone) {
            try {
                runs.finish(id, work(id), clock.instant());
            } catch (InterruptedException | RuntimeException e) {
                Log.error("the rebuild ended early; what served before serves on", e);
                runs.fail(id, String.valueOf(e), clock.instant());
            } finally {
                beside.drop();
                unlock(alone);
            }
        } catch (SQLException | RuntimeException e) {
            Log.error("after a rebuild", e);
        }
    }

    /** @return how many targets are told otherwise now */
    private long work(long id) throws InterruptedException {
        beside.makeEmpty();
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("enable.auto.commit", false);
        settings.put("max.poll.records", 5000);
        settings.put("max.partition.fetch.bytes", 4 << 20);
        settings.put("fetch.max.bytes", 16 << 20);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = TOPICS.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Reading reading = new Reading(new Progress(id), consumer);
            reading.copyAll();
            beside.analyze();
            judgeAll(reading.progress);
            for (int attempt = 1; true; attempt++) {
                reading.catchUp();
                Map<TopicPartition, Long> reached = reading.positions();
                try {
                    return switchOver(reading);
                } catch (RuntimeException e) {
                    refuseIfStopping();
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                    Log.warn("the rebuilt read model takes its place a little later: " + e);
                    reached.forEach(consumer::seek);
                    Thread.sleep(PAUSE);
                }
            }
        }
    }

    private void judgeAll(Progress progress) {
        List<KnownIndicator> indicators = new ArrayList<>();
        beside(() -> {
            for (Object row : entities.createNativeQuery(INDICATORS).getResultList()) {
                Object[] columns = (Object[]) row;
                indicators.add(new KnownIndicator((String) columns[0], (String) columns[1]));
            }
        });
        LocalDate day = LocalDate.now(clock);
        for (int from = 0; from < indicators.size(); from += INDICATORS_AT_ONCE) {
            refuseIfStopping();
            List<KnownIndicator> some =
                    indicators.subList(from, Math.min(from + INDICATORS_AT_ONCE, indicators.size()));
            beside(() -> reassessment.judge(new TreeSet<>(some), day));
            progress.indicators += some.size();
            progress.note(Phase.JUDGING, 0, indicators.size());
        }
    }

    /** Nobody writes the serving read model meanwhile, so that what takes its place lacks nothing of it. */
    private long switchOver(Reading reading) {
        return QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).call(() -> {
            turn.alone();
            beside.use();
            reading.toTheEnd();
            days.judgeDue(LocalDate.now(clock));
            beside.switchOver();
            List<ChangedTarget> differences = differences();
            events.announce(differences);
            return (long) differences.size();
        });
    }

    private List<ChangedTarget> differences() {
        Map<Place, ChangedTarget> changes = new LinkedHashMap<>();
        for (Object row : entities.createNativeQuery(DIFFERENCES).getResultList()) {
            Object[] columns = (Object[]) row;
            Place place =
                    new Place((String) columns[0], (String) columns[1], (Integer) columns[2], (String) columns[3]);
            changes.computeIfAbsent(place, none -> new ChangedTarget(place, (String) columns[4], new ArrayList<>()))
                    .years()
                    .add(new ChangedYear((Integer) columns[5], (String) columns[6], (String) columns[7]));
        }
        return List.copyOf(changes.values());
    }

    private void beside(Runnable work) {
        QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).run(() -> {
            beside.use();
            work.run();
        });
    }

    private void refuseIfStopping() {
        if (stopping) {
            throw new IllegalStateException("the service stops");
        }
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            lock.setLong(1, LOCK);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void unlock(Connection connection) throws SQLException {
        try (PreparedStatement unlock = connection.prepareStatement("select pg_advisory_unlock(?)")) {
            unlock.setLong(1, LOCK);
            unlock.execute();
        }
    }

    /** Told to people as it goes on. */
    private final class Progress {
        private final long id;
        private long read;
        private long indicators;
        private long ofIndicators;
        private long passedOver;

        Progress(long id) {
            this.id = id;
        }

        void note(Phase phase, long toRead, long toJudge) {
            ofIndicators = Math.max(ofIndicators, toJudge);
            runs.note(id, phase, read, read + toRead, indicators, ofIndicators, passedOver);
        }
    }

    /** Where in the topics the read model beside has arrived. */
    private final class Reading {

        private final Progress progress;
        private final KafkaConsumer<String, String> consumer;

        Reading(Progress progress, KafkaConsumer<String, String> consumer) {
            this.progress = progress;
            this.consumer = consumer;
        }

        /** Nothing is judged yet: what came in between would be judged again and again. */
        void copyAll() {
            read(Phase.READING, listening::copy);
        }

        /** Until so little is missing that those who listen may wait for it. */
        void catchUp() {
            while (lag(consumer.endOffsets(consumer.assignment())) > NEARLY_THERE) {
                read(Phase.CATCHING_UP, this::copyAndJudge);
            }
        }

        /** In the transaction that switches over. */
        void toTheEnd() {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (lag(ends) > 0) {
                copyAndJudge(poll(ends));
            }
        }

        private void read(Phase phase, Consumer<List<ReceivedEvent>> effect) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (lag(ends) > 0) {
                apply(poll(ends), effect);
                progress.note(phase, lag(ends), 0);
            }
        }

        private void copyAndJudge(List<ReceivedEvent> batch) {
            reassessment.judge(listening.copy(batch), LocalDate.now(clock));
        }

        Map<TopicPartition, Long> positions() {
            return consumer.assignment().stream().collect(Collectors.toMap(Function.identity(), consumer::position));
        }

        private long lag(Map<TopicPartition, Long> ends) {
            return ends.entrySet().stream()
                    .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                    .sum();
        }

        private List<ReceivedEvent> poll(Map<TopicPartition, Long> ends) {
            long until = System.nanoTime() + RECORDS_COME_WITHIN.toNanos();
            while (System.nanoTime() < until) {
                refuseIfStopping();
                ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(500));
                progress.read += records.count();
                if (!records.isEmpty() || lag(ends) == 0) {
                    return events(records);
                }
            }
            throw new IllegalStateException("Kafka sends nothing");
        }

        /** What can never have its effect became a dead letter when it was first heard; here it is passed over. */
        private List<ReceivedEvent> events(ConsumerRecords<String, String> records) {
            List<ReceivedEvent> events = new ArrayList<>(records.count());
            for (ConsumerRecord<String, String> each : records) {
                try {
                    events.add(ReceivedEvent.of(each, json));
                } catch (UnprocessableEventException e) {
                    passOver(each.topic() + "-" + each.partition() + "@" + each.offset(), e);
                }
            }
            return events;
        }

        private void apply(List<ReceivedEvent> batch, Consumer<List<ReceivedEvent>> effect) {
            try {
                beside(() -> effect.accept(batch));
            } catch (RuntimeException e) {
                if (Prospect.of(e) != Prospect.NEVER) {
                    throw e;
                }
                if (batch.size() == 1) {
                    passOver(batch.getFirst().type() + " of " + batch.getFirst().subject(), e);
                } else {
                    batch.forEach(each -> apply(List.of(each), effect));
                }
            }
        }

        private void passOver(String what, RuntimeException why) {
            progress.passedOver++;
            Log.info("passed over " + what + ": " + why);
        }
    }
}
