package jp.shirube.access.generated;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jp.shirube.access.generated.Offered.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Sends a service requests made from its OpenAPI, valid ones and ones that are wrong in every way that came to mind, and
 * collects every answer that is not as it says: a 5xx but a documented 503, a refusal that is no listed problem, a status or a
 * media type it does not name, a body its schema does not allow. {@code -Drequests=10000} is the long form, {@code -Dseed=…}
 * repeats one.
 */
public final class GeneratedRequests {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}:]+)[^}]*}");
    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([0-9]{3}) \\|");
    private static final String PROBLEM_JSON = "application/problem+json";
    private static final String STREAM = "text/event-stream";
    private static final int UNAVAILABLE = 503;
    private static final List<String> PROTECTIVE = List.of(
            "X-Content-Type-Options", "Content-Security-Policy", "Referrer-Policy", "Cross-Origin-Resource-Policy");

    /** Of somebody who shows a token, nobody asks who it is before it is clear that there is such an operation. */
    private static final Set<Integer> UNCOUNTED = Set.of(404, 405, 406, 413, 415, UNAVAILABLE);

    /** The HTTP server's own: a line or a head too long is no request, and nothing of the service is asked. */
    private static final Set<Integer> NO_REQUEST = Set.of(414, 431);

    private static final int SHORT_FORM = 500;
    private static final int MOST_TOLD = 25;
    private static final int MOST_SHOWN = 300;
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI service;
    private final Map<String, List<String>> known;
    private final List<String> documents;
    private final Map<String, Integer> problems = listedProblems();
    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final HttpClient http = client();

    /**
     * @param known values that exist, by the name of the parameter that takes them
     * @param documents whole bodies that are in order, to be spoilt
     */
    public GeneratedRequests(URI service, Map<String, List<String>> known, List<String> documents) {
        this.service = service;
        this.known = known;
        this.documents = documents;
    }

    private record Answer(int status, String type, byte[] body, HttpHeaders headers) {}

    /** @param openapi address of the service's own description */
    public void hold(String openapi) {
        long seed = Long.getLong("seed", System.nanoTime());
        int count = Integer.getInteger("requests", SHORT_FORM);
        Random random = new Random(seed);
        Offered offered = new Offered(description(openapi));
        Requests requests = new Requests(random, offered, known, documents);
        Map<String, Integer> seen = new TreeMap<>();
        Map<String, String> wrong = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Made made = requests.make();
            Answer answer = send(made);
            seen.merge(Integer.toString(answer.status()), 1, Integer::sum);
            for (String departure : departures(offered, made, answer)) {
                wrong.putIfAbsent(
                        made.operation() + ": " + departure,
                        made + " -> " + answer.status() + " " + shortened(answer.body()));
            }
        }
        System.out.println("generated requests: " + count + ", seed " + seed + ", statuses " + seen + ", departures "
                + wrong.size());
        assertThat(wrong.entrySet().stream()
                        .limit(MOST_TOLD)
                        .map(each -> each.getKey() + "\n      " + each.getValue())
                        .collect(Collectors.joining("\n")))
                .as("-Dseed=" + seed + " -Drequests=" + count)
                .isEmpty();
    }

    private List<String> departures(Offered offered, Made made, Answer answer) {
        List<String> found = new ArrayList<>();
        int status = answer.status();
        if (NO_REQUEST.contains(status)) {
            return found;
        }
        if (status >= SERVER_ERROR && status != UNAVAILABLE) {
            found.add("answered " + status);
        }
        if (status >= CLIENT_ERROR && !made.method().equals("HEAD")) {
            found.addAll(asProblem(answer));
        }
        PROTECTIVE.stream()
                .filter(header -> answer.headers().firstValue(header).isEmpty())
                .forEach(header -> found.add(status + " without " + header));
        JsonNode response = offered.response(made.operation(), status);
        if (made.isAstray()) {
            return found;
        }
        if (!UNCOUNTED.contains(status)
                && answer.headers().firstValue("RateLimit").isEmpty()) {
            found.add(status + " without RateLimit");
        }
        if (response == null) {
            found.add("does not say that it answers " + status);
            return found;
        }
        JsonNode content = response.path("content");
        if (answer.body().length == 0 || made.method().equals("HEAD")) {
            return found;
        }
        if (!content.has(answer.type())) {
            found.add("does not say that " + status + " is " + answer.type());
        } else if (answer.type().equals("application/json")
                && content.path(answer.type()).has("schema")) {
            try {
                offered.departures(content.path(answer.type()).path("schema"), json.readTree(answer.body())).stream()
                        .map(text -> status + " departs from its schema: " + text.replaceAll("/[0-9]+", "/n"))
                        .forEach(found::add);
            } catch (IOException e) {
                found.add("answers what is no JSON");
            }
        }
        return found;
    }

    private List<String> asProblem(Answer answer) {
        if (!answer.type().equals(PROBLEM_JSON)) {
            return List.of("refuses with " + answer.status() + " as '" + answer.type() + "'");
        }
        try {
            JsonNode problem = json.readTree(answer.body());
            String type = problem.path("type").asText().replaceFirst("^urn:shirube:problem:", "");
            Integer status = problems.get(type);
            if (status == null) {
                return List.of("refuses with a problem that docs/problems.md does not list: " + type);
            }
            return status == answer.status() && problem.path("status").asInt() == answer.status()
                    ? List.of()
                    : List.of(type + " is listed as " + status + ", not " + answer.status());
        } catch (IOException e) {
            return List.of("refuses with what is no JSON");
        }
    }

    private Answer send(Made made) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(service.resolve("/") + made.address().substring(1)))
                .timeout(PATIENCE)
                .method(
                        made.method(),
                        made.body() == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(made.body()));
        made.headers().forEach((name, value) -> {
            try {
                request.header(name, value);
            } catch (IllegalArgumentException e) {
                request.header(name, value.replaceAll("[^ -~]", "?"));
            }
        });
        try {
            HttpResponse<InputStream> answer = sent(request.build());
            String type = answer.headers()
                    .firstValue("Content-Type")
                    .orElse("")
                    .replaceFirst(";.*", "")
                    .strip();
            try (InputStream body = answer.body()) {
                return new Answer(
                        answer.statusCode(),
                        type,
                        type.equals(STREAM) ? new byte[0] : body.readAllBytes(),
                        answer.headers());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + made, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode description(String openapi) {
        Answer answer = send(new Made(
                new Operation("GET", openapi, json.createObjectNode()),
                "GET",
                openapi + "?format=json",
                Map.of("Accept", "application/json"),
                null,
                true));
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Integer> listedProblems() {
        try {
            Matcher listed = LISTED.matcher(Files.readString(Path.of("..", "docs", "problems.md")));
            Map<String, Integer> problems = new TreeMap<>();
            while (listed.find()) {
                problems.put(listed.group(1), Integer.valueOf(listed.group(2)));
            }
            return problems;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shortened(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return cut(text);
    }

    /**
     * A request.
     *
     * @param isAstray whether it may end at another operation than the one it was made for
     */
    record Made(
            Operation operation,
            String method,
            String address,
            Map<String, String> headers,
            byte @Nullable [] body,
            boolean isAstray) {

        @Override
        public String toString() {
            Map<String, String> shown = new TreeMap<>(headers);
            shown.computeIfPresent("Authorization", (name, value) -> value.length() > 12 ? "Bearer …" : value);
            return method + " " + cut(address) + " " + cut(shown.toString()) + " "
                    + (body == null ? "" : shortened(body));
        }
    }

    private static String cut(String text) {
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
    }

    static Pattern parameter() {
        return PARAMETER;
    }

    static byte[] written(JsonNode content) {
        try {
            return new ObjectMapper().writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            return "{\"\\ud800\": 1}".getBytes(StandardCharsets.UTF_8);
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** A connection that was kept may end just as it is used; on one of its own every request has its answer. */
    private HttpResponse<InputStream> sent(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            return client().send(request, HttpResponse.BodyHandlers.ofInputStream());
        }
    }
}
