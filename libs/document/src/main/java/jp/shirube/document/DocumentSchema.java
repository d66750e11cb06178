package jp.shirube.document;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jp.shirube.problem.Fault;

/** The published form of a document (contracts/documents), and what in a document departs from it. */
public final class DocumentSchema {

    private final Schema schema;

    /** @param name file name under contracts/documents */
    public DocumentSchema(String name) {
        try (InputStream file = DocumentSchema.class.getResourceAsStream("/documents/" + name)) {
            if (file == null) {
                throw new IllegalStateException("the schema " + name + " is not in the jar");
            }
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(file);
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
