package jp.shirube.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import jp.shirube.apart.InTheNameOf;
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

    private final Inbox inbox;
    private final ConsumedPositions positions;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final String deadLetters;
    private volatile boolean stopping;

    Receiver(
            Inbox inbox,
            ConsumedPositions positions,
            Outbox outbox,
            ObjectMapper json,
            Clock clock,
            MeterRegistry metrics,
            @ConfigProperty(name = "shirube.dead-letter-topic") String deadLetters) {
        this.inbox = inbox;
        this.positions = positions;
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
                arrived.add(new Arrived(ReceivedEvent.of(consumed, json), consumed));
            } catch (UnprocessableEventException e) {
                dead.add(new DeadLetter(consumed, String.valueOf(e.getMessage())));
            }
        }
        InTheNameOf.theSystem(() -> give(arrived, dead, records, effect));
        CrashPoint.BETWEEN_EFFECT_AND_OFFSET.passed();
    }

    /** Until it has had its effect; what can never have one is taken out of it, and the rest goes on without. */
    private void give(
            List<Arrived> arrived,
            List<DeadLetter> dead,
            ConsumerRecords<String, String> heard,
            Consumer<List<ReceivedEvent>> effect) {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; true; attempt++) {
            try {
                List<ReceivedEvent> had = new ArrayList<>();
                List<DeadLetter> buried = new ArrayList<>();
                QuarkusTransaction.requiringNew().run(() -> {
                    had.addAll(inbox.unseen(arrived.stream().map(Arrived::event).toList()));
                    effect.accept(List.copyOf(had));
                    buried.addAll(bury(dead));
                    positions.moveBehind(heard);
                });
                for (ReceivedEvent event : had) {
                    age(event, arrived.getFirst().origin().topic());
                }
                buried.forEach(this::tell);
                return;
            } catch (RuntimeException e) {
                Prospect prospect = arrived.isEmpty() ? Prospect.LATER : Prospect.of(e);
                if (prospect == Prospect.NEVER || (prospect == Prospect.SOON && attempt == ATTEMPTS_AT_UNIQUE)) {
                    giveOneByOne(arrived, dead, heard, effect, e);
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
            List<Arrived> arrived,
            List<DeadLetter> dead,
            ConsumerRecords<String, String> heard,
            Consumer<List<ReceivedEvent>> effect,
            RuntimeException why) {
        if (arrived.size() > 1) {
            give(List.of(), dead, ConsumerRecords.empty(), effect);
            for (Arrived each : arrived) {
                give(List.of(each), List.of(), ConsumerRecords.empty(), effect);
            }
            give(List.of(), List.of(), heard, effect);
            return;
        }
        List<DeadLetter> all = new ArrayList<>(dead);
        all.add(new DeadLetter(
                arrived.getFirst().origin(), String.valueOf(rootOf(why).getMessage())));
        give(List.of(), all, heard, effect);
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
