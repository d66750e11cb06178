package jp.shirube.report.trial;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.document.DocumentReader;
import jp.shirube.promise.Sentence;
import jp.shirube.report.Years;
import jp.shirube.report.assessment.Grade;
import jp.shirube.report.trial.RuleTrials.Change;
import jp.shirube.report.trial.RuleTrials.Tried;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/report/v1/municipalities/{code}/plans/{plan}/grading-rule-trials")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "trials", description = "試算: what would be, if")
public class RuleTrialResource {

    record RuleHead(String id, long version, Sentence name) {}

    /** @param why the reason where there is no grade, else how it came about */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record GradeResponse(
            String symbol,
            @Nullable Sentence label,
            RuleHead rule,
            @Nullable Sentence why) {
        static GradeResponse of(Grade grade) {
            return new GradeResponse(
                    grade.symbol(),
                    grade.label(),
                    new RuleHead(grade.rule(), grade.version(), grade.ruleName()),
                    grade.reason() == null ? grade.basis() : grade.reason());
        }
    }

    record ChangeResponse(
            String target, String printedName, int year, String yearLabel, GradeResponse before, GradeResponse after) {
        static ChangeResponse of(Change change) {
            return new ChangeResponse(
                    change.target().id(),
                    change.target().content().path("printedName").asText(),
                    change.year().year(),
                    Years.label(change.year()),
                    GradeResponse.of(change.before()),
                    GradeResponse.of(change.after()));
        }
    }

    record YearResponse(
            int year, String yearLabel, int changed, Map<String, Integer> before, Map<String, Integer> after) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RuleTrialResponse(
            String municipality,
            String plan,
            int edition,
            RuleHead rule,
            List<YearResponse> years,
            List<ChangeResponse> items,
            @Nullable String next) {}

    private final RuleTrials trials;

    RuleTrialResource(RuleTrials trials) {
        this.trials = trials;
    }

    @POST
    @Needs(Permission.TRY_RULE)
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "text/yaml"})
    @Operation(
            summary = "Try a grading rule over past years before it is adopted",
            description =
                    "contracts/documents/grading-rule-trial.schema.json, JSON or YAML; nothing is stored. Answers, per year, "
                            + "how many targets have each grade and would have, and every grade that would change.")
    public RuleTrialResponse judge(@PathParam("code") String code, @PathParam("plan") String plan, String document) {
        Tried tried = trials.of(code, plan, DocumentReader.read(document));
        return new RuleTrialResponse(
                code,
                plan,
                tried.edition().number(),
                new RuleHead(
                        tried.rule().id(), tried.rule().version(), tried.rule().name()),
                tried.years().stream()
                        .map(year -> new YearResponse(
                                year.year().year(),
                                Years.label(year.year()),
                                year.changed(),
                                year.before(),
                                year.after()))
                        .toList(),
                tried.changes().stream().map(ChangeResponse::of).toList(),
                null);
    }
}
