package jp.shirube.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The round (実績照会) of R7 in 米沢市: where it is found, what people do with it, and what is read of it. */
final class YonezawaRound {

    static final String CITY = "/api/kpi/v1/municipalities/062022";
    static final String ROUNDS = CITY + "/collection-rounds";
    static final String ROUND = ROUNDS + "/fy2025";
    static final String PLAN = "digital-denen-sogo-senryaku";
    private static final String PROGRESS = "/api/report/v1/municipalities/062022/indicators/women-on-councils/progress";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Installation.Asking planner;

    YonezawaRound(Installation.Asking planner) {
        this.planner = planner;
    }

    static String item(String id) {
        return ROUND + "/items/" + id;
    }

    static String actual(String indicator) {
        return CITY + "/indicators/" + indicator + "/actuals/R7";
    }

    String etag(String item) throws Exception {
        return planner.get(item(item)).headers().firstValue("ETag").orElse("");
    }

    String state(String item) throws Exception {
        return read(planner.get(item(item))).path("state").asText();
    }

    JsonNode type(Installation.Asking who, String item, String answer) throws Exception {
        return read(who.put(item(item) + "/answer", answer, "If-Match", etag(item)));
    }

    static HttpResponse<String> submit(Installation.Asking who, String item) throws Exception {
        return who.post(item(item) + "/submission", "");
    }

    /** Of the target of the plan, of FY2025; empty where nothing is judged. */
    static String judged(Installation.Asking who) throws Exception {
        return year2025(who).path("judged").asText("");
    }

    static JsonNode year2025(Installation.Asking who) throws Exception {
        JsonNode progress = read(who.get(PROGRESS));
        return all(progress.path("targets"))
                .filter(target -> target.path("plan").asText().equals(PLAN))
                .flatMap(target -> all(target.path("assessments")))
                .filter(assessment -> assessment.path("year").asInt() == 2025)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no FY2025: " + progress.toPrettyString()));
    }

    static JsonNode find(JsonNode items, String id) {
        return named(items, "id", id);
    }

    static JsonNode department(JsonNode overview, String id) {
        return named(overview.path("departments"), "department", id);
    }

    static JsonNode field(JsonNode difference, String item, String field) {
        return named(named(difference.path("changes"), "item", item).path("fields"), "field", field);
    }

    static JsonNode named(JsonNode list, String by, String name) {
        return all(list)
                .filter(each -> each.path(by).asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + ": " + list.toPrettyString()));
    }

    static Stream<JsonNode> all(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static List<String> ids(JsonNode items) {
        return all(items).map(each -> each.path("id").asText()).toList();
    }

    static List<String> texts(JsonNode list) {
        return all(list).map(JsonNode::asText).toList();
    }

    static JsonNode read(HttpResponse<String> response) throws Exception {
        return read(response, 200);
    }

    static JsonNode read(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }
}
