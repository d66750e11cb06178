package jp.shirube.plan.access.rest;

import java.time.LocalDate;
import java.util.List;
import jp.shirube.plan.access.MappingDifference;
import jp.shirube.plan.access.application.StateAccessMapping.Answer;
import jp.shirube.plan.access.rest.AccessMappingResponse.MappedRow;
import jp.shirube.problem.Language;
import org.jspecify.annotations.Nullable;

/** What a table brought about, or would. @param changed false when it says what was already known */
record StatedMappingResponse(
        long version,
        boolean changed,
        int rows,
        List<MappedRow> added,
        List<EndedRow> ended,
        List<ChangedRow> changes,
        List<Remarked> warnings) {

    /** @param to its last day now; left out where it is not in the table any more */
    record EndedRow(MappedRow row, @Nullable LocalDate to) {}

    record ChangedRow(MappedRow before, MappedRow after) {}

    record Remarked(String pointer, @Nullable Integer line, String message) {}

    static StatedMappingResponse of(Answer answer, Language language) {
        MappingDifference difference = answer.difference();
        return new StatedMappingResponse(
                answer.version(),
                answer.changed(),
                answer.rows(),
                difference.added().stream().map(MappedRow::of).toList(),
                difference.ended().stream()
                        .map(each -> new EndedRow(MappedRow.of(each.row()), each.to()))
                        .toList(),
                difference.changed().stream()
                        .map(each -> new ChangedRow(MappedRow.of(each.before()), MappedRow.of(each.after())))
                        .toList(),
                answer.remarks().stream()
                        .map(each -> new Remarked(each.pointer(), each.line(), language.choose(each.ja(), each.en())))
                        .toList());
    }
}
