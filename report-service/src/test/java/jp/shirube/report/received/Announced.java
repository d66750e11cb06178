package jp.shirube.report.received;

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
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says to report-service, over the real Kafka, what the other two services would say. */
final class Announced implements AutoCloseable {

    private final KafkaProducer<String, String> kafka = new KafkaProducer<>(
            // Every event is waited for: nothing comes that it could be sent together with.
            Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    RealParts.bootstrapServers(),
                    ProducerConfig.LINGER_MS_CONFIG,
                    0),
            new StringSerializer(),
            new StringSerializer());
    private final String municipality;
    private String time = "2026-05-01T00:00:00Z";
    private String source = "/test";
    private final List<Future<RecordMetadata>> underWay = new ArrayList<>();
    private boolean together;

    Announced(String municipality) {
        this.municipality = municipality;
    }

    String code() {
        return municipality;
    }

    void municipality() {
        send("shirube.plan", "municipality", "jp.shirube.plan.municipality.changed.v1", 1, """
                {"municipality": "%s", "name": "試験市"}""".formatted(municipality));
    }

    void indicator(String id, String quantity, long version) {
        send("shirube.plan", "indicator/" + id, "jp.shirube.plan.indicator.changed.v1", version, """
                {"municipality": "%s", "indicator": {"id": "%s", "name": "指標%s v%d", "unit": "%%", "direction": "UP",
                 "periodKind": "FISCAL_YEAR", "quantity": "%s", "components": []}}""".formatted(
                        municipality, id, id, version, quantity));
    }

    /** @param content the fields of an indicator beside its id, and of nothing else */
    void indicatorOf(String id, long version, String content) {
        send("shirube.plan", "indicator/" + id, "jp.shirube.plan.indicator.changed.v1", version, """
                {"municipality": "%s", "indicator": {"id": "%s", "name": "指標%s", %s}}""".formatted(
                        municipality, id, id, content));
    }

    void gradingRule(String id, long version, String rule) {
        send("shirube.plan", "grading-rule/" + id, "jp.shirube.plan.grading-rule.changed.v1", version, """
                {"municipality": "%s", "gradingRule": %s}""".formatted(
                        municipality, rule));
    }

    /** @param gradedBy [{"rule": …, "from": 2025}] */
    void municipalityGradedBy(long version, String gradedBy) {
        send("shirube.plan", "municipality", "jp.shirube.plan.municipality.changed.v1", version, """
                {"municipality": "%s", "name": "試験市", "gradedBy": %s}""".formatted(
                        municipality, gradedBy));
    }

    void department(String id, String names) {
        send("shirube.plan", "department/" + id, "jp.shirube.plan.department.changed.v1", 1, """
                {"municipality": "%s", "department": {"id": "%s", "names": %s}}""".formatted(
                        municipality, id, names));
    }

    void responsible(String indicator, String responsibilities) {
        send(
                "shirube.plan",
                "responsibility/" + indicator,
                "jp.shirube.plan.responsibility.changed.v1",
                1,
                """
                {"municipality": "%s", "indicator": "%s", "responsibilities": %s}""".formatted(municipality, indicator, responsibilities));
    }

    /** An actual as kpi-service recorded it at that moment. */
    void actualAt(String indicator, String period, long revision, String value, String recordedAt) {
        send("shirube.kpi", "indicator/" + indicator, "jp.shirube.kpi.actual.recorded.v1", revision, """
                {"municipality": "%s", "indicator": "%s", "period": "%s", "revision": %d, "value": "%s", "status": "FINAL",
                 "review": "CONFIRMED", "recordedAt": "%s", "withdrawn": false}""".formatted(
                        municipality, indicator, period, revision, value, recordedAt));
    }

    /** A sum over the plan's years. */
    static String sum(String id, String indicator, String goal) {
        return """
                {"id": "%s", "kind": "KPI", "element": "s1", "indicator": "%s", "printedName": "%s", "components": [],
                 "goal": {"printed": "延べ%s", "comparator": "AT_LEAST", "value": "%s", "relativeToBaseline": false,
                          "period": "FY2024..FY2027", "accumulation": "CUMULATIVE", "reading": "PRINTED"}}""".formatted(id, indicator, id, goal, goal);
    }

    /** A plan of R6 to R9 with one element and one target per goal. */
    void edition(String plan, long statement, String... goals) {
        part(plan, statement, "element", 0, """
                {"id": "s1", "tree": "PLAN", "depth": 0, "position": 0, "code": "1", "title": "施策"}""");
        for (int i = 0; i < goals.length; i++) {
            part(plan, statement, "target", i, goals[i]);
        }
        close(plan, statement, goals.length + 1);
    }

    void part(String plan, long statement, String kind, int position, String content) {
        send("shirube.plan", "plan/" + plan, "jp.shirube.plan." + kind + ".stated.v1", statement, """
                {"municipality": "%s", "planId": "%s", "edition": 1, "statement": %d, "position": %d, "%s": %s}""".formatted(
                        municipality, plan, statement, position, kind, content));
    }

    void close(String plan, long statement, int count) {
        send("shirube.plan", "plan/" + plan, "jp.shirube.plan.edition.stated.v1", statement, """
                {"municipality": "%s", "planId": "%s", "edition": 1, "statement": %d, "count": %d, "name": "案", "status": "DRAFT",
                 "plan": {"id": "%s", "name": "計画%s", "firstYear": 2024, "lastYear": 2027, "levels": ["施策"]}}""".formatted(
                        municipality, plan, statement, count, plan, plan));
    }

    static String target(String id, String indicator, String baseline, String goal) {
        return """
                {"id": "%s", "kind": "KPI", "element": "s1", "indicator": "%s", "printedName": "%s", "components": [],
                 "baseline": {"printed": "%s", "value": "%s", "period": "FY2022", "accumulation": "POINT"},
                 "goal": {"printed": "%s", "comparator": "AT_LEAST", "value": "%s", "relativeToBaseline": false,
                          "period": "FY2027", "accumulation": "POINT", "reading": "PRINTED"}}""".formatted(id, indicator, id, baseline, baseline, goal, goal);
    }

    UUID actual(String indicator, String period, long revision, String value) {
        UUID id = UUID.randomUUID();
        actual(id, indicator, period, revision, value, false);
        return id;
    }

    void withdrawn(String indicator, String period, long revision) {
        actual(UUID.randomUUID(), indicator, period, revision, "0", true);
    }

    void actual(UUID id, String indicator, String period, long revision, String value, boolean withdrawn) {
        send(id, "shirube.kpi", "indicator/" + indicator, "jp.shirube.kpi.actual.recorded.v1", revision, """
                {"municipality": "%s", "indicator": "%s", "period": "%s", "revision": %d, "value": "%s", "status": "FINAL",
                 "review": "CONFIRMED", "recordedAt": "2026-05-01T00:00:00.00000%dZ", "withdrawn": %s}""".formatted(
                        municipality, indicator, period, revision, value, revision, withdrawn));
    }

    void send(String topic, String key, String type, long version, String data) {
        send(UUID.randomUUID(), topic, key, type, version, data);
    }

    /** In whose name what follows is said. */
    void inTheNameOf(String service) {
        source = service;
    }

    /** When plan-service says it said what follows. */
    void from(String moment) {
        time = moment;
    }

    void send(UUID id, String topic, String key, String type, long version, String data) {
        ProducerRecord<String, String> event = new ProducerRecord<>(topic, municipality + "/" + key, data);
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id.toString(),
                        "ce_type",
                        type,
                        "ce_source",
                        source,
                        "ce_subject",
                        municipality + "/" + key,
                        "ce_time",
                        time,
                        "ce_aggregateversion",
                        Long.toString(version))
                .forEach((name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        Future<RecordMetadata> sent = kafka.send(event);
        if (together) {
            underWay.add(sent);
        } else {
            arrived(sent);
        }
    }

    /** What is said there is sent in that order without waiting for each; returns when all of it has arrived. */
    void together(Runnable said) {
        together = true;
        said.run();
        together = false;
        underWay.forEach(Announced::arrived);
        underWay.clear();
    }

    private static void arrived(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void raw(String topic, String value) {
        try {
            kafka.send(new ProducerRecord<>(topic, municipality, value)).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kafka.close();
    }
}
