package jp.shirube.kpi;

import static io.restassured.RestAssured.given;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import jp.shirube.kpi.received.Copies;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.Responsibility;
import jp.shirube.kpi.received.Stated;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.BeforeEach;

/** The whole service over a real PostgreSQL and a real Kafka. Every test has an indicator of its own. */
@QuarkusTest
@WithTestResource(
        value = RealParts.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "database", value = "kpi"))
public abstract class RunningService {

    private static final AtomicInteger INDICATORS = new AtomicInteger();

    @Inject
    protected Copies copies;

    @Inject
    protected TestClock clock;

    @Inject
    protected AgroalDataSource database;

    @BeforeEach
    void theDayIsTheLastOfJune() {
        clock.setDay(2026, 6, 30);
    }

    /** Makes an indicator known and answers its id. */
    protected String known(Function<String, Indicator> indicator) {
        return known(indicator, "{}");
    }

    /** The same of one whose document states more: its rules, its surveys. */
    protected String known(Function<String, Indicator> indicator, String document) {
        String id = "indicator-" + INDICATORS.incrementAndGet();
        keep(new Stated.OfIndicator(indicator.apply(id), 1, document));
        return id;
    }

    protected void responsible(String indicator, Responsibility... responsibilities) {
        for (Responsibility each : responsibilities) {
            keep(new Stated.OfDepartment(Yonezawa.CODE, each.department(), 1, "{}"));
        }
        keep(new Stated.OfResponsibility(
                new jp.shirube.kpi.received.IndicatorKey(Yonezawa.CODE, indicator), 1, List.of(responsibilities)));
    }

    protected void keep(Stated stated) {
        QuarkusTransaction.requiringNew().run(() -> copies.keep(List.of(stated)));
    }

    protected static String actuals(String indicator) {
        return "/api/kpi/v1/municipalities/" + Yonezawa.CODE + "/indicators/" + indicator + "/actuals";
    }

    protected static RequestSpecification stating(String body) {
        return given().contentType(ContentType.JSON).body(body);
    }

    protected static Response put(String indicator, String period, String body) {
        return stating(body).put(actuals(indicator) + "/{period}", period);
    }

    /** With a reason, where none stands in what is sent. */
    protected static Response correct(String indicator, String period, int revision, String body) {
        return stating(because(body))
                .header("If-Match", "\"" + revision + "\"")
                .put(actuals(indicator) + "/{period}", period);
    }

    protected static String because(String body) {
        return body.contains("\"reason\"") ? body : body.replaceFirst("\\{", "{\"reason\": \"転記誤り\", ");
    }

    protected static Response putAs(String token, String indicator, String period, String body) {
        return stating(body).header("Authorization", "Bearer " + token).put(actuals(indicator) + "/{period}", period);
    }

    protected static ValidatableResponse getAs(String token, String address) {
        return given().header("Authorization", "Bearer " + token)
                .get(address)
                .then()
                .statusCode(200);
    }

    protected static Response get(String indicator, String period) {
        return given().get(actuals(indicator) + "/{period}", period);
    }

    protected static Response withdraw(String indicator, String period, int revision, String reason) {
        return given().header("If-Match", "\"" + revision + "\"")
                .queryParam("reason", reason)
                .delete(actuals(indicator) + "/{period}", period);
    }

    protected long count(String sql, String parameter) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    protected long eventsAbout(String indicator) throws SQLException {
        return count("select count(*) from outbox where subject = ?", Yonezawa.CODE + "/indicator/" + indicator);
    }
}
