package jp.shirube.report.indicatorhistory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.notation.Eras;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.report.Days;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.givengrade.GivenGradeResponse;
import jp.shirube.report.indicatorhistory.IndicatorHistory.History;
import jp.shirube.report.indicatorhistory.IndicatorHistory.TargetHistory;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/report/v1/municipalities/{code}/indicators/{indicator}/progress")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "progress", description = "達成状況: how far we are")
public class IndicatorProgressResource {

    private static final PeriodNotation PERIODS = new PeriodNotation(Eras.standard());

    record ActualResponse(
            String period,
            String periodLabel,
            @Nullable BigDecimal value,
            @Nullable String missingReason,
            Map<String, BigDecimal> components,
            String status,
            long revision) {
        static ActualResponse of(KnownActual actual) {
            return new ActualResponse(
                    actual.period().canonical(),
                    PERIODS.printShort(actual.period()),
                    actual.value(),
                    actual.missingReason() == null
                            ? null
                            : actual.missingReason().name(),
                    actual.parts(),
                    actual.status().name(),
                    actual.revision());
        }
    }

    record TargetResponse(
            String plan,
            String planName,
            int edition,
            boolean current,
            JsonNode target,
            List<JsonNode> assessments,
            List<GivenGradeResponse> givenGrades,
            JsonNode forecast) {
        static TargetResponse of(TargetHistory history) {
            return new TargetResponse(
                    history.edition().plan(),
                    history.edition().planName(),
                    history.edition().number(),
                    history.edition().current(),
                    history.target().content(),
                    history.years(),
                    history.givenGrades().stream().map(GivenGradeResponse::of).toList(),
                    history.forecast());
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record IndicatorProgressResponse(
            String municipality,
            JsonNode indicator,
            String asOf,
            List<ActualResponse> actuals,
            List<TargetResponse> targets) {}

    private final IndicatorHistory history;

    IndicatorProgressResource(IndicatorHistory history) {
        this.history = history;
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Operation(
            summary = "One indicator: its actuals, and all its targets in all plans with what was found for every year",
            description =
                    "The current edition of every plan; editions=all adds the past ones. asOf (2026-07-01) answers as it was known "
                            + "at the end of that day in Tokyo. "
                            + "givenGrades: what people gave beside the computed grades, by year.")
    public IndicatorProgressResponse get(
            @PathParam("code") String code,
            @PathParam("indicator") String indicator,
            @QueryParam("editions") @DefaultValue("current") String editions,
            @QueryParam("asOf") @Nullable String asOf) {
        History found = history.of(code, indicator, editions.equals("all"), Days.read("asOf", asOf));
        return new IndicatorProgressResponse(
                code,
                found.indicator(),
                found.asOf().day().toString(),
                found.actuals().stream().map(ActualResponse::of).toList(),
                found.targets().stream().map(TargetResponse::of).toList());
    }
}
