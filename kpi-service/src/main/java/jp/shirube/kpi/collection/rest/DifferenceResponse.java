package jp.shirube.kpi.collection.rest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jp.shirube.kpi.collection.application.Difference;
import jp.shirube.kpi.collection.application.Forms;
import jp.shirube.kpi.collection.form.FormFault;
import jp.shirube.problem.Language;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "FormDifference", description = "差分: what forms that came back change, and what became of it")
record DifferenceResponse(
        @Schema(description = "Under which it is applied; kept for seven days")
        String upload,

        @Schema(description = "How many items are NEW, CHANGED, UNCHANGED, CONFLICT, REJECTED")
        Map<String, Long> counts,

        List<Change> changes,

        @Schema(description = "What is to be said of the files, and rows that belong to no item")
        List<Remark> files,

        @Schema(description = "Ids of the items saved; only when it was applied", nullable = true) @Nullable
        List<String> saved,

        @Schema(description = "Ids of those sent in as well; only when it was applied", nullable = true) @Nullable
        List<String> submitted,

        @Schema(description = "Only when it was applied", nullable = true) @Nullable
        List<CollectionItemsResource.Refusal> refused) {

    @Schema(name = "FormChange")
    record Change(
            String file,
            String sheet,
            int row,
            String item,
            String name,
            Difference.Kind kind,
            List<FieldChange> fields,
            List<Remark> remarks,
            String comment) {}

    @Schema(name = "FormFieldChange")
    record FieldChange(@Schema(examples = "VALUE") String field, String component, String before, String after) {}

    @Schema(name = "FormRemark")
    record Remark(
            boolean refused,
            String sheet,
            @Schema(examples = "K12") String cell,
            String message) {}

    static DifferenceResponse of(Difference difference, Language language) {
        return of(difference, language, null, null, null);
    }

    static DifferenceResponse of(Forms.Applied applied, Language language) {
        return of(
                applied.difference(),
                language,
                applied.saved(),
                applied.submitted(),
                applied.refused().stream()
                        .map(each -> new CollectionItemsResource.Refusal(
                                each.item(),
                                each.problem().type().uri(),
                                each.problem().detail(language)))
                        .toList());
    }

    private static DifferenceResponse of(
            Difference difference,
            Language language,
            @Nullable List<String> saved,
            @Nullable List<String> submitted,
            @Nullable List<CollectionItemsResource.Refusal> refused) {
        Map<String, Long> counts = new TreeMap<>();
        difference.counts().forEach((kind, count) -> counts.put(kind.name(), count));
        return new DifferenceResponse(
                difference.upload().toString(),
                counts,
                difference.changes().stream()
                        .map(each -> change(each, language))
                        .toList(),
                Stream.concat(
                                difference.fileFaults().stream()
                                        .map(each -> new Remark(
                                                each.weight() == FormFault.Weight.REFUSED,
                                                each.sheet(),
                                                each.cell(),
                                                language.choose(each.ja(), each.en()))),
                                difference.unknown().stream()
                                        .map(each -> new Remark(
                                                true,
                                                each.sheet(),
                                                each.cells().isEmpty()
                                                        ? ""
                                                        : each.cells()
                                                                .getFirst()
                                                                .reference(),
                                                language.choose(
                                                        each.number() + "行目はどの項目か分からないため、取り込みません。",
                                                        "Row " + each.number()
                                                                + " belongs to no item and is not taken."))))
                        .toList(),
                saved,
                submitted,
                refused);
    }

    private static Change change(Difference.Change change, Language language) {
        return new Change(
                change.file(),
                change.sheet(),
                change.row(),
                change.item(),
                change.name(),
                change.kind(),
                change.fields().stream()
                        .map(each ->
                                new FieldChange(each.field().name(), each.component(), each.before(), each.after()))
                        .toList(),
                change.remarks().stream()
                        .map(each -> new Remark(
                                each.refused(), change.sheet(), each.cell(), language.choose(each.ja(), each.en())))
                        .toList(),
                change.comment());
    }
}
