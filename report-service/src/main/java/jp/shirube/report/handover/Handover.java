package jp.shirube.report.handover;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.responsibility.Reporter;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * 引継書 of a department on a day, as far as is known when it is drawn up. Every name is that of its day.
 *
 * @param on the day of the hand-over
 * @param drawnUpOn today
 * @param handsOver what it no longer reports, and what it will not from a coming day on
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "Handover")
public record Handover(
        String municipality,
        String municipalityName,
        Department department,
        LocalDate on,
        LocalDate drawnUpOn,
        List<Owned> owns,
        List<HandedOver> handsOver) {

    /** @param name of the day */
    @Schema(name = "HandoverNamed")
    public record Named(String department, String name) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "HandoverDepartment")
    public record Department(
            String id,
            String name,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            List<Named> predecessors,
            List<Named> successors) {}

    /**
     * @param since first day it reports the indicator; null when that is not known
     * @param how STATED, or FOLLOWED where it took over from the department stated
     * @param receivedFrom who reported before; null when that is not known
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "HandoverOwned")
    public record Owned(
            String indicator,
            String name,
            String unit,
            @Nullable LocalDate since,
            Reporter.How how,
            @Nullable Named receivedFrom,
            List<Promised> targets,
            Due due,
            @Nullable Reported lastReported) {}

    /**
     * 目標 of the edition in force that day.
     *
     * @param printed the goal as the plan prints it
     * @param period of the goal
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "HandoverPromised")
    public record Promised(
            String plan,
            String planName,
            int edition,
            String target,
            String name,
            String printed,
            @Nullable String period) {}

    /**
     * @param missing years whose usual day has passed without a figure
     * @param next the next year to report
     * @param usuallyKnown when its figure is usually known
     * @param goals the periods of the goals
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "HandoverDue")
    public record Due(
            List<String> missing,
            @Nullable String next,
            @Nullable LocalDate usuallyKnown,
            List<String> goals) {}

    /**
     * What was stated last.
     *
     * @param recordedOn the day, in Tokyo
     * @param recordedBy the person as recorded
     * @param department for which, under the name of that day
     * @param corrections what was corrected or withdrawn in the year up to the day
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "HandoverReported")
    public record Reported(
            String period,
            @Nullable BigDecimal value,
            @Nullable String missingReason,
            List<Part> components,
            @Nullable String status,
            @Nullable String note,
            @Nullable String evidence,
            LocalDate recordedOn,
            String recordedBy,
            @Nullable Named department,
            List<Correction> corrections) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "HandoverPart")
    public record Part(
            String name,
            @Nullable BigDecimal value,
            @Nullable String missingReason) {}

    /** @param reason only of what was withdrawn */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "HandoverCorrection")
    public record Correction(
            String period,
            LocalDate recordedOn,
            String recordedBy,
            boolean withdrawn,
            @Nullable String reason) {}

    /**
     * @param from the first day it no longer reports it
     * @param to who does; null for nobody
     * @param reason why nobody does
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "HandoverHandedOver")
    public record HandedOver(
            String indicator,
            String name,
            LocalDate from,
            @Nullable Named to,
            Reporter.@Nullable Reason reason,
            String ja,
            String en) {}
}
