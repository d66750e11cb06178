package jp.shirube.document;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.shirube.problem.Fault;
import org.jspecify.annotations.Nullable;

/** The published form of a document (contracts/documents), and what in a document departs from it. */
public final class DocumentSchema {

    private static final Pattern NAME = Pattern.compile("urn:shirube:documents:(?<name>[a-z-]+):1");

    private final Schema schema;

    /** @param name file name under contracts/documents */
    public DocumentSchema(String name) {
        try (InputStream file = DocumentSchema.class.getResourceAsStream("/documents/" + name)) {
            if (file == null) {
                throw new IllegalStateException("the schema " + name + " is not in the jar");
            }
            schema = SchemaRegistry.withDefaultDialect(
                            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(DocumentSchema::named))
                    .getSchema(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a schema refers to by name, {@code urn:shirube:documents:grading-rule:1}, is another file beside it. */
    private static @Nullable String named(String iri) {
        Matcher name = NAME.matcher(iri);
        if (!name.matches()) {
            return null;
        }
        try (InputStream file =
                DocumentSchema.class.getResourceAsStream("/documents/" + name.group("name") + ".schema.json")) {
            return file == null ? null : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Fault> faults(ReadDocument document) {
        List<Error> english = errors(document, Locale.ENGLISH);
        if (english.isEmpty()) {
            return List.of();
        }
        List<Error> japanese = errors(document, Locale.JAPANESE);
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < english.size(); i++) {
            Error error = english.get(i);
            String pointer = error.getInstanceLocation().toString();
            String property = error.getProperty();
            String at = property != null && document.lines().containsKey(pointer + "/" + property)
                    ? pointer + "/" + property
                    : pointer;
            faults.add(document.fault(at, japanese.get(i).getMessage(), error.getMessage()));
        }
        return faults;
    }

    private List<Error> errors(ReadDocument document, Locale locale) {
        return schema.validate(document.tree(), context -> context.executionConfig(config -> config.locale(locale)));
    }
}
