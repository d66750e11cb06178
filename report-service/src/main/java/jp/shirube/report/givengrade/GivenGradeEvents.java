package jp.shirube.report.givengrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import jp.shirube.notation.FiscalYear;
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
public class GivenGradeEvents {

    public static final String TYPE = "jp.shirube.report.grade.given.v1";

    private final Outbox outbox;
    private final GivenGrades given;
    private final ObjectMapper json;

    GivenGradeEvents(Outbox outbox, GivenGrades given, ObjectMapper json) {
        this.outbox = outbox;
        this.given = given;
        this.json = json;
    }

    /** A state as it is announced, JSON. */
    String write(Place place, String indicator, GivenGrade grade) {
        return data(place, indicator, grade).toString();
    }

    private ObjectNode data(Place place, String indicator, GivenGrade grade) {
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
                ObjectNode beside = data.putObject("computed");
                grade(beside, computed.symbol(), computed.label(), computed.score());
                if (computed.reason() != null) {
                    beside.putObject("reason")
                            .put("ja", computed.reason().ja())
                            .put("en", computed.reason().en());
                }
            }
        }
        return data;
    }

    void announce(Place place, String indicator, GivenGrade grade) {
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
                TYPE,
                "/report-service",
                subject,
                grade.revision(),
                grade.recordedAt(),
                data(place, indicator, grade)));
    }

    private static void grade(ObjectNode data, String symbol, @Nullable Sentence label, @Nullable BigDecimal score) {
        data.put("symbol", symbol);
        if (label != null) {
            data.putObject("label").put("ja", label.ja()).put("en", label.en());
        }
        if (score != null) {
            data.put("score", score.toPlainString());
        }
    }

    /**
     * Puts back what was said in an event, unless it is known.
     *
     * @return whether it was not known
     * @throws IllegalArgumentException or {@link java.time.DateTimeException} for an event that makes no sense
     */
    public boolean restore(JsonNode data) {
        Place place = new Place(
                data.path("municipality").asText(),
                data.path("plan").asText(),
                data.path("edition").asInt(),
                data.path("target").asText());
        FiscalYear year = new FiscalYear(data.path("year").asInt());
        GivenGrade grade = new GivenGrade(
                year,
                data.path("axis").asText(),
                data.path("revision").asInt(),
                Instant.parse(data.path("recordedAt").asText()),
                data.path("withdrawn").asBoolean()
                        ? new Withdrawn(data.path("reason").asText())
                        : new Given(
                                data.path("symbol").asText(),
                                required(sentence(data.path("label"))),
                                decimal(data.path("score")),
                                data.path("by").asText(),
                                data.path("reason").asText(),
                                data.path("rule").path("id").asText(),
                                data.path("rule").path("version").asLong(),
                                new Computed(
                                        data.path("computed").path("symbol").asText(),
                                        sentence(data.path("computed").path("label")),
                                        decimal(data.path("computed").path("score")),
                                        sentence(data.path("computed").path("reason")))));
        boolean known = given.takeTurn(place, year).stream()
                .anyMatch(one -> one.axis().equals(grade.axis()) && one.revision() == grade.revision());
        if (!known) {
            given.add(place, grade);
        }
        return !known;
    }

    private static Sentence required(@Nullable Sentence sentence) {
        if (sentence == null) {
            throw new IllegalArgumentException("a given grade has its words");
        }
        return sentence;
    }

    private static @Nullable Sentence sentence(JsonNode node) {
        return node.isObject()
                ? new Sentence(node.path("ja").asText(), node.path("en").asText())
                : null;
    }

    private static @Nullable BigDecimal decimal(JsonNode node) {
        return node.isTextual() ? new BigDecimal(node.asText()) : null;
    }
}
