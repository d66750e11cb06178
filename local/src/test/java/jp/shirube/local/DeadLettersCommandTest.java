package jp.shirube.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The command as the operator gives it. What becomes of a replayed event is shown where the services' inbox is. */
class DeadLettersCommandTest {

    private record Answer(int code, String text) {}

    /** One way through, as the topics are shared: nothing, then a letter, then its replay. */
    @Test
    void theOperatorSeesWhatIsDeadSendsItAgainAndSeesThat() throws Exception {
        assertEquals(new Answer(0, "処理できなかったイベントはありません / none\n"), run());
        assertEquals(new Answer(0, "送り直すものはありません / none to replay\n"), run("replay", "all"));
        long origin = send("shirube.plan", "062022/plan/p", "{no json", Map.of("ce_type", "t"));
        long letter = bury(origin, "bad \u001b[31mnews");
        String reference = "report-service@" + letter;

        Answer listed = run("list");
        assertEquals(0, listed.code());
        assertTrue(listed.text().startsWith(reference + "  "), listed.text());
        assertTrue(listed.text().contains("まだ送り直していません / not replayed"), listed.text());
        assertTrue(listed.text().contains("shirube.plan-0@" + origin + "  a.type  a/subject"), listed.text());
        assertTrue(listed.text().contains("bad  [31mnews"), "no words to the terminal: " + listed.text());

        assertEquals(1, answering("\n", "replay", "all").code());
        assertTrue(run("list").text().contains("not replayed"));
        assertEquals(0, answering("y\n", "replay", "all").code());
        Answer after = run();
        assertTrue(after.text().contains("送り直しました / replayed 2"), after.text());
        assertFalse(after.text().contains("not replayed"), after.text());
        assertEquals(new Answer(0, "送り直すものはありません / none to replay\n"), run("replay", "all", "--yes"));
        assertEquals(0, run("replay", reference).code());

        long gone = bury(1_000_000, "its record is gone");
        Refusal refused = assertThrows(Refusal.class, () -> run("replay", "report-service@" + gone));
        assertEquals(Refusal.FAILED, refused.exitCode());
        assertTrue(refused.sentence().contains("the original record is gone"), refused.sentence());
        assertEquals(1, run("replay", "all", "--yes").code());
    }

    @Test
    void whatIsMisspeltIsSaidWithTheUsage() {
        assertTrue(run("--help").text().contains("replay all [--yes]"));
        for (List<String> misspelt : List.of(
                List.of("bury"), List.of("replay"), List.of("replay", "kpi"), List.of("replay", "all", "--no"))) {
            Refusal refused = assertThrows(Refusal.class, () -> run(misspelt.toArray(String[]::new)));
            assertEquals(Refusal.USAGE, refused.exitCode());
            assertTrue(refused.sentence().contains("usage: ./shirube dead-letters"), refused.sentence());
        }
        Refusal unknown = assertThrows(Refusal.class, () -> run("replay", "kpi-service@99999"));
        assertEquals(Refusal.FAILED, unknown.exitCode());
        Refusal nowhere = assertThrows(Refusal.class, () -> DeadLetters.run(Map.of(), voice(), List.of()));
        assertEquals(Refusal.USAGE, nowhere.exitCode());
    }

    @Test
    void withoutKafkaOneSentenceSaysSo() throws Exception {
        String nobody = "127.0.0.1:" + Ports.free();
        Refusal refused = assertThrows(
                Refusal.class,
                () -> DeadLetters.run(
                        Map.of("bootstrap.servers", nobody, "default.api.timeout.ms", 2000), voice(), List.of("list")));
        assertEquals(Refusal.FAILED, refused.exitCode());
        assertTrue(refused.sentence().contains(nobody), refused.sentence());
    }

    private static long bury(long origin, String cause) throws Exception {
        String id = UUID.randomUUID().toString();
        return send(
                "report-service.dead-letters",
                "shirube.plan/0/" + origin,
                "{\"cause\": \"" + cause.replace("\u001b", "\\u001b")
                        + "\", \"topic\": \"shirube.plan\", \"partition\": 0, \"offset\": "
                        + origin
                        + ", \"value\": \"\", \"headers\": {\"ce_type\": \"a.type\", \"ce_subject\": \"a/subject\"}}",
                Map.of("ce_type", "jp.shirube.dead-letter.v1", "ce_id", id, "ce_time", "2026-06-30T01:00:00Z"));
    }

    private static long send(String topic, String key, String value, Map<String, String> headers) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", RealParts.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            ProducerRecord<String, String> record = new ProducerRecord<>(topic, 0, key, value);
            headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
            return producer.send(record).get(20, TimeUnit.SECONDS).offset();
        }
    }

    private static Answer answering(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
        try {
            return run(arguments);
        } finally {
            System.setIn(before);
        }
    }

    private static Answer run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = DeadLetters.run(
                Map.of("bootstrap.servers", RealParts.bootstrapServers()),
                new Voice(new PrintStream(out, true, UTF_8)),
                List.of(arguments));
        return new Answer(code, out.toString(UTF_8));
    }

    private static Voice voice() {
        return new Voice(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    }
}
