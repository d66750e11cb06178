package jp.shirube.plan.municipality.document;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jp.shirube.document.Content;
import jp.shirube.document.DocumentSchema;
import jp.shirube.document.ReadDocument;
import jp.shirube.plan.municipality.Reorganisation;
import jp.shirube.plan.municipality.Reorganisation.Change;
import jp.shirube.plan.municipality.Reorganisation.Into;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** The reorganisation (contracts/documents/reorganisation.schema.json) and what it says. */
public final class ReorganisationDocument {

    private static final DocumentSchema SCHEMA = new DocumentSchema("reorganisation.schema.json");

    private record Form(LocalDate day, List<ChangeForm> changes) {}

    private record ChangeForm(
            Kind kind,
            @Nullable String department,
            @Nullable String name,
            @Nullable List<String> departments,
            @Nullable Object into,
            @Nullable Map<String, String> indicators,
            @Nullable String indicator) {}

    private enum Kind {
        RENAME,
        MERGE,
        SPLIT,
        REASSIGN
    }

    private ReorganisationDocument() {}

    /** @throws ProblemException with every fault of its form */
    public static Reorganisation read(ReadDocument document, ObjectMapper json) {
        List<Fault> faults = SCHEMA.faults(document);
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        Form form = Content.as(Form.class, document, json);
        return new Reorganisation(
                form.day,
                form.changes.stream().map(change -> change(change, json)).toList());
    }

    private static Change change(ChangeForm form, ObjectMapper json) {
        return switch (form.kind) {
            case RENAME -> new Reorganisation.Rename(given(form.department), given(form.name));
            case MERGE ->
                new Reorganisation.Merge(given(form.departments), json.convertValue(given(form.into), Into.class));
            case SPLIT ->
                new Reorganisation.Split(
                        given(form.department),
                        List.of(json.convertValue(given(form.into), Into[].class)),
                        form.indicators == null ? Map.of() : form.indicators);
            case REASSIGN -> new Reorganisation.Reassign(given(form.indicator), given(form.department));
        };
    }

    /** The form requires it. */
    private static <T> T given(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
