package jp.shirube.report.rollup;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import jp.shirube.report.Days;
import jp.shirube.report.Years;
import jp.shirube.report.planprogress.PlanProgress.Question;
import jp.shirube.report.rollup.RollUps.By;
import jp.shirube.report.rollup.RollUps.Group;
import jp.shirube.report.rollup.RollUps.RolledUp;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/report/v1/municipalities/{code}/plans/{plan}/roll-ups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "progress", description = "達成状況: how far we are")
public class RollUpResource {

    private static final Set<String> RATES =
            Set.of("achievementRate", "baselineProgress", "expectedRatio", "scheduleProgress");

    /** @param next lists of groups are short: always null */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RollUpResponse(
            String municipality,
            String plan,
            int edition,
            String year,
            String yearLabel,
            String heading,
            String asOf,
            String by,
            @Nullable String meanOf,
            List<Group> items,
            @Nullable String next) {}

    private final RollUps rollUps;

    RollUpResource(RollUps rollUps) {
        this.rollUps = rollUps;
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Operation(
            summary = "What the targets of a plan add up to",
            description =
                    "by: plan, element, project, department, sdg. The distribution of grades and the mean of their scores; "
                            + "what is not graded is left out and counted by standing, what is re-listed is counted once, KGI stand apart "
                            + "from KPI, initiatives are tallied beside. meanOf=achievementRate adds the mean of that rate, each clipped "
                            + "to 0 to 100.")
    public RollUpResponse get(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @QueryParam("by") @DefaultValue("element") String by,
            @QueryParam("year") @Nullable String year,
            @QueryParam("edition") @Nullable Integer edition,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("meanOf") @Nullable String meanOf) {
        if (meanOf != null && !RATES.contains(meanOf)) {
            throw invalid("#meanOf", "次のいずれかを書いてください: " + RATES, "write one of " + RATES);
        }
        RolledUp found = rollUps.of(
                new Question(code, plan, Years.read(year), edition, Days.read("asOf", asOf), false), by(by), meanOf);
        return new RollUpResponse(
                code,
                plan,
                found.progress().edition().number(),
                found.progress().year().canonical(),
                Years.label(found.progress().year()),
                Years.heading(found.progress().year()),
                found.progress().asOf().day().toString(),
                by,
                meanOf,
                found.groups(),
                null);
    }

    private static By by(String word) {
        for (By by : By.values()) {
            if (by.name().toLowerCase(Locale.ROOT).equals(word)) {
                return by;
            }
        }
        throw invalid(
                "#by",
                "plan, element, project, department, sdg のいずれかを書いてください",
                "write plan, element, project, department or sdg");
    }

    private static ProblemException invalid(String pointer, String ja, String en) {
        return new ProblemException(ProblemType.INVALID, List.of(Fault.at(pointer, ja, en)));
    }
}
