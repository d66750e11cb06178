package jp.shirube.access.generated;

import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What somebody might send where a document is expected. None of it is one. */
public final class HostileDocuments {

    private HostileDocuments() {}

    /** A name, and the text. */
    public static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("NUL", "\u0000"),
                Arguments.of("NUL inside", "municipality: {code: \"a\u0000b\"}"),
                Arguments.of("an unpaired surrogate", "{\"a\": \"\\ud800\"}"),
                Arguments.of("billion laughs", billionLaughs()),
                Arguments.of("a document within itself", "&a [*a]"),
                Arguments.of("deep brackets", "[".repeat(100_000)),
                Arguments.of("deep blocks", "- ".repeat(50_000)),
                Arguments.of("deep objects", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)),
                Arguments.of("a key of a megabyte", "{\"" + "k".repeat(1_000_000) + "\": 1}"),
                Arguments.of("a key twice", "format: a\nformat: b\n"),
                Arguments.of("1e999", "[1e999, .nan, .inf, -.inf, NaN]"),
                Arguments.of("ten thousand digits", "[" + "9".repeat(10_000) + "]"),
                Arguments.of("years without an end", "plan: {period: \"0000..9999\"}"),
                Arguments.of("100,000 entries", "[" + String.join(",", Collections.nCopies(100_000, "1")) + "]"),
                Arguments.of("100,000 keys", manyKeys()),
                Arguments.of(
                        "a class", "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://127.0.0.1:1/\"]]"),
                Arguments.of("a tag that is a blank", "!%20 a"),
                Arguments.of("a letter beyond every alphabet", "\"\\UFFFFFFFF\""),
                Arguments.of("several documents", "---\na: 1\n---\nb: 2\n"),
                Arguments.of("a zip", "PK\u0003\u0004\u0014\u0000\u0000\u0000"),
                Arguments.of(
                        "xml with an entity", "<!DOCTYPE a [<!ENTITY b SYSTEM \"http://127.0.0.1:1/\">]><a>&b;</a>"),
                Arguments.of("a form", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n"));
    }

    private static String billionLaughs() {
        StringBuilder text = new StringBuilder("a0: &a0 [ha, ha, ha]\n");
        for (int i = 1; i < 30; i++) {
            text.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }
        return text.toString();
    }

    private static String manyKeys() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append('k').append(i).append(": 1\n");
        }
        return text.toString();
    }
}
