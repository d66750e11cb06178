package jp.shirube.report.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.document.DocumentReader;
import jp.shirube.report.assessment.Assessor;
import jp.shirube.report.targets.AssessmentContent;
import jp.shirube.report.targets.Forecasts;
import jp.shirube.report.trial.TrialReading.Trial;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/report/v1/assessment-trials")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "trials", description = "試算: what would be, if")
public class TrialResource {

    private static final String EXAMPLE = """
            {"direction": "UP", "quantity": "RATIO", "baseline": {"value": "28.9", "period": "R4"},
             "goal": {"value": "40", "to": "R9"}, "actuals": [{"period": "R6", "value": "32.8"}], "year": "R6"}""";

    private final ObjectMapper json;
    private final Clock clock;

    TrialResource(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    @POST
    @Needs(Permission.READ_PUBLISHED)
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "text/yaml"})
    @Operation(
            summary = "Judge a target, actuals and a rule that nobody has stated",
            description =
                    "contracts/documents/assessment-trial.schema.json, JSON or YAML; nothing is stored. The answer has the "
                            + "fields of an assessment, a forecast, and otherReading where the goal's reading is JUDGED. Every fault is "
                            + "answered at once, with its place.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = @ExampleObject(name = "女性登用率", value = EXAMPLE)))
    public JsonNode judge(String document) {
        Trial trial = TrialReading.read(DocumentReader.read(document), LocalDate.now(clock), json);
        Assessor assessor = new Assessor(trial.promise(), trial.rule(), trial.actuals(), trial.asOf());
        ObjectNode answer = AssessmentContent.of(assessor.assess(trial.year()));
        answer.put("asOf", trial.asOf().toString());
        answer.set("forecast", Forecasts.of(assessor));
        trial.promise()
                .otherReading()
                .ifPresent(other -> answer.set(
                        "otherReading",
                        AssessmentContent.of(new Assessor(other, trial.rule(), trial.actuals(), trial.asOf())
                                .assess(trial.year()))));
        return answer;
    }
}
