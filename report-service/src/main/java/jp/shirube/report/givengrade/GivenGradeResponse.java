package jp.shirube.report.givengrade;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import jp.shirube.promise.Sentence;
import jp.shirube.report.Years;
import jp.shirube.report.givengrade.GivenGrade.Computed;
import jp.shirube.report.givengrade.GivenGrade.Given;
import jp.shirube.report.givengrade.GivenGrade.Withdrawn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "GivenGrade", description = "人による判定: beside the computed grade, never over it")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record GivenGradeResponse(
        @Schema(description = "対象年度", examples = "2025") int year,

        String yearLabel,
        String axis,

        @Schema(description = "Null in a withdrawn revision, as all that was given", nullable = true) @Nullable
        String symbol,

        @Schema(nullable = true) @Nullable Sentence label,

        @Schema(description = "Null where the level has none", nullable = true) @Nullable
        BigDecimal score,

        @Schema(description = "Who gives it; the signed-in person when people sign in", nullable = true) @Nullable
        String by,

        @Schema(description = "Why it was given, or withdrawn")
        String reason,

        Instant recordedAt,

        @Schema(description = "Counts the states of this target, year and axis, from 1; quoted it is the ETag")
        int revision,

        @Schema(description = "Id of the grading rule whose level it is", nullable = true) @Nullable
        String rule,

        @Schema(nullable = true) @Nullable Long ruleVersion,

        @Schema(description = "The computed grade it stood beside when it was given", nullable = true) @Nullable
        Computed computed,

        @Schema(description = "True only in a history, and in the answer to DELETE")
        boolean withdrawn) {

    public static GivenGradeResponse of(GivenGrade grade) {
        return switch (grade.state()) {
            case Given given ->
                new GivenGradeResponse(
                        grade.year().year(),
                        Years.label(grade.year()),
                        grade.axis(),
                        given.symbol(),
                        given.label(),
                        given.score(),
                        given.by(),
                        given.reason(),
                        grade.recordedAt(),
                        grade.revision(),
                        given.rule(),
                        given.ruleVersion(),
                        given.computed(),
                        false);
            case Withdrawn withdrawn ->
                new GivenGradeResponse(
                        grade.year().year(),
                        Years.label(grade.year()),
                        grade.axis(),
                        null,
                        null,
                        null,
                        null,
                        withdrawn.reason(),
                        grade.recordedAt(),
                        grade.revision(),
                        null,
                        null,
                        null,
                        true);
        };
    }
}
