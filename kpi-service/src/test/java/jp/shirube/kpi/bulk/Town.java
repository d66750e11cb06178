package jp.shirube.kpi.bulk;

import static io.restassured.RestAssured.given;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.Yonezawa;
import jp.shirube.kpi.received.Copies;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Responsibility;
import jp.shirube.kpi.received.Stated;
import org.junit.jupiter.api.BeforeEach;

/** A town of its own for each test class, with the indicators of 米沢市. */
public abstract class Town extends RunningService {

    protected static final String HEADER = "指標,期間,内訳,値,値がない理由,状態,備考,根拠,訂正理由,版\n";

    @Inject
    Copies all;

    /** 5202xx. */
    protected abstract String code();

    @BeforeEach
    public void theTownIsKnown() {
        List<Stated> stated = new ArrayList<>();
        stated.add(new Stated.OfMunicipality(code(), 1, "試験町"));
        for (int i = 0; i < 20; i++) {
            stated.add(of(Yonezawa.founders("founders-" + i)));
        }
        stated.add(of(Yonezawa.womenOnCouncils("women")));
        stated.add(of(Yonezawa.pupils("pupils")));
        stated.add(of(Yonezawa.socialChange("social-change")));
        stated.add(of(Yonezawa.waitingChildren("waiting-children")));
        stated.add(of(money()));
        for (String department : List.of("danjo", "zaisei")) {
            stated.add(new Stated.OfDepartment(code(), department, 1, "{\"id\": \"" + department + "\"}"));
        }
        stated.add(new Stated.OfResponsibility(
                new IndicatorKey(code(), "women"), 3, List.of(new Responsibility("danjo", null, null))));
        stated.add(new Stated.OfResponsibility(
                new IndicatorKey(code(), "tax"), 4, List.of(new Responsibility("zaisei", null, null))));
        QuarkusTransaction.requiringNew().run(() -> all.keep(stated));
    }

    private Stated of(Indicator known) {
        return new Stated.OfIndicator(
                new Indicator(
                        new IndicatorKey(code(), known.key().indicator()),
                        known.name(),
                        known.unit(),
                        known.direction(),
                        known.periodKind(),
                        known.asOf(),
                        known.quantity(),
                        known.decimals(),
                        known.components()),
                1,
                "{}");
    }

    private static Indicator money() {
        Indicator like = Yonezawa.founders("tax");
        return new Indicator(
                like.key(), "町税", "円", like.direction(), like.periodKind(), null, like.quantity(), 0, List.of());
    }

    protected String address() {
        return "/api/kpi/v1/municipalities/" + code() + "/actuals";
    }

    protected Response csv(String content, String... queries) {
        return csv(content, StandardCharsets.UTF_8, queries);
    }

    protected Response csv(String content, Charset charset, String... queries) {
        return send("text/csv", content.getBytes(charset), queries);
    }

    protected Response send(String type, byte[] content, String... queries) {
        return post(bytes(type, content), queries);
    }

    protected static RequestSpecification bytes(String type, byte[] content) {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(type, io.restassured.http.ContentType.TEXT)))
                .contentType(type)
                .body(content);
    }

    protected Response post(RequestSpecification request, String... queries) {
        for (int i = 0; i < queries.length; i += 2) {
            request.queryParam(queries[i], queries[i + 1]);
        }
        return request.post(address());
    }

    protected Response stated(String indicator, String period) {
        return given().get(
                        "/api/kpi/v1/municipalities/" + code() + "/indicators/" + indicator + "/actuals/{period}",
                        period);
    }

    protected long storedRevisions() {
        return InTheNameOf.theSystem(() -> {
            try {
                return count("select count(*) from actual_revision where municipality = ?", code());
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
