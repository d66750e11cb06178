package jp.shirube.kpi.actual.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.kpi.actual.Actuals;
import jp.shirube.kpi.actual.Answer;
import jp.shirube.kpi.bulk.Town;
import jp.shirube.outbox.OutgoingEvent;
import org.junit.jupiter.api.Test;

/** What a file states is announced word for word as single figures are. */
@QuarkusTest
class EventsOfAFileTest extends Town {

    private record Announced(
            String topic,
            String key,
            String type,
            String source,
            String subject,
            long version,
            Instant at,
            Object data) {}

    @Inject
    Actuals actuals;

    @Inject
    KafkaAnnouncements announcements;

    @Inject
    ObjectMapper json;

    @Override
    protected String code() {
        return "520217";
    }

    @Test
    void everyEventOfAFileIsTheOneTheSingleFigureWouldHave() throws SQLException, IOException {
        clock.set(Instant.parse("2026-06-30T01:02:03.120Z"));
        csv(HEADER + """
                        founders-1,R6,,12,,暫定,"改行
                        と""引用""\\と	タブ",根拠/出典,,
                        founders-1,R5,,0.0,,,,,,
                        founders-1,2015..2018,,7,,,,,,
                        women,R6,,32.80,,,,,,
                        pupils,R6,小学校,80.2,,,😀,,,
                        pupils,R6,中学校,,未公表,,,,,
                        social-change,2024,,-25,,,,,,
                        social-change,2024,転入者数,100,,,,,,
                        social-change,2024,転出者数,125,,,,,,
                        waiting-children,R5,,3,,,,,,
                        """).then().statusCode(200).body("recorded", equalTo(10));
        clock.set(Instant.parse("2026-06-30T01:02:04.000001Z"));
        csv("indicator,period,component,value,missingReason,countsAsZero,reason\n"
                        + "founders-1,R6,,,事業終了,true,終了した\nfounders-1,R5,,1,,,誤り\nfounders-2,R5,,1,,,\npupils,R6,中学校,70.0,,,公表\n")
                .then()
                .statusCode(200)
                .body("corrected", equalTo(3), "recorded", equalTo(1));

        List<Announced> announced = announced();
        assertThat(announced).hasSize(11);
        assertThat(announced).containsExactlyElementsOf(single());
    }

    private List<Announced> announced() throws SQLException, IOException {
        List<Announced> found = new ArrayList<>();
        try (var connection = InTheNameOf.theSystem(this::connection);
                var query = connection.prepareStatement("""
                        select topic, key, type, source, subject, aggregate_version, occurred_at, data from outbox
                        where key like ? and bulk order by key collate "C", aggregate_version, seq""")) {
            query.setString(1, code() + "/%");
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new Announced(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getLong(6),
                            rows.getObject(7, java.time.OffsetDateTime.class).toInstant(),
                            json.readTree(rows.getString(8))));
                }
            }
        }
        return found;
    }

    private java.sql.Connection connection() {
        try {
            return database.getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the events of single figures are written, of what is stored now. */
    private List<Announced> single() {
        List<Answer> answers = QuarkusTransaction.requiringNew()
                .call(() -> actuals.listEverything(code(), "", 0, 1000).stream()
                        .filter(each ->
                                each.revision().indicator().municipality().equals(code()))
                        .toList());
        return answers.stream()
                .map(announcements::event)
                .map(this::announced)
                .sorted(Comparator.comparing(Announced::key).thenComparing(Announced::version))
                .toList();
    }

    private Announced announced(OutgoingEvent event) {
        try {
            return new Announced(
                    event.topic(),
                    event.key(),
                    event.type(),
                    event.source(),
                    event.subject(),
                    event.aggregateVersion(),
                    event.occurredAt(),
                    json.readTree(String.valueOf(event.data())));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
