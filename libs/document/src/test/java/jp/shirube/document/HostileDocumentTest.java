package jp.shirube.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ASVS 5.0 1.5.2, 2.4.1, 5.2.1, 15.2.2: what would fill the memory is refused before it does. */
class HostileDocumentTest {

    /** A heap of 256 MB holds it, live and garbage together. */
    private static final long MOST_BYTES = 200L << 20;

    static Stream<Arguments> bombs() {
        return Stream.of(
                Arguments.of("four million entries", "[" + "1,".repeat(3_900_000) + "1]", 413),
                Arguments.of("two million lines", "- 1\n".repeat(1_900_000), 413),
                Arguments.of("a key over and over", "a: 1\n".repeat(1_500_000), 413),
                Arguments.of("brackets", "[\n".repeat(3_500_000), 400),
                Arguments.of("braces", "{a:\n ".repeat(1_500_000), 400),
                Arguments.of("dashes", "- ".repeat(3_900_000), 413),
                Arguments.of("questions", "? ".repeat(3_900_000), 413),
                Arguments.of("aliases", "a: &a [x]\n" + "b: [" + "*a,\n".repeat(1_900_000) + "]", 413),
                Arguments.of("more characters than are read", "\n".repeat(8_000_001), 413),
                Arguments.of("blanks", " ".repeat(7_900_000), 400),
                Arguments.of("one word", "x".repeat(7_900_000), 413),
                Arguments.of("one comment", "{} # " + "x ".repeat(3_900_000), 413),
                Arguments.of("one quoted text", "a: '" + "長".repeat(7_900_000) + "'", 413),
                Arguments.of("one JSON text", "{\"a\": \"" + "x".repeat(7_900_000) + "\"}", 413),
                Arguments.of("one literal", "a: |\n  " + "x ".repeat(3_900_000), 413));
    }

    @Test
    void jsonMayStandInOneLine() {
        String item = "{\"id\": \"a\", \"value\": 28.90, \"name\": \"女性\"},";
        ReadDocument read = DocumentReader.read("{\"items\": [" + item.repeat(10_000) + "{}]}");
        assertThat(read.tree().at("/items/9999/value").decimalValue()).isEqualByComparingTo("28.9");
        assertThat(read.tree().at("/items/9999/value").asText()).isEqualTo("28.90");
        assertThat(read.line("/items/9999/value")).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void aBombIsRefusedBeforeItGoesOff(String name, String bomb, int status) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> DocumentReader.read(bomb));
        long used = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(refused.type().status()).isEqualTo(status);
        assertThat(used).as("bytes").isLessThan(MOST_BYTES);
    }

    /** Tags that are blanks once their signs are decoded, a letter beyond every alphabet: the YAML library fails over these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "!a%20 b",
                "!%20 a",
                "!<%20x> a",
                "!%00 a",
                "name: !%20 山",
                "%TAG !e! %20\n---\n!e!x a",
                "\"\\UFFFFFFFF\"",
                "{\"name\": \"\\UFFFFFFFF\"}"
            })
    void whatTheYamlLibraryFailsOverIsRefusedAsUnreadable(String written) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> DocumentReader.read(written));
        assertThat(refused.type()).isEqualTo(ProblemType.MALFORMED);
        assertThat(refused.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString()).contains("Not readable as YAML or JSON: "));
    }
}
