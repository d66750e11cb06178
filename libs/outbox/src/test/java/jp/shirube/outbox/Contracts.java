package jp.shirube.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What contracts/events says of a type. */
final class Contracts {

    private Contracts() {}

    static String example(String type) {
        return read(type + ".example.json");
    }

    static void assertKept(String type, String data) {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(read(type + ".schema.json"))
                        .validate(data, InputFormat.JSON))
                .isEmpty();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of("..", "..", "contracts", "events", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
