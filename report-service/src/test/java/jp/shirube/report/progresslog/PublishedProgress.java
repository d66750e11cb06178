package jp.shirube.report.progresslog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import jp.shirube.local.RealParts;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says over the real Kafka what report-service publishes about one municipality. */
public final class PublishedProgress implements AutoCloseable {

    private final KafkaProducer<String, String> kafka = new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, RealParts.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer());
    private final List<Future<?>> unconfirmed = new ArrayList<>();
    private final String municipality;

    public PublishedProgress(String municipality) {
        this.municipality = municipality;
    }

    public void municipality(String name) {
        send(
                UUID.randomUUID(),
                "shirube.plan",
                "municipality",
                "jp.shirube.plan.municipality.changed.v1",
                1,
                """
                {"municipality": "%s", "name": "%s"}""".formatted(municipality, name));
        confirm();
    }

    /** An edition with elements p1 and, under it, s1, and without targets. */
    public void edition(String plan, String name) {
        part(plan, 0, """
                {"id": "p1", "tree": "PLAN", "depth": 0, "position": 0, "code": "1", "title": "ともに生きるまち"}""");
        part(plan, 1, """
                {"id": "s1", "tree": "PLAN", "depth": 1, "position": 1, "code": "1-1", "title": "男女共同参画の推進"}""");
        plan(plan, "edition", """
                {"municipality": "%s", "planId": "%s", "edition": 1, "statement": 1, "count": 2, "name": "第1版", "status": "DRAFT",
                 "adoptedOn": "2024-03-20", "inForceFrom": "2024-04-01",
                 "plan": {"id": "%s", "name": "%s", "firstYear": 2024, "lastYear": 2027, "levels": ["政策", "施策"]}}""".formatted(municipality, plan, plan, name));
    }

    private void part(String plan, int position, String element) {
        plan(plan, "element", """
                {"municipality": "%s", "planId": "%s", "edition": 1, "statement": 1, "position": %d, "element": %s}""".formatted(municipality, plan, position, element));
    }

    private void plan(String plan, String what, String data) {
        send(UUID.randomUUID(), "shirube.plan", "plan/" + plan, "jp.shirube.plan." + what + ".stated.v1", 1, data);
        confirm();
    }

    /** A target on element s1 (under p1) for which department d1 is responsible. */
    public UUID progress(String plan, String target, long version) {
        return progress(plan, target, version, "\"p1\", \"s1\"", "\"d1\"");
    }

    public UUID progress(String plan, String target, long version, String elements, String departments) {
        return changed(UUID.randomUUID(), Entry.PROGRESS_CHANGED, plan, target, version, elements, departments, """
                {"year": 2024, "before": {"standing": "NOT_REPORTED", "grade": {"symbol": "－"}, "explanation": {"ja": "未報告です。", "en": "Not reported."}},
                 "after": {"standing": "JUDGED", "judged": "32.8", "grade": {"symbol": "B"}, "explanation": {"ja": "期待値を下回ります。", "en": "Below the expected value."}}}""");
    }

    /** From － to that grade. */
    public UUID grade(String plan, String target, long version, String symbol) {
        return grade(plan, target, version, symbol, "\"p1\", \"s1\"", "\"d1\"");
    }

    public UUID grade(String plan, String target, long version, String symbol, String elements, String departments) {
        return changed(
                UUID.randomUUID(), Entry.GRADE_CHANGED, plan, target, version, elements, departments, """
                {"year": 2024, "before": {"symbol": "－"}, "after": {"symbol": "%s", "label": {"ja": "概ね順調", "en": "mostly on track"}, "score": "3"}}""".formatted(
                                symbol));
    }

    public UUID given(String plan, String target, long version, String symbol) {
        UUID id = UUID.randomUUID();
        send(
                id,
                "shirube.progress",
                "given-grade/" + plan + "/1/" + target + "/2024/overall",
                Entry.GRADE_GIVEN,
                version,
                """
                {"municipality": "%s", "plan": "%s", "edition": 1, "target": "%s", "year": 2024, "axis": "overall",
                 "symbol": "%s"}""".formatted(municipality, plan, target, symbol));
        confirm();
        return id;
    }

    /** 督促: what kpi-service says when a department is reminded. */
    public UUID reminder(String round, String department, long version) {
        UUID id = UUID.randomUUID();
        send(
                id,
                "shirube.kpi",
                "collection-reminder/" + round + "/" + department,
                Entry.REMINDER_DUE,
                version,
                """
                {"municipality": "%s", "round": "%s", "title": "令和7年度 実績照会", "deadline": "2026-07-03", "department": "%s",
                 "day": "2026-06-30", "late": false, "open": 1, "returned": 0, "version": %d,
                 "items": [{"id": "indicator:founders:FY2025", "name": "創業者数", "state": "OPEN"}]}""".formatted(municipality, round, department, version));
        confirm();
        return id;
    }

    /** Several in a row, waiting for the broker once. */
    public List<UUID> manyProgress(String plan, int from, int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            UUID id = UUID.randomUUID();
            ids.add(id);
            send(
                    id,
                    Entry.PROGRESS_CHANGED,
                    plan,
                    "t" + i % 10,
                    i,
                    "\"p1\", \"s1\"",
                    "\"d1\"",
                    "{\"year\": 2024, \"after\": {}}");
        }
        confirm();
        return ids;
    }

    public UUID changed(
            UUID id,
            String type,
            String plan,
            String target,
            long version,
            String elements,
            String departments,
            String year) {
        send(id, type, plan, target, version, elements, departments, year);
        confirm();
        return id;
    }

    private void send(
            UUID id,
            String type,
            String plan,
            String target,
            long version,
            String elements,
            String departments,
            String year) {
        send(id, "shirube.progress", "target/" + plan + "/" + target, type, version, """
                {"municipality": "%s", "plan": "%s", "edition": 1, "target": "%s", "indicator": "women-on-councils", "version": %d,
                 "name": "審議会等における女性委員の割合", "element": {"id": "s1", "code": "1", "title": "男女共同参画の推進"},
                 "elements": [%s], "departments": [%s], "years": [%s]}""".formatted(
                        municipality, plan, target, version, elements, departments, year));
    }

    /** The present state of a target, for late joiners. */
    public void latest(String plan, String target, long version) {
        send(
                UUID.randomUUID(),
                "shirube.progress.latest",
                "target/" + plan + "/" + target,
                "jp.shirube.report.progress.latest.v1",
                version,
                """
                {"municipality": "%s", "plan": "%s", "target": "%s", "indicator": "women-on-councils", "version": %d, "editions": []}""".formatted(municipality, plan, target, version));
        confirm();
    }

    public void latestGone(String plan, String target) {
        unconfirmed.add(kafka.send(new ProducerRecord<>(
                "shirube.progress.latest", municipality + "/target/" + plan + "/" + target, null)));
        confirm();
    }

    /** Whatever else may lie on the topic. */
    public UUID other(String type, String data) {
        UUID id = UUID.randomUUID();
        send(id, "shirube.progress", "target/x/y", type, 1, data);
        confirm();
        return id;
    }

    private void send(UUID id, String topic, String key, String type, long version, String data) {
        String subject = municipality + "/" + key;
        ProducerRecord<String, String> event = new ProducerRecord<>(topic, subject, data);
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id.toString(),
                        "ce_type",
                        type,
                        "ce_source",
                        "/report-service",
                        "ce_subject",
                        subject,
                        "ce_time",
                        "2026-05-01T00:00:00.123456Z",
                        "ce_aggregateversion",
                        Long.toString(version))
                .forEach((name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        unconfirmed.add(kafka.send(event));
    }

    private void confirm() {
        try {
            for (Future<?> sent : unconfirmed) {
                sent.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        unconfirmed.clear();
    }

    @Override
    public void close() {
        kafka.close();
    }
}
