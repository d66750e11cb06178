package jp.shirube.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * What the services could never process (処理できなかったイベント), and sending it again once the cause is mended. Needs nothing but
 * Kafka: the dead-letter topics say what and why, the topic a record came from still has the record itself, byte for byte.
 */
public final class DeadLetters implements AutoCloseable {

    private static final String SUFFIX = ".dead-letters";
    private static final String LETTER = "jp.shirube.dead-letter.v1";
    private static final String REPLAYED = "jp.shirube.dead-letter.replayed.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    static final String USAGE = """
            使い方 / usage: ./shirube dead-letters [list | replay ...]

              list                              処理できなかったイベントを示す / what could not be processed, and why
              replay <サービス / service>@<番号 / number>  その一件をもう一度送る / send this one again
              replay all [--yes]                まだ送り直していないものをすべて / all that were not yet sent again
                                                  --yes  確認しない / without asking

            原因を直してから送り直してください。済んだイベントは二度効きません。
            Mend the cause first. An event that has had its effect does not have it twice.
            終了コード / exit codes: 0 済み / done, 1 失敗 / failed, 2 使い方の誤り / usage""";

    /**
     * One dead letter.
     *
     * @param reference how a person names it, such as {@code kpi-service@12}
     * @param id its own event id
     * @param origin where the record was read that could not be processed
     * @param replays when its record was sent again
     */
    public record Letter(
            String reference,
            TopicPartition place,
            String id,
            String buriedAt,
            TopicPartition origin,
            long offset,
            String type,
            String subject,
            String cause,
            List<String> replays) {

        boolean isReplayed() {
            return !replays.isEmpty();
        }

        String subjectOfEvents() {
            return origin.topic() + "/" + origin.partition() + "/" + offset;
        }
    }

    private final ObjectMapper json = new ObjectMapper();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;

    /** Of a Kafka that asks nobody for a password. */
    public DeadLetters(String bootstrapServers) {
        this(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** @param kafka settings of a client that may read and write the topics; they come before those of this command */
    DeadLetters(Map<String, Object> kafka) {
        int millis = Math.toIntExact(PATIENCE.toMillis());
        consumer = new KafkaConsumer<>(
                with(
                        kafka,
                        Map.of(
                                "default.api.timeout.ms",
                                millis,
                                "request.timeout.ms",
                                millis,
                                "auto.offset.reset",
                                "none")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                with(
                        kafka,
                        Map.of(
                                "acks",
                                "all",
                                "enable.idempotence",
                                true,
                                "max.block.ms",
                                millis,
                                "delivery.timeout.ms",
                                millis + 5000,
                                "request.timeout.ms",
                                5000,
                                // What Kafka once took it takes again; whether it does is for the broker to say.
                                "max.request.size",
                                16 * 1024 * 1024)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static Map<String, Object> with(Map<String, Object> kafka, Map<String, Object> more) {
        Map<String, Object> settings = new LinkedHashMap<>(more);
        settings.putAll(kafka);
        return settings;
    }

    /** Environment: {@code KAFKA_BOOTSTRAP_SERVERS}, and who asks: {@code KAFKA_SASL_JAAS_CONFIG} … of the operator. */
    public static void main(String[] args) {
        int code;
        try {
            code = run(KafkaConnection.of(System.getenv()), new Voice(System.out), List.of(args));
        } catch (Refusal refusal) {
            System.err.println(refusal.sentence());
            code = refusal.exitCode();
        }
        System.exit(code);
    }

    static int run(Map<String, Object> kafka, Voice voice, List<String> args) {
        return switch (String.join(" ", args)) {
            case "--help", "-h", "help" -> {
                voice.plain(USAGE);
                yield 0;
            }
            case "", "list" -> with(kafka, letters -> letters.list(voice));
            case "replay all" -> with(kafka, letters -> letters.replayAll(voice, false));
            case "replay all --yes" -> with(kafka, letters -> letters.replayAll(voice, true));
            default -> {
                if (args.size() != 2
                        || !args.get(0).equals("replay")
                        || !args.get(1).matches("[a-z-]+@[0-9/]+")) {
                    throw new Refusal(
                            Refusal.USAGE, "知らない引数です / unknown argument: " + String.join(" ", args) + "\n" + USAGE);
                }
                yield with(kafka, letters -> letters.replayOne(voice, args.get(1)));
            }
        };
    }

    private interface Work {
        int on(DeadLetters letters) throws ExecutionException, InterruptedException, IOException, TimeoutException;
    }

    private static int with(Map<String, Object> kafka, Work work) {
        String bootstrapServers = KafkaConnection.servers(kafka);
        if (bootstrapServers.isBlank()) {
            throw new Refusal(
                    Refusal.USAGE, "環境変数 KAFKA_BOOTSTRAP_SERVERS がありません / KAFKA_BOOTSTRAP_SERVERS is missing");
        }
        try (DeadLetters letters = new DeadLetters(kafka)) {
            return work.on(letters);
        } catch (KafkaException | ExecutionException | TimeoutException | IOException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw new Refusal(
                    Refusal.FAILED,
                    "Kafka（" + bootstrapServers + "）とやりとりできません / no success with Kafka at " + bootstrapServers + ": "
                            + cause.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Refusal.FAILED, "中断されました / interrupted", e);
        }
    }

    private int list(Voice voice) {
        List<Letter> all = all();
        if (all.isEmpty()) {
            voice.plain("処理できなかったイベントはありません / none");
        }
        for (Letter letter : all) {
            voice.plain(letter.reference() + "  " + here(letter.buriedAt()) + "  "
                    + (letter.isReplayed()
                            ? "送り直しました / replayed " + here(letter.replays().getLast())
                            : "まだ送り直していません / not replayed"));
            voice.plain(
                    "  " + letter.origin() + "@" + letter.offset() + "  " + letter.type() + "  " + letter.subject());
            voice.plain("  " + letter.cause());
        }
        return 0;
    }

    private int replayOne(Voice voice, String reference)
            throws ExecutionException, InterruptedException, TimeoutException {
        Letter letter = all().stream()
                .filter(each -> each.reference().equals(reference))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        Refusal.FAILED,
                        "ありません / there is no such dead letter: " + reference + "（./shirube dead-letters）"));
        say(voice, letter, replay(letter));
        return 0;
    }

    private int replayAll(Voice voice, boolean sure)
            throws ExecutionException, InterruptedException, IOException, TimeoutException {
        List<Letter> waiting =
                all().stream().filter(letter -> !letter.isReplayed()).toList();
        if (waiting.isEmpty()) {
            voice.plain("送り直すものはありません / none to replay");
            return 0;
        }
        if (!sure && !confirmed(voice, waiting.size())) {
            voice.plain("送り直しませんでした / nothing was replayed");
            return Refusal.FAILED;
        }
        int failed = 0;
        for (Letter letter : waiting) {
            try {
                say(voice, letter, replay(letter));
            } catch (Refusal gone) {
                // The others may still be there.
                System.err.println(gone.sentence());
                failed++;
            }
        }
        return failed == 0 ? 0 : Refusal.FAILED;
    }

    private static boolean confirmed(Voice voice, int number) throws IOException {
        voice.plain(number + " 件を送り直します。よろしいですか / replay " + number + "? [y/N]");
        String answer = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
        return answer != null && List.of("y", "Y", "yes", "はい").contains(answer.strip());
    }

    private static void say(Voice voice, Letter letter, long offset) {
        voice.plain(letter.reference() + " → " + letter.origin() + "@" + offset + "  送り直しました / replayed");
    }

    /** Every dead letter there is, once, in the order of their burial per service. */
    public List<Letter> all() {
        List<TopicPartition> places = new ArrayList<>();
        consumer.listTopics().forEach((topic, partitions) -> {
            if (topic.endsWith(SUFFIX)) {
                partitions.forEach(each -> places.add(new TopicPartition(topic, each.partition())));
            }
        });
        places.sort((a, b) -> a.toString().compareTo(b.toString()));
        // By event id: on the wire an event may stand twice.
        Map<String, Letter> letters = new LinkedHashMap<>();
        Map<String, Map<String, String>> replays = new LinkedHashMap<>();
        for (TopicPartition place : places) {
            read(place, record -> {
                if (header(record.headers(), "ce_type").equals(LETTER)) {
                    Letter letter = letter(record);
                    letters.putIfAbsent(letter.id(), letter);
                } else if (header(record.headers(), "ce_type").equals(REPLAYED)) {
                    replays.computeIfAbsent(parse(record).path("letter").asText(), id -> new LinkedHashMap<>())
                            .put(header(record.headers(), "ce_id"), header(record.headers(), "ce_time"));
                }
            });
        }
        replays.forEach((id, times) -> {
            Letter letter = letters.get(id);
            if (letter != null) {
                letter.replays().addAll(times.values());
            }
        });
        return List.copyOf(letters.values());
    }

    private void read(TopicPartition place, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        consumer.assign(List.of(place));
        long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
        consumer.seekToBeginning(List.of(place));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(place) < end) {
            var records = consumer.poll(Duration.ofMillis(200));
            if (!records.isEmpty()) {
                records.forEach(each);
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new org.apache.kafka.common.errors.TimeoutException("nothing more of " + place);
            }
        }
    }

    private Letter letter(ConsumerRecord<byte[], byte[]> record) {
        JsonNode data = parse(record);
        JsonNode headers = data.path("headers");
        String service = record.topic().substring(0, record.topic().length() - SUFFIX.length());
        // A dead-letter topic has one partition; should it have more, their letters still have names of their own.
        String reference = service + "@" + (record.partition() == 0 ? "" : record.partition() + "/") + record.offset();
        return new Letter(
                reference,
                new TopicPartition(record.topic(), record.partition()),
                header(record.headers(), "ce_id"),
                header(record.headers(), "ce_time"),
                new TopicPartition(
                        data.path("topic").asText(), data.path("partition").asInt()),
                data.path("offset").asLong(),
                readable(headers.path("ce_type").asText("-")),
                readable(headers.path("ce_subject").asText("-")),
                readable(data.path("cause").asText()),
                new ArrayList<>());
    }

    /**
     * Sends the record itself again, to the partition it came from: same key, headers and bytes. Notes it behind the letter.
     *
     * @return where the record stands now
     */
    public long replay(Letter letter) throws ExecutionException, InterruptedException, TimeoutException {
        ConsumerRecord<byte[], byte[]> origin = origin(letter);
        RecordMetadata sent = send(new ProducerRecord<>(
                origin.topic(), origin.partition(), origin.key(), origin.value(), origin.headers()));
        ObjectNode data = json.createObjectNode()
                .put("letter", letter.id())
                .put("topic", origin.topic())
                .put("partition", origin.partition())
                .put("offset", origin.offset());
        data.putObject("replayed").put("offset", sent.offset());
        String subject = letter.subjectOfEvents();
        ProducerRecord<byte[], byte[]> note = new ProducerRecord<>(
                letter.place().topic(),
                letter.place().partition(),
                subject.getBytes(UTF_8),
                data.toString().getBytes(UTF_8));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        REPLAYED,
                        "ce_source",
                        "/dead-letters",
                        "ce_subject",
                        subject,
                        "ce_time",
                        OffsetDateTime.now(ZoneOffset.UTC).toString(),
                        // The letter was the first.
                        "ce_aggregateversion",
                        Integer.toString(letter.replays().size() + 2),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> note.headers().add(name, value.getBytes(UTF_8)));
        send(note);
        return sent.offset();
    }

    private RecordMetadata send(ProducerRecord<byte[], byte[]> record)
            throws ExecutionException, InterruptedException, TimeoutException {
        return producer.send(record).get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ConsumerRecord<byte[], byte[]> origin(Letter letter) {
        TopicPartition place = letter.origin();
        Refusal gone = new Refusal(
                Refusal.FAILED,
                letter.reference() + ": 元のレコードがもうありません / the original record is gone: " + place + "@"
                        + letter.offset());
        if (!consumer.listTopics().containsKey(place.topic())) {
            throw gone;
        }
        consumer.assign(List.of(place));
        if (consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L) > letter.offset()
                || consumer.endOffsets(List.of(place)).getOrDefault(place, 0L) <= letter.offset()) {
            throw gone;
        }
        consumer.seek(place, letter.offset());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                if (record.offset() == letter.offset()) {
                    return record;
                }
                throw gone;
            }
        }
        throw new org.apache.kafka.common.errors.TimeoutException("no answer about " + place);
    }

    private JsonNode parse(ConsumerRecord<byte[], byte[]> record) {
        try {
            return json.readTree(record.value() == null ? new byte[0] : record.value());
        } catch (IOException e) {
            throw new Refusal(
                    Refusal.FAILED,
                    "読めません / unreadable: " + record.topic() + "-" + record.partition() + "@" + record.offset(),
                    e);
        }
    }

    private static String header(Headers headers, String name) {
        @Nullable Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    /** What arrived may hold anything, also words to the terminal. */
    private static String readable(String text) {
        String one = text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ");
        return one.length() > 300 ? one.substring(0, 300) + "…" : one;
    }

    /** On the clock of this machine. */
    private static String here(String time) {
        return OffsetDateTime.parse(time)
                .truncatedTo(ChronoUnit.SECONDS)
                .atZoneSameInstant(ZoneId.systemDefault())
                .toOffsetDateTime()
                .toString();
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }
}
