package jp.shirube.plan.access;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.BeforeEach;

/** A city of its own for every test: 健康課 and 福祉課 go on, 水道課 ends in March 2041, こども課 begins in April 2041. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "plan"))
abstract class AccessCity {

    static final String ADMINISTRATOR = "groups:情報政策課,ADMINISTRATOR,,,,\n";
    static final String COLUMNS = "claim,role,department,from,to,note\n";
    private static final AtomicInteger CITIES = new AtomicInteger(51_000);

    String code = "";
    String city = "";

    @BeforeEach
    void aCity() {
        code = withCheckDigit(CITIES.incrementAndGet());
        city = "/api/plan/v1/municipalities/" + code;
        text("application/yaml").body("""
                        format: shirube/municipality/1
                        municipality: {code: "%s", name: 試験市}
                        departments:
                          - {id: kenko, names: [{name: 健康課}], aliases: [健康増進課]}
                          - {id: fukushi, names: [{name: 福祉課}]}
                          - {id: suido, names: [{name: 水道課}], to: "2041-03-31"}
                          - {id: kodomo, names: [{name: こども課}], from: "2041-04-01"}
                        indicators:
                          - {id: founders, name: 創業者数, unit: 人, direction: UP, periodKind: FISCAL_YEAR, quantity: FLOW}
                        """.formatted(code)).put(city).then().statusCode(201);
    }

    private static String withCheckDigit(int five) {
        String digits = String.valueOf(five);
        int weighted = 0;
        for (int i = 0; i < 5; i++) {
            weighted += (6 - i) * Character.digit(digits.charAt(i), 10);
        }
        return digits + (11 - weighted % 11) % 10;
    }

    ValidatableResponse putCsv(String csv) {
        return putCsv(csv.getBytes(StandardCharsets.UTF_8), "");
    }

    ValidatableResponse putCsv(byte[] csv, String query) {
        return bytes("text/csv").body(csv).put(city + "/access-mapping" + query).then();
    }

    ValidatableResponse putJson(String json, String query) {
        return given().header("If-Match", "*")
                .contentType("application/json")
                .body(json)
                .put(city + "/access-mapping" + query)
                .then();
    }

    ValidatableResponse move(String csv, String query) {
        return bytes("text/csv")
                .body((("claim,department,from\n") + csv).getBytes(StandardCharsets.UTF_8))
                .post(city + "/access-mapping/moves" + query)
                .then();
    }

    /** REST Assured must be told what is sent as it is. */
    static RequestSpecification bytes(String type) {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs(type, ContentType.BINARY)))
                .header("If-Match", "*")
                .contentType(type);
    }

    private static RequestSpecification text(String type) {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .defaultContentCharset("UTF-8")
                                .encodeContentTypeAs(type, ContentType.TEXT)))
                .contentType(type);
    }
}
