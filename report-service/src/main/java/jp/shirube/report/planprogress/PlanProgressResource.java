package jp.shirube.report.planprogress;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.report.Days;
import jp.shirube.report.Years;
import jp.shirube.report.givengrade.GivenGradeResponse;
import jp.shirube.report.planprogress.PlanProgress.Progress;
import jp.shirube.report.planprogress.PlanProgress.Question;
import jp.shirube.report.targets.KnownEditions.KnownEdition;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/report/v1/municipalities/{code}/plans/{plan}/progress")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "progress", description = "達成状況: how far we are")
public class PlanProgressResource {

    record PlanHead(String id, String name, String firstYear, String lastYear) {}

    /** @param adoptionNote 採択の備考: by what act, or what else is to be known of the day */
    record EditionHead(
            int number,
            String name,
            String status,
            boolean current,
            boolean adopted,
            @Nullable LocalDate adoptedOn,
            @Nullable LocalDate inForceFrom,
            @Nullable String adoptionNote) {
        static EditionHead of(KnownEdition edition) {
            return new EditionHead(
                    edition.number(),
                    edition.content().path("name").asText(),
                    edition.content().path("status").asText(),
                    edition.current(),
                    edition.adoptedOn() != null,
                    edition.adoptedOn(),
                    edition.inForceFrom(),
                    edition.adoptionNote());
        }
    }

    /** @param givenGrades what people gave beside what was computed */
    record ItemResponse(JsonNode target, @Nullable JsonNode assessment, List<GivenGradeResponse> givenGrades) {}

    /**
     * @param asOf the day as of which it is told
     * @param reading other where goals somebody had to decide on are read the other way
     * @param inPeriod whether the year belongs to the plan's period; each item says why if it cannot be judged
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ProgressResponse(
            String municipality,
            PlanHead plan,
            EditionHead edition,
            String year,
            String yearLabel,
            String heading,
            String asOf,
            String reading,
            boolean inPeriod,
            List<ItemResponse> items,
            @Nullable String next) {}

    private final PlanProgress progress;

    PlanProgressResource(PlanProgress progress) {
        this.progress = progress;
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Operation(
            summary = "Every target of a plan with what was found for a year",
            description =
                    "year is 対象年度 (R7, 2025, 令和7年度), the year last closed by default. A year outside the plan's "
                            + "period is answered with the reason on every target. asOf (2026-07-01) answers as it was known at "
                            + "the end of that day in Tokyo. reading=other reads the goals the plan does not explain (JUDGED) "
                            + "the other way. Rates are percent, exact, with a display string. givenGrades: what people gave beside the computed grade.")
    public ProgressResponse get(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @QueryParam("year") @Nullable String year,
            @QueryParam("edition") @Nullable Integer edition,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("reading") @DefaultValue("stated") String reading) {
        boolean other = reading.equals("other");
        Progress found =
                progress.of(new Question(code, plan, Years.read(year), edition, Days.read("asOf", asOf), other));
        KnownEdition known = found.edition();
        return new ProgressResponse(
                code,
                new PlanHead(
                        known.plan(),
                        known.planName(),
                        known.firstYear().canonical(),
                        known.lastYear().canonical()),
                EditionHead.of(known),
                found.year().canonical(),
                Years.label(found.year()),
                Years.heading(found.year()),
                found.asOf().day().toString(),
                other ? "other" : "stated",
                known.covers(found.year()),
                found.items().stream()
                        .map(item -> new ItemResponse(
                                progress.describe(item),
                                item.assessment(),
                                item.givenGrades().stream()
                                        .map(GivenGradeResponse::of)
                                        .toList()))
                        .toList(),
                null);
    }
}
