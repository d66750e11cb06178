package jp.shirube.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import jp.shirube.document.DocumentReader;
import jp.shirube.document.ReadDocument;
import jp.shirube.plan.edition.document.PlanDocument;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.document.MunicipalityDocument;
import jp.shirube.problem.ProblemException;
import jp.shirube.promise.rule.RuleReading;

/** ASVS 5.0 1.5.3, 2.2.1: any text is what a planning office states, or a problem with its places. */
class DocumentsFuzzTest {

    private static final ObjectMapper JSON = Samples.json();
    private static final Municipality HIGASHINE =
            MunicipalityDocument.read(DocumentReader.read(Samples.read("higashine/municipality.yaml")), JSON);

    @FuzzTest(maxDuration = "10m")
    void municipality(byte[] written) {
        tried(written, document -> MunicipalityDocument.read(document, JSON));
    }

    @FuzzTest(maxDuration = "10m")
    void plan(byte[] written) {
        tried(written, document -> PlanDocument.read(document, HIGASHINE.vocabulary(), JSON));
    }

    @FuzzTest(maxDuration = "10m")
    void rule(byte[] written) {
        tried(written, document -> {
            if (document.tree() instanceof ObjectNode rule) {
                RuleReading.Reading reading =
                        RuleReading.read(JSON.convertValue(rule, new TypeReference<Map<String, Object>>() {}));
                assertThat(reading.rule() == null).isEqualTo(!reading.objections().isEmpty());
            }
        });
    }

    private interface Reader {
        void read(ReadDocument document);
    }

    private static void tried(byte[] written, Reader reader) {
        try {
            reader.read(DocumentReader.read(new String(written, StandardCharsets.UTF_8)));
        } catch (ProblemException refused) {
            assertThat(refused.type().status()).isBetween(400, 499);
            assertThat(refused.type().id()).isNotBlank();
        }
    }
}
