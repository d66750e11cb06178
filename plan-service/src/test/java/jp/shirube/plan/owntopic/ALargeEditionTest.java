package jp.shirube.plan.owntopic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jp.shirube.local.OwnerBackup;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A plan larger than any of the samples. Generated: its contents are demo data (見本), no municipality states them. */
@QuarkusTest
class ALargeEditionTest extends OwnTopicCity {

    private static final int ELEMENTS = 2_000;
    private static final int TARGETS = 1_000;
    private static final int INDICATORS = 500;

    /** Kafka's own limit, headers and all. */
    private static final int MEGABYTE = 1 << 20;

    @Test
    void twoThousandElementsAndAThousandTargetsLeaveInMessagesUnderAMegabyteEach() throws Exception {
        state(municipality()).statusCode(201);
        String document = edition();
        long began = System.nanoTime();
        post(document).statusCode(201).body("elements", equalTo(ELEMENTS)).body("targets", equalTo(TARGETS));
        long stated = System.nanoTime();
        data.awaitPublished();
        Log.info("an edition of " + document.length() + " characters: stated in " + (stated - began) / 1_000_000
                + " ms, published " + (System.nanoTime() - stated) / 1_000_000 + " ms later");

        List<ConsumerRecord<String, String>> published = data.records().stream()
                .filter(each -> each.key().equals("062022/plan/example"))
                .toList();
        assertThat(published).allSatisfy(each -> assertThat(size(each)).isLessThan(MEGABYTE));
        List<ConsumerRecord<String, String>> documents = ofType(published, "document.stated");
        assertThat(documents).hasSizeGreaterThan(3);
        assertThat(documents.stream()
                        .map(each -> data(each).path("text").asText())
                        .collect(Collectors.joining()))
                .isEqualTo(document);
        assertThat(ofType(published, "element.stated")).hasSize(ELEMENTS);
        assertThat(ofType(published, "target.stated")).hasSize(TARGETS);
        JsonNode closing = data(published.getLast());
        assertThat(closing.path("count").asInt()).isEqualTo(published.size() - documents.size() - 1);

        List<String> before = data.rows();
        data.execute("truncate plan, edition, edition_revision, relay_position");
        readBack();
        assertThat(data.rows()).isEqualTo(before);
    }

    /** 𠮟 is two chars of Java: a cut through it would leave a message nobody can read. */
    @Test
    void aDocumentIsNeverCutThroughACharacter() throws Exception {
        state(MUNICIPALITY).statusCode(201);
        for (String shift : List.of("", "x")) {
            String longDocument = "# " + shift + "𠮟".repeat(150_000) + "\n"
                    + replaced(EDITION, "number: 1", "number: " + (shift.length() + 1));
            post(longDocument).statusCode(201);
            data.awaitPublished();
            String statement = "\"edition\":" + (shift.length() + 1) + ",";
            assertThat(ofType(data.records(), "document.stated").stream()
                            .filter(each -> each.value().contains(statement))
                            .map(each -> data(each).path("text").asText())
                            .collect(Collectors.joining()))
                    .isEqualTo(longDocument);
        }
    }

    @Test
    void whatNoMessageCanHoldIsRefusedWithItsName() throws Exception {
        state(MUNICIPALITY).statusCode(201);
        String section = "{title: 現状と課題, text: " + "長い文章です。".repeat(2_500) + "}";
        String sections = "sections: [" + String.join(", ", Collections.nCopies(20, section)) + "]";
        post(replaced(EDITION, "sections: [{title: 現状と課題, text: 夢や目標を持つ児童生徒の割合が下がっています。}]", sections))
                .statusCode(422)
                .body("errors[0].message", containsString("element kyoiku"));
        assertThat(data.texts("select number from edition")).isEmpty();
    }

    private static String municipality() {
        return """
                format: shirube/municipality/1
                municipality: {code: "062022", name: 見本市}
                departments: [{id: kikaku, names: [{name: 企画課}]}]
                indicators:
                """
                + IntStream.range(0, INDICATORS)
                        .mapToObj(i -> "  - {id: demo-" + i + ", name: 見本の指標" + i
                                + ", unit: 人, direction: UP, periodKind: FISCAL_YEAR, quantity: FLOW}\n")
                        .collect(Collectors.joining());
    }

    private static String edition() {
        StringBuilder document = new StringBuilder("""
                # 見本（生成したもので、どの自治体の計画でもありません） / demo data, generated
                format: shirube/plan-edition/1
                municipality: "062022"
                plan: {id: example, name: 見本計画, period: R6..R9, levels: [政策, 施策]}
                edition: {number: 1, name: 見本, status: DRAFT}
                elements:
                """);
        int element = 0;
        int target = 0;
        while (element < ELEMENTS) {
            document.append("  - id: e")
                    .append(element)
                    .append("\n    title: 見本の政策")
                    .append(element++)
                    .append("\n    children:\n");
            for (int child = 0; child < 19 && element < ELEMENTS; child++) {
                document.append("      - id: e")
                        .append(element)
                        .append("\n        title: 見本の施策")
                        .append(element++)
                        .append("\n        departments: [企画課]\n        sections: [{title: 現状と課題, text: ")
                        .append("生成した見本の文章です。".repeat(20))
                        .append("}]\n");
                if (target < TARGETS) {
                    document.append("        targets:\n          - id: t")
                            .append(target)
                            .append("\n            kind: KPI\n            indicator: demo-")
                            .append(target % INDICATORS)
                            .append("\n            printedName: 見本の指標")
                            .append(target % INDICATORS)
                            .append("\n            baseline: {printed: 10人, value: 10, period: R5}")
                            .append("\n            goal: {printed: 20人, value: 20, period: R9}\n");
                    target++;
                }
            }
        }
        return document.toString();
    }

    private static List<ConsumerRecord<String, String>> ofType(
            List<ConsumerRecord<String, String>> records, String type) {
        return records.stream()
                .filter(each -> OwnerBackup.header(each, "ce_type").equals("jp.shirube.plan." + type + ".v1"))
                .toList();
    }

    private static int size(ConsumerRecord<String, String> each) {
        int headers = 0;
        for (var header : each.headers()) {
            headers += header.key().length() + header.value().length;
        }
        return each.value().getBytes(StandardCharsets.UTF_8).length + each.key().length() + headers;
    }

    private static JsonNode data(ConsumerRecord<String, String> each) {
        try {
            return new ObjectMapper().readTree(each.value());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
