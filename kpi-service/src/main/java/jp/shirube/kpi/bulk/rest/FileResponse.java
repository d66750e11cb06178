package jp.shirube.kpi.bulk.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import jp.shirube.kpi.bulk.FileAnswer;
import jp.shirube.kpi.bulk.Foreseen;
import jp.shirube.problem.Fault;
import jp.shirube.problem.Language;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "RecordedFile", description = "一括登録の結果. Every row is counted once.")
public record FileResponse(
        @Schema(examples = "1200") long rows,

        @Schema(description = "Stated for the first time, or for the first time after a withdrawal", examples = "1000")
        long recorded,

        long corrected,

        @Schema(description = "Said what is stated already, or left value and missingReason blank")
        long unchanged,

        @Schema(description = "Faulty, or in conflict with a newer revision; always 0 where the file was stored whole")
        long refused,

        @Schema(description = "Whether anything was stored; never by a dry run")
        boolean stored,

        @Schema(description = "What was refused, at most 1000, by row")
        List<Problem> problems,

        @Schema(description = "What would become of the first 1000 rows that can be told apart; only of a dry run")
        List<Row> outcomes,

        @Schema(
                description =
                        "What is odd about figures that were taken (a jump, another unit), at most 1000; only of files "
                                + "of up to 5000 rows")
        List<Problem> warnings) {

    @Schema(name = "RowProblem")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Problem(
            @Schema(description = "JSON pointer; rows count from 0", examples = "/rows/16/value")
            String pointer,

            @Schema(description = "Line of the file, from 1", examples = "18", nullable = true) @Nullable
            Integer line,

            String message) {}

    @Schema(name = "ForeseenRow")
    record Row(
            @Schema(examples = "16") int row,
            @Schema(nullable = true) @Nullable Integer line,
            @Schema(examples = "women-on-councils") String indicator,
            @Schema(examples = "FY2025") String period,

            @Schema(nullable = true, description = "Null of the whole") @Nullable
            String component,

            Foreseen.Becomes outcome,

            @Schema(description = "The value, or the reason for none, that is stated", nullable = true) @Nullable
            String was,

            @Schema(nullable = true) @Nullable String becomes) {}

    public static FileResponse of(FileAnswer answer, Language language) {
        return new FileResponse(
                answer.counts().rows(),
                answer.counts().recorded(),
                answer.counts().corrected(),
                answer.counts().unchanged(),
                answer.counts().refused(),
                answer.stored(),
                answer.problems().stream().map(each -> problem(each, language)).toList(),
                answer.outcomes().stream().map(FileResponse::row).toList(),
                answer.warnings().stream().map(each -> problem(each, language)).toList());
    }

    private static Problem problem(Fault fault, Language language) {
        return new Problem(fault.pointer(), fault.line(), language.choose(fault.ja(), fault.en()));
    }

    private static Row row(Foreseen row) {
        return new Row(
                row.row(),
                row.line(),
                row.indicator(),
                row.period(),
                row.component().isEmpty() ? null : row.component(),
                row.outcome(),
                row.was(),
                row.becomes());
    }
}
