package jp.shirube.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Gives a batch of records its effect exactly once, in one transaction with the inbox. What can never succeed goes to the
 * dead-letter topic (through the outbox, so that it is not lost either); what may succeed later is tried again until it does.
 */
@ApplicationScoped
public class Receiver {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private record DeadLetter(ConsumerRecord<String, String> origin, String why) {}

    private final Inbox inbox;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final Clock clock;
    private final String deadLetters;
    private volatile boolean stopping;

    Receiver(
            Inbox inbox,
            Outbox outbox,
            ObjectMapper json,
            Clock clock,
            @ConfigProperty(name = "shirube.dead-letter-topic") String deadLetters) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
        this.deadLetters = deadLetters;
    }

    @PreDestroy
    void stop() {
        stopping = true;
    }

    /**
     * Returns when the batch has had its effect.
     *
     * @param effect called inside the transaction with the events not seen before, in order; throws
     *     {@link UnprocessableEventException} for one that can never succeed
     */
    public void receive(ConsumerRecords<String, String> records, Consumer<List<ReceivedEvent>> effect) {
        Map<UUID, ConsumerRecord<String, String>> origins = new LinkedHashMap<>();
        List<ReceivedEvent> events = new ArrayList<>();
        List<DeadLetter> dead = new ArrayList<>();
        for (ConsumerRecord<String, String> consumed : records) {
            try {
                ReceivedEvent event = parse(consumed);
                events.add(event);
                origins.put(event.id(), consumed);
            } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
                dead.add(new DeadLetter(consumed, String.valueOf(e.getMessage())));
            }
        }
        give(events, dead, origins, effect);
    }

    /** Until it has had its effect; what can never have one is taken out of it, and the rest goes on without. */
    private void give(
            List<ReceivedEvent> events,
            List<DeadLetter> dead,
            Map<UUID, ConsumerRecord<String, String>> origins,
            Consumer<List<ReceivedEvent>> effect) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                QuarkusTransaction.requiringNew().run(() -> {
                    effect.accept(inbox.unseen(events));
                    outbox.add(dead.stream().map(this::bury).toList());
                });
                return;
            } catch (RuntimeException e) {
                if (canNeverSucceed(e) && !events.isEmpty()) {
                    giveOneByOne(events, dead, origins, effect, e);
                    return;
                }
                if (stopping) {
                    throw e;
                }
                Log.warn("events wait " + pause.toMillis() + " ms and are tried again: " + rootOf(e));
                sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    /** One of them is poison, but the database does not say which. */
    private void giveOneByOne(
            List<ReceivedEvent> events,
            List<DeadLetter> dead,
            Map<UUID, ConsumerRecord<String, String>> origins,
            Consumer<List<ReceivedEvent>> effect,
            RuntimeException why) {
        if (events.size() > 1) {
            give(List.of(), dead, origins, effect);
            for (ReceivedEvent event : events) {
                give(List.of(event), List.of(), origins, effect);
            }
            return;
        }
        List<DeadLetter> all = new ArrayList<>(dead);
        ConsumerRecord<String, String> origin = origins.get(events.getFirst().id());
        if (origin != null) {
            all.add(new DeadLetter(origin, String.valueOf(rootOf(why).getMessage())));
        }
        give(List.of(), all, origins, effect);
    }

    /**
     * Whether trying again is in vain: the receiver says so, the data do not fit their columns (SQLSTATE classes 22 and 23), or
     * what it says makes no sense. A database that is away, a lock or a rolled back transaction may do better later.
     */
    private static boolean canNeverSucceed(Throwable thrown) {
        boolean senseless = false;
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnprocessableEventException unprocessable -> {
                    return true;
                }
                case SQLException sql -> {
                    String state = sql.getSQLState();
                    return state != null && (state.startsWith("22") || state.startsWith("23"));
                }
                case IllegalArgumentException e -> senseless = true;
                case ArithmeticException e -> senseless = true;
                case DateTimeException e -> senseless = true;
                case ClassCastException e -> senseless = true;
                case NullPointerException e -> senseless = true;
                default -> {}
            }
        }
        return senseless;
    }

    private ReceivedEvent parse(ConsumerRecord<String, String> consumed) throws JsonProcessingException {
        String value = consumed.value();
        if (value == null) {
            throw new IllegalArgumentException("an event without data");
        }
        JsonNode data = json.readTree(value);
        if (!data.isObject()) {
            throw new IllegalArgumentException("data is not a JSON object");
        }
        return new ReceivedEvent(
                UUID.fromString(header(consumed, "ce_id")),
                consumed.key() == null ? "" : consumed.key(),
                header(consumed, "ce_type"),
                header(consumed, "ce_source"),
                header(consumed, "ce_subject"),
                Long.parseLong(header(consumed, "ce_aggregateversion")),
                OffsetDateTime.parse(header(consumed, "ce_time")).toInstant(),
                data);
    }

    private static String header(ConsumerRecord<String, String> consumed, String name) {
        Header header = consumed.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("header " + name + " is missing");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private OutgoingEvent bury(DeadLetter letter) {
        ConsumerRecord<String, String> origin = letter.origin();
        Log.error("dead letter from " + origin.topic() + "-" + origin.partition() + "@" + origin.offset() + ": "
                + letter.why());
        ObjectNode data = json.createObjectNode()
                .put("cause", letter.why())
                .put("topic", origin.topic())
                .put("partition", origin.partition())
                .put("offset", origin.offset())
                .put("key", origin.key())
                .put("value", origin.value());
        ObjectNode headers = data.putObject("headers");
        for (Header header : origin.headers()) {
            byte[] value = header.value();
            headers.put(header.key(), value == null ? null : new String(value, StandardCharsets.UTF_8));
        }
        String place = origin.topic() + "/" + origin.partition() + "/" + origin.offset();
        return OutgoingEvent.of(
                deadLetters, place, "jp.shirube.dead-letter.v1", "/" + deadLetters, place, 1, clock.instant(), data);
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting to try again", e);
        }
    }
}
