package jp.shirube.report.givengrade;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jp.shirube.outbox.Outbox;
import jp.shirube.outbox.OutgoingEvent;
import jp.shirube.promise.Sentence;
import jp.shirube.report.givengrade.GivenGrade.Computed;
import jp.shirube.report.givengrade.GivenGrade.Given;
import jp.shirube.report.givengrade.GivenGrade.Place;
import jp.shirube.report.givengrade.GivenGrade.Withdrawn;
import org.jspecify.annotations.Nullable;

/** Says what a person gave, changed or withdrew: {@code grade.given}. */
@ApplicationScoped
class GivenGradeEvents {

    private final Outbox outbox;
    private final ObjectMapper json;

    GivenGradeEvents(Outbox outbox, ObjectMapper json) {
        this.outbox = outbox;
        this.json = json;
    }

    void announce(Place place, String indicator, GivenGrade grade) {
        ObjectNode data = json.createObjectNode()
                .put("municipality", place.municipality())
                .put("plan", place.plan())
                .put("edition", place.edition())
                .put("target", place.target())
                .put("indicator", indicator)
                .put("year", grade.year().year())
                .put("axis", grade.axis())
                .put("revision", grade.revision())
                .put("recordedAt", grade.recordedAt().toString())
                .put("withdrawn", grade.isWithdrawn())
                .put("reason", grade.state().reason());
        switch (grade.state()) {
            case Withdrawn withdrawn -> {}
            case Given given -> {
                grade(data, given.symbol(), given.label(), given.score());
                data.put("by", given.by());
                data.putObject("rule").put("id", given.rule()).put("version", given.ruleVersion());
                Computed computed = given.computed();
                grade(data.putObject("computed"), computed.symbol(), computed.label(), computed.score());
            }
        }
        String subject = "%s/given-grade/%s/%d/%s/%d/%s"
                .formatted(
                        place.municipality(),
                        place.plan(),
                        place.edition(),
                        place.target(),
                        grade.year().year(),
                        grade.axis());
        outbox.add(OutgoingEvent.of(
                "shirube.progress",
                subject,
                "jp.shirube.report.grade.given.v1",
                "/report-service",
                subject,
                grade.revision(),
                grade.recordedAt(),
                data));
    }

    private static void grade(
            ObjectNode data, String symbol, @Nullable Sentence label, java.math.@Nullable BigDecimal score) {
        data.put("symbol", symbol);
        if (label != null) {
            data.putObject("label").put("ja", label.ja()).put("en", label.en());
        }
        if (score != null) {
            data.put("score", score.toPlainString());
        }
    }
}
