package jp.shirube.kpi.actual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.Yonezawa;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state, its event and the memory of the request live or die together, whichever of them the disk has no room for. */
@QuarkusTest
class StateAndEventTest extends RunningService {

    @ParameterizedTest
    @ValueSource(strings = {"outbox", "actual_revision", "first_answer"})
    void allOrNothing(String fullTable) throws SQLException {
        String indicator = known(Yonezawa::womenOnCouncils);
        put(indicator, "R6", "{\"value\": 1}").then().statusCode(201);
        fill(fullTable);

        stating("{\"value\": 2}")
                .header("Idempotency-Key", "full-" + indicator)
                .put(actuals(indicator) + "/R7")
                .then()
                .statusCode(503)
                .header("Retry-After", "2")
                .body("type", equalTo("urn:shirube:problem:temporarily-unavailable"));

        get(indicator, "R7").then().statusCode(404);
        assertThat(eventsAbout(indicator)).isEqualTo(1);
        empty();
        stating("{\"value\": 2}")
                .header("Idempotency-Key", "full-" + indicator)
                .put(actuals(indicator) + "/R7")
                .then()
                .statusCode(201);
        assertThat(eventsAbout(indicator)).isEqualTo(2);
        assertThat(count("select version from series where indicator = ?", indicator))
                .isEqualTo(2);
    }

    private void fill(String table) throws SQLException {
        execute("""
                create function no_room() returns trigger language plpgsql as
                $$ begin raise exception 'no room' using errcode = 'disk_full'; end $$""");
        execute("create trigger no_room before insert on " + table + " for each row execute function no_room()");
    }

    @AfterEach
    void empty() throws SQLException {
        execute("drop function if exists no_room cascade");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
