package jp.shirube.system.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A municipality that exists nowhere (its code has the prefecture 00, its names say that it is a demo): so many indicators, one
 * plan with a target on each, ten years that are over.
 */
record DemoTown(String code, int indicators) {

    static final int YEARS = 10;

    private static final String PLAN = "demo-keikaku";
    private static final int FIRST_YEAR = 2014;

    static DemoTown of(int number, int indicators) {
        String digits = "%05d".formatted(number);
        int weighted = IntStream.range(0, 5)
                .map(i -> (6 - i) * Character.digit(digits.charAt(i), 10))
                .sum();
        return new DemoTown(digits + (11 - weighted % 11) % 10, indicators);
    }

    /** One figure of one indicator. */
    record Cell(String indicator, String period) {}

    /** The figures in turn: those of one indicator are far from one another. */
    Cell cell(int number) {
        return new Cell(indicator(number % indicators), period(number / indicators % YEARS));
    }

    int cells() {
        return indicators * YEARS;
    }

    private static String indicator(int number) {
        return "demo-" + number;
    }

    private static String period(int year) {
        return "FY" + (FIRST_YEAR + year);
    }

    String document() {
        return """
                {"format": "shirube/municipality/1",
                 "municipality": {"code": "%s", "name": "速さ試験市（架空のデモ）"},
                 "departments": [{"id": "kikaku", "names": [{"name": "企画課"}]}],
                 "indicators": [%s]}""".formatted(code, each("""
                {"id": "%1$s", "name": "架空の指標 %1$s", "unit": "件", "direction": "UP", "periodKind": "FISCAL_YEAR",
                 "quantity": "FLOW", "decimals": 0}"""));
    }

    String edition() {
        return """
                {"format": "shirube/plan-edition/1", "municipality": "%s",
                 "plan": {"id": "%s", "name": "速さ試験計画（架空のデモ）", "period": "%s..%s", "levels": ["施策"]},
                 "edition": {"number": 1, "name": "(案)", "status": "DRAFT"},
                 "elements": [{"id": "sisaku", "code": "1", "title": "架空の施策", "departments": ["企画課"],
                               "targets": [%s]}]}""".formatted(code, PLAN, period(0), period(YEARS - 1), each("""
                {"id": "%1$s", "kind": "KPI", "indicator": "%1$s", "printedName": "架空の指標 %1$s",
                 "baseline": {"printed": "100件", "value": 100, "period": "FY2013"},
                 "goal": {"printed": "900件", "value": 900, "period": "FY2023"}}"""));
    }

    private String each(String form) {
        return IntStream.range(0, indicators)
                .mapToObj(i -> form.formatted(indicator(i)))
                .collect(Collectors.joining(","));
    }

    String plans() {
        return "/api/plan/v1/municipalities/" + code;
    }

    String editions() {
        return plans() + "/plans/" + PLAN + "/editions";
    }

    String actual(Cell cell) {
        return "/api/kpi/v1/municipalities/" + code + "/indicators/" + cell.indicator() + "/actuals/" + cell.period();
    }

    String report() {
        return "/api/report/v1/municipalities/" + code;
    }

    /**
     * So many revisions of every figure, as kpi-service would publish them, indicator by indicator (so that whoever judges as he
     * listens has not every target to judge in every batch).
     */
    void events(String topic, int revisions, Consumer<ProducerRecord<String, String>> out) {
        Instant begun = Instant.now().minusSeconds(86_400);
        for (int i = 0; i < indicators; i++) {
            long version = 0;
            for (int revision = 1; revision <= revisions; revision++) {
                for (int year = 0; year < YEARS; year++) {
                    version++;
                    out.accept(event(topic, indicator(i), period(year), revision, version, begun.plusMillis(version)));
                }
            }
        }
    }

    ProducerRecord<String, String> event(
            String topic, String indicator, String period, int revision, long version, Instant at) {
        String subject = code + "/indicator/" + indicator;
        String data = """
                {"municipality":"%s","indicator":"%s","period":"%s","revision":%d,"value":"%d","status":"FINAL",\
                "review":"CONFIRMED","note":"架空のデモ","recordedAt":"%s","recordedBy":"local","withdrawn":false,\
                "version":%d}""".formatted(code, indicator, period, revision, 100 + version % 900, at, version);
        ProducerRecord<String, String> event = new ProducerRecord<>(topic, subject, data);
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        "jp.shirube.kpi.actual." + (revision == 1 ? "recorded" : "corrected") + ".v1",
                        "ce_source",
                        "/kpi-service",
                        "ce_subject",
                        subject,
                        "ce_time",
                        at.toString(),
                        "ce_aggregateversion",
                        Long.toString(version),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> event.headers().add(name, value.getBytes(UTF_8)));
        return event;
    }
}
