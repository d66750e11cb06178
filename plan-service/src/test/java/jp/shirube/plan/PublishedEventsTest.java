package jp.shirube.plan;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jp.shirube.local.RealParts;
import jp.shirube.plan.municipality.Municipalities;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leaves is what contracts/events says: every event has its schema and its example, and keeps to them. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "plan"))
class PublishedEventsTest {

    private static final Path CONTRACTS = Path.of("..", "contracts", "events");
    private static final Path EXAMPLES = Path.of("src", "test", "resources", "contracts");
    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter()
            .withSeparators(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withArrayEmptySeparator("")
                    .withObjectEmptySeparator(""))
            .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    private static final String SCHEMA = ".schema.json";
    private static final String EXAMPLE = ".example.json";

    /** None of the sampled municipalities states a rule of its own. */
    private static final String GRADING_RULE = "jp.shirube.plan.grading-rule.changed.v1";

    /** Of these the sampled municipalities say nothing: who is what is no matter of plans. */
    private static final Set<String> OF_ACCESS =
            Set.of("jp.shirube.plan.access-mapping.changed.v1", "jp.shirube.plan.api-key.changed.v1");

    private static final Set<String> TYPES = Set.of(
            "jp.shirube.plan.access-mapping.changed.v1",
            "jp.shirube.plan.api-key.changed.v1",
            "jp.shirube.plan.municipality.changed.v1",
            GRADING_RULE,
            "jp.shirube.plan.department.changed.v1",
            "jp.shirube.plan.indicator.changed.v1",
            "jp.shirube.plan.responsibility.changed.v1",
            "jp.shirube.plan.document.stated.v1",
            "jp.shirube.plan.text.stated.v1",
            "jp.shirube.plan.element.stated.v1",
            "jp.shirube.plan.initiative.stated.v1",
            "jp.shirube.plan.target.stated.v1",
            "jp.shirube.plan.edition.stated.v1",
            "jp.shirube.plan.edition.adopted.v1");

    private record Published(String type, String topic, String key, String subject, String data) {}

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Schema> strict = new TreeMap<>();

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void nothingIsKnown() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    truncate municipality, municipality_revision, municipality_part, plan, edition, edition_revision, outbox,
                        access_revision, access_mapping, access_mapping_row, api_key""");
        }
    }

    /** A change of what is said is a difference somebody approves: {@code -Dapprove} writes the new example. */
    @Test
    void everyTypeHasItsExampleAndItsSchema() throws SQLException, IOException {
        put("062022", read(EXAMPLES.resolve("municipality.yaml")));
        post("062022", "example", read(EXAMPLES.resolve("edition.yaml")));
        adopt("062022", "example");
        stateAccess("/api/plan/v1/municipalities/062022");
        Map<String, String> fullest = new TreeMap<>();
        for (Published event : published()) {
            obeys(event);
            fullest.merge(event.type(), event.data(), (one, two) -> two.length() > one.length() ? two : one);
        }
        assertThat(fullest.keySet()).isEqualTo(new TreeSet<>(TYPES));
        for (Map.Entry<String, String> event : fullest.entrySet()) {
            Path example = CONTRACTS.resolve(event.getKey() + EXAMPLE);
            JsonNode data = withoutChance(json.readTree(event.getValue()));
            if (System.getProperty("approve") != null) {
                Files.writeString(example, json.writer(PRETTY).writeValueAsString(data) + "\n");
            }
            assertThat(data).as(event.getKey()).isEqualTo(json.readTree(example.toFile()));
        }
    }

    @Test
    void everyEventOfTheRealPlansKeepsToItsSchema() throws SQLException {
        for (String city : Samples.CITIES) {
            put(code(city), Samples.read(city + "/municipality.yaml"));
        }
        for (Samples.Print print : Samples.PRINTS) {
            for (String edition : print.editions()) {
                post(
                        code(print.city()),
                        print.plan(),
                        Samples.read(print.city() + "/plans/" + print.plan() + "/" + edition));
            }
            adopt(code(print.city()), print.plan());
        }
        List<Published> events = published();
        events.forEach(this::obeys);
        Set<String> types = new TreeSet<>(TYPES);
        types.remove(GRADING_RULE);
        types.removeAll(OF_ACCESS);
        assertThat(events.stream().map(Published::type).collect(Collectors.toSet()))
                .isEqualTo(types);
        assertThat(events).hasSizeGreaterThan(1000);
    }

    @Test
    void contractsAndTypesAreTheSame() throws IOException {
        try (var files = Files.list(CONTRACTS)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            for (String end : List.of(SCHEMA, EXAMPLE)) {
                assertThat(names.stream()
                                .filter(name -> name.startsWith("jp.shirube.plan.") && name.endsWith(end))
                                .map(name -> name.substring(0, name.length() - end.length()))
                                .collect(Collectors.toSet()))
                        .as(end)
                        .isEqualTo(TYPES);
            }
        }
    }

    /** Their types are put together from the kind. */
    @Test
    void everyKindOfPartOfAMunicipalityHasItsType() {
        for (Municipalities.PartKind kind : Municipalities.PartKind.values()) {
            assertThat(TYPES)
                    .contains("jp.shirube.plan."
                            + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".changed.v1");
        }
    }

    private void obeys(Published event) {
        assertThat(event.topic()).isEqualTo("shirube.plan");
        assertThat(event.key()).isEqualTo(event.subject()).startsWith("06");
        Schema schema = strict.computeIfAbsent(event.type(), this::strictSchema);
        try {
            assertThat(schema.validate(json.readTree(event.data())))
                    .as(event.type() + " " + event.data())
                    .isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Consumers ignore what they do not know; we publish nothing that is not described. */
    private Schema strictSchema(String type) {
        try {
            JsonNode schema = json.readTree(CONTRACTS.resolve(type + SCHEMA).toFile());
            close(schema);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("no schema for " + type, e);
        }
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        node.forEach(PublishedEventsTest::close);
    }

    private List<Published> published() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select type, topic, key, subject, data from outbox order by seq")) {
            List<Published> events = new ArrayList<>();
            while (rows.next()) {
                events.add(new Published(
                        rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5)));
            }
            return events;
        }
    }

    /** A key is made of random bits, now. */
    private static JsonNode withoutChance(JsonNode data) {
        if (data.path("apiKey") instanceof ObjectNode key) {
            key.put("id", "abcdefghijkl")
                    .put("hash", "5f2b2c8a0f3e4d6b9c1a7e8d0b4f6a2c3d5e7f90a1b2c3d4e5f60718293a4b5c")
                    .put("createdAt", "2026-11-21T01:00:00.000000Z")
                    .put("expiresAt", "2027-03-31T15:00:00Z")
                    .put("revokedAt", "2026-12-01T01:00:00.000000Z");
        }
        return data;
    }

    private static void stateAccess(String city) {
        given().contentType("application/json")
                .queryParam("reason", "令和8年度の人事異動")
                .body("""
                        {"rows": [{"claim": "groups:情報政策課", "role": "ADMINISTRATOR"},
                          {"claim": "groups:スポーツ課", "role": "DEPARTMENT_EDITOR", "department": "sports",
                           "from": "2020-04-01", "to": "2026-03-31", "note": "課の統合まで"}]}""")
                .put(city + "/access-mapping")
                .then()
                .statusCode(200);
        String key = given().contentType("application/json")
                .body("""
                        {"name": "財務会計システム", "role": "DEPARTMENT_EDITOR", "department": "kikaku-bu",
                         "scopes": ["RECORD_ACTUAL"], "expiresOn": "%s"}""".formatted(LocalDate.now(ZoneId.of("Asia/Tokyo")).plusDays(100)))
                .post(city + "/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        given().queryParam("reason", "機器の入れ替え")
                .delete(city + "/api-keys/" + key)
                .then()
                .statusCode(200);
    }

    private static void put(String code, String document) {
        yaml().body(document).put("/api/plan/v1/municipalities/" + code).then().statusCode(201);
    }

    private static void post(String code, String plan, String document) {
        yaml().body(document)
                .post("/api/plan/v1/municipalities/" + code + "/plans/" + plan + "/editions")
                .then()
                .statusCode(201);
    }

    private static void adopt(String code, String plan) {
        given().contentType("application/json")
                .body("""
                        {"adoptedOn": "2026-03-20", "inForceFrom": "2026-04-01", "note": "令和8年3月議会で議決（議案第12号）"}""")
                .put("/api/plan/v1/municipalities/" + code + "/plans/" + plan + "/editions/1/adoption")
                .then()
                .statusCode(200);
    }

    private static String code(String city) {
        return Samples.municipality(city).code();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }

    /** REST Assured must be told that YAML is text. */
    private static RequestSpecification yaml() {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .defaultContentCharset("UTF-8")
                                .encodeContentTypeAs("application/yaml", ContentType.TEXT)))
                .contentType("application/yaml");
    }
}
