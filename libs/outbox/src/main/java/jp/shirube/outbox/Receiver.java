package jp.shirube.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
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
import java.util.List;
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

    /** Two writers who met may both say so, but not for long. */
    private static final int ATTEMPTS_AT_UNIQUE = 3;

    /** What a dead letter quotes, in characters, so that it fits a message itself; the origin has the whole of it. */
    private static final int QUOTED_VALUE = 50_000;

    private static final int QUOTED_TEXT = 500;
    private static final int QUOTED_HEADERS = 40;

    private record Arrived(ReceivedEvent event, ConsumerRecord<String, String> origin) {}

    private record DeadLetter(ConsumerRecord<String, String> origin, String why) {}

    private enum Prospect {
        /** A database that is away, a lock or a rolled back transaction may do better later. */
        LATER,
        /** Perhaps two writers met. */
        SOON,
        NEVER
    }

    private final Inbox inbox;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final String deadLetters;
    private volatile boolean stopping;

    Receiver(
            Inbox inbox,
            Outbox outbox,
            ObjectMapper json,
            Clock clock,
            MeterRegistry metrics,
            @ConfigProperty(name = "shirube.dead-letter-topic") String deadLetters) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
        this.metrics = metrics;
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
        List<Arrived> arrived = new ArrayList<>();
        List<DeadLetter> dead = new ArrayList<>();
        for (ConsumerRecord<String, String> consumed : records) {
            try {
                arrived.add(new Arrived(parse(consumed), consumed));
            } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
                dead.add(new DeadLetter(consumed, String.valueOf(e.getMessage())));
            }
        }
        give(arrived, dead, effect);
        CrashPoint.BETWEEN_EFFECT_AND_OFFSET.passed();
    }

    /** Until it has had its effect; what can never have one is taken out of it, and the rest goes on without. */
    private void give(List<Arrived> arrived, List<DeadLetter> dead, Consumer<List<ReceivedEvent>> effect) {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; true; attempt++) {
            try {
                List<ReceivedEvent> had = new ArrayList<>();
                List<DeadLetter> buried = new ArrayList<>();
                QuarkusTransaction.requiringNew().run(() -> {
                    had.addAll(inbox.unseen(arrived.stream().map(Arrived::event).toList()));
                    effect.accept(List.copyOf(had));
                    buried.addAll(bury(dead));
                });
                for (ReceivedEvent event : had) {
                    age(event, arrived.getFirst().origin().topic());
                }
                buried.forEach(this::tell);
                return;
            } catch (RuntimeException e) {
                Prospect prospect = arrived.isEmpty() ? Prospect.LATER : prospect(e);
                if (prospect == Prospect.NEVER || (prospect == Prospect.SOON && attempt == ATTEMPTS_AT_UNIQUE)) {
                    giveOneByOne(arrived, dead, effect, e);
                    return;
                }
                if (stopping) {
                    throw e;
                }
                metrics.counter("shirube.inbox.retries").increment();
                Log.warn("events wait " + pause.toMillis() + " ms and are tried again: " + rootOf(e));
                sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    /** One of them is poison, but the database does not say which. */
    private void giveOneByOne(
            List<Arrived> arrived, List<DeadLetter> dead, Consumer<List<ReceivedEvent>> effect, RuntimeException why) {
        if (arrived.size() > 1) {
            give(List.of(), dead, effect);
            for (Arrived each : arrived) {
                give(List.of(each), List.of(), effect);
            }
            return;
        }
        List<DeadLetter> all = new ArrayList<>(dead);
        all.add(new DeadLetter(
                arrived.getFirst().origin(), String.valueOf(rootOf(why).getMessage())));
        give(List.of(), all, effect);
    }

    /**
     * Never, if the receiver says so, the data do not fit their columns, indexes or constraints (SQLSTATE classes 22, 23, 54),
     * or what it says makes no sense.
     */
    private static Prospect prospect(Throwable thrown) {
        boolean senseless = false;
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnprocessableEventException unprocessable -> {
                    return Prospect.NEVER;
                }
                case SQLException sql -> {
                    String state = String.valueOf(sql.getSQLState());
                    if (state.equals("23505") || state.equals("23P01")) {
                        return Prospect.SOON;
                    }
                    return state.startsWith("22") || state.startsWith("23") || state.startsWith("54")
                            ? Prospect.NEVER
                            : Prospect.LATER;
                }
                case IllegalArgumentException e -> senseless = true;
                case ArithmeticException e -> senseless = true;
                case DateTimeException e -> senseless = true;
                case ClassCastException e -> senseless = true;
                case NullPointerException e -> senseless = true;
                default -> {}
            }
        }
        return senseless ? Prospect.NEVER : Prospect.LATER;
    }

    private void age(ReceivedEvent event, String topic) {
        Duration age = Duration.between(event.occurredAt(), clock.instant());
        metrics.timer("shirube.inbox.age", "topic", topic).record(age.isNegative() ? Duration.ZERO : age);
    }

    private void tell(DeadLetter letter) {
        ConsumerRecord<String, String> origin = letter.origin();
        metrics.counter("shirube.inbox.dead.letters", "topic", origin.topic()).increment();
        Log.error("dead letter from " + origin.topic() + "-" + origin.partition() + "@" + origin.offset() + ": "
                + letter.why());
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

    /** Each record once, however often it is delivered. */
    private List<DeadLetter> bury(List<DeadLetter> dead) {
        List<DeadLetter> fresh = dead.stream()
                .filter(letter -> inbox.buries(
                        letter.origin().topic(),
                        letter.origin().partition(),
                        letter.origin().offset()))
                .toList();
        outbox.add(fresh.stream().map(this::event).toList());
        return fresh;
    }

    private OutgoingEvent event(DeadLetter letter) {
        ConsumerRecord<String, String> origin = letter.origin();
        String value = origin.value();
        ObjectNode data = json.createObjectNode()
                .put("cause", quote(letter.why(), QUOTED_TEXT))
                .put("topic", origin.topic())
                .put("partition", origin.partition())
                .put("offset", origin.offset())
                .put("key", quote(origin.key(), QUOTED_TEXT))
                .put("value", quote(value, QUOTED_VALUE));
        if (value != null && value.length() > QUOTED_VALUE) {
            data.put("valueTruncated", true)
                    .put(
                            "valueBytes",
                            origin.serializedValueSize() >= 0
                                    ? origin.serializedValueSize()
                                    : value.getBytes(StandardCharsets.UTF_8).length);
        }
        ObjectNode headers = data.putObject("headers");
        for (Header header : origin.headers()) {
            byte[] bytes = header.value();
            if (headers.size() < QUOTED_HEADERS) {
                headers.put(
                        quote(header.key(), QUOTED_TEXT),
                        bytes == null ? null : quote(new String(bytes, StandardCharsets.UTF_8), QUOTED_TEXT));
            }
        }
        String place = origin.topic() + "/" + origin.partition() + "/" + origin.offset();
        return OutgoingEvent.of(
                deadLetters, place, "jp.shirube.dead-letter.v1", "/" + deadLetters, place, 1, clock.instant(), data);
    }

    private static @Nullable String quote(@Nullable String text, int most) {
        if (text == null || text.length() <= most) {
            return text;
        }
        // Not through the middle of a character of two halves.
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
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
