package jp.shirube.kpi.actual.kafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.actual.Announcements;
import jp.shirube.kpi.actual.Answer;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.Revision;
import jp.shirube.kpi.actual.Statement;
import jp.shirube.kpi.actual.Withdrawal;
import jp.shirube.outbox.Outbox;
import jp.shirube.outbox.OutgoingEvent;
import org.jspecify.annotations.Nullable;

/** Through the outbox: the event leaves if, and only if, the state is stored. */
@ApplicationScoped
class KafkaAnnouncements implements Announcements {

    static final String TOPIC = "shirube.kpi";
    static final String SOURCE = "/kpi-service";
    static final String RECORDED = "jp.shirube.kpi.actual.recorded.v1";
    static final String CORRECTED = "jp.shirube.kpi.actual.corrected.v1";
    static final String WITHDRAWN = "jp.shirube.kpi.actual.withdrawn.v1";
    static final String CONFIRMED = "jp.shirube.kpi.actual.confirmed.v1";
    static final String RETURNED = "jp.shirube.kpi.actual.returned.v1";

    private final Outbox outbox;
    private final ObjectMapper json;

    KafkaAnnouncements(Outbox outbox, ObjectMapper json) {
        this.outbox = outbox;
        this.json = json;
    }

    @Override
    public void announce(Answer answer) {
        outbox.add(event(answer));
    }

    @Override
    public String write(Revision revision) {
        return json.valueToTree(wire(revision)).toString();
    }

    OutgoingEvent event(Answer answer) {
        String type = switch (answer.outcome()) {
            case RECORDED -> RECORDED;
            case CORRECTED -> CORRECTED;
            case WITHDRAWN -> WITHDRAWN;
            case CONFIRMED -> CONFIRMED;
            case RETURNED -> RETURNED;
            case UNCHANGED -> throw new IllegalArgumentException("nothing happened");
        };
        Revision revision = answer.revision();
        String subject = revision.indicator().municipality() + "/indicator/"
                + revision.indicator().indicator();
        return OutgoingEvent.of(
                TOPIC,
                subject,
                type,
                SOURCE,
                subject,
                revision.stamp().version(),
                revision.stamp().recordedAt(),
                json.valueToTree(wire(revision)));
    }

    private static ActualEventV1 wire(Revision revision) {
        return switch (revision) {
            case Actual actual -> wire(actual, actual.statement());
            case Withdrawal withdrawal ->
                new ActualEventV1(
                        withdrawal.indicator().municipality(),
                        withdrawal.indicator().indicator(),
                        withdrawal.period().canonical(),
                        withdrawal.stamp().revision(),
                        null,
                        null,
                        false,
                        null,
                        null,
                        null,
                        null,
                        null,
                        withdrawal.stamp().recordedAt().toString(),
                        withdrawal.stamp().recordedBy(),
                        null,
                        true,
                        withdrawal.reason(),
                        withdrawal.stamp().version());
        };
    }

    private static ActualEventV1 wire(Actual actual, Statement statement) {
        return new ActualEventV1(
                actual.indicator().municipality(),
                actual.indicator().indicator(),
                actual.period().canonical(),
                actual.stamp().revision(),
                value(statement.measured().whole()),
                missingReason(statement.measured().whole()),
                statement.measured().countsAsZero(),
                statement.measured() instanceof Measured.Breakdown breakdown ? components(breakdown) : null,
                actual.statement().status().name(),
                actual.review().name(),
                statement.note(),
                statement.evidence(),
                actual.stamp().recordedAt().toString(),
                actual.stamp().recordedBy(),
                statement.department(),
                false,
                actual.reason(),
                actual.stamp().version());
    }

    private static List<ActualEventV1.Component> components(Measured.Breakdown breakdown) {
        return breakdown.components().stream()
                .map(each -> new ActualEventV1.Component(
                        each.name(), value(each.measured()), missingReason(each.measured())))
                .toList();
    }

    private static @Nullable String value(Measured.@Nullable Single single) {
        return switch (single) {
            case null -> null;
            case Measured.Value it -> it.print();
            case Measured.Missing it -> null;
        };
    }

    private static @Nullable String missingReason(Measured.@Nullable Single single) {
        return switch (single) {
            case null -> null;
            case Measured.Value it -> null;
            case Measured.Missing it -> it.reason().name();
        };
    }
}
