package jp.shirube.local;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sends the sample municipalities through the one address: each municipality, its plan editions, its actuals. Nothing
 * is made up: exactly what the files say is sent, numbers to the last printed zero. What is already there stays as it
 * is, so that it may run again after it was interrupted.
 */
final class SampleLoader {

    /** How many actuals are on their way at once; those of one indicator go one after the other. */
    private static final int AT_ONCE = 6;

    private static final Pattern EDITION = Pattern.compile("edition-([0-9]+)\\.yaml");

    /** Whose token goes with what is sent for a municipality. */
    interface SignIn {

        String planner(String municipality) throws InterruptedException;

        String administrator(String municipality) throws InterruptedException;
    }

    /** In whose name something is sent; asked each time, since a token does not last. */
    private interface Sender {

        String token() throws InterruptedException;
    }

    private final String baseUrl;
    private final SignIn signIn;
    private final Voice voice;
    private final Duration patience;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectMapper yaml = YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();
    private final ObjectMapper json = new ObjectMapper().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

    /** @param patience how long a service may say "not yet" (Retry-After) to one and the same request */
    SampleLoader(String baseUrl, SignIn signIn, Voice voice, Duration patience) {
        this.baseUrl = baseUrl;
        this.signIn = signIn;
        this.voice = voice;
        this.patience = patience;
    }

    /** @throws Refusal when a service refuses something, with the service's own words */
    void load(Path samples) throws IOException, InterruptedException {
        if (!Files.isDirectory(samples)) {
            return;
        }
        for (Path city : sorted(samples)) {
            Path municipality = city.resolve("municipality.yaml");
            if (Files.exists(municipality)) {
                loadCity(city, municipality);
            }
        }
    }

    private void loadCity(Path city, Path file) throws IOException, InterruptedException {
        JsonNode municipality = yaml.readTree(Files.readAllBytes(file)).path("municipality");
        JsonNode code = municipality.path("code");
        if (!code.isTextual()) {
            // Without quotes YAML takes 062022 for an octal number.
            throw new Refusal(
                    Refusal.FAILED, file + ": municipality.code は \"062022\" のように引用符で囲んでください / must be quoted");
        }
        String name = municipality.path("name").asText(code.asText());
        String plans = baseUrl + "/api/plan/v1/municipalities/" + code.asText();
        voice.say("見本 " + name + " を取り込みます", "loading the sample " + name);
        Sender planner = () -> signIn.planner(code.asText());
        send(planner, put(plans, "application/yaml", Files.readString(file)), file.toString(), null);

        Path access = city.resolve("access.csv");
        if (Files.exists(access)) {
            // Who administers is said by the issuer; the table of the demonstration is about departments.
            send(
                    () -> signIn.administrator(code.asText()),
                    put(plans + "/access-mapping?withoutAdministrator=true", "text/csv", Files.readString(access)),
                    access.toString(),
                    null);
        }

        int editions = 0;
        for (Path plan : sorted(city.resolve("plans"))) {
            for (Path edition : editions(plan)) {
                String all = plans + "/plans/" + encode(plan.getFileName().toString()) + "/editions";
                send(
                        planner,
                        HttpRequest.newBuilder(URI.create(all))
                                .header("Content-Type", "application/yaml")
                                .POST(HttpRequest.BodyPublishers.ofString(Files.readString(edition))),
                        edition.toString(),
                        all + "/" + number(edition));
                editions++;
            }
        }
        int actuals = loadActuals(city.resolve("actuals.yaml"), code.asText());
        voice.say(
                "見本 " + name + ": 計画の版 " + editions + "、実績 " + actuals,
                "sample " + name + ": " + editions + " plan editions, " + actuals + " actuals");
    }

    private int loadActuals(Path file, String code) throws IOException, InterruptedException {
        if (!Files.exists(file)) {
            return 0;
        }
        Map<String, List<JsonNode>> byIndicator = new LinkedHashMap<>();
        int count = 0;
        for (JsonNode entry : yaml.readTree(Files.readAllBytes(file)).path("actuals")) {
            byIndicator
                    .computeIfAbsent(entry.path("indicator").asText(), indicator -> new ArrayList<>())
                    .add(entry);
            count++;
        }
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> sent = new ArrayList<>();
            byIndicator.forEach((indicator, entries) -> sent.add(workers.submit(() -> {
                for (JsonNode entry : entries) {
                    sendActual(file, code, indicator, entry);
                }
                return null;
            })));
            for (Future<?> each : sent) {
                each.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw new IOException("could not send " + file, e.getCause());
        } finally {
            workers.shutdownNow();
        }
        return count;
    }

    private void sendActual(Path file, String code, String indicator, JsonNode entry)
            throws IOException, InterruptedException {
        String period = entry.path("period").asText();
        ObjectNode body = entry.deepCopy();
        // For which department somebody writes, their sign-in and the responsibilities say.
        body.remove(List.of("indicator", "period", "department"));
        send(
                () -> signIn.planner(code),
                put(
                        baseUrl + "/api/kpi/v1/municipalities/" + code + "/indicators/" + encode(indicator)
                                + "/actuals/" + encode(period),
                        "application/json",
                        json.writeValueAsString(body)),
                file + " " + indicator + " " + period,
                null);
    }

    /**
     * @param sender in whose name
     * @param what the file and place, for the person who has to mend it
     * @param twin where the same thing answers if it is already there; null if the status alone says so
     */
    private void send(
            Sender sender, HttpRequest.Builder unsigned, String what, @org.jspecify.annotations.Nullable String twin)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            HttpRequest request = signed(unsigned, sender);
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            int status = answer.statusCode();
            if (status < 300 || status == 412 || status == 428) {
                return;
            }
            if (status == 409 && twin != null && exists(sender, twin)) {
                return;
            }
            var retryAfter = answer.headers().firstValue("Retry-After");
            if (retryAfter.isEmpty() || System.nanoTime() > deadline) {
                throw new Refusal(Refusal.FAILED, readable(what, request, answer));
            }
            Thread.sleep(pause(retryAfter.get()).toMillis());
        }
    }

    private boolean exists(Sender sender, String address) throws IOException, InterruptedException {
        HttpRequest request = signed(HttpRequest.newBuilder(URI.create(address)), sender);
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }

    private HttpRequest signed(HttpRequest.Builder request, Sender sender) throws InterruptedException {
        return request.setHeader("Authorization", "Bearer " + sender.token()).build();
    }

    /** What a copy is waiting for takes milliseconds as a rule: look again soon, but never busier than asked for long. */
    private static Duration pause(String retryAfter) {
        long asked = retryAfter.matches("[0-9]{1,4}") ? Long.parseLong(retryAfter) * 1000 : 1000;
        return Duration.ofMillis(Math.clamp(asked, 100, 1000));
    }

    private String readable(String what, HttpRequest request, HttpResponse<String> answer) {
        StringBuilder text = new StringBuilder("見本を取り込めません / the sample was refused: ")
                .append(what)
                .append("\n  ")
                .append(request.method())
                .append(' ')
                .append(request.uri())
                .append(" → ")
                .append(answer.statusCode());
        try {
            JsonNode problem = json.readTree(answer.body());
            text.append("\n  ")
                    .append(problem.path("title").asText(""))
                    .append("\n  ")
                    .append(problem.path("detail").asText(""));
            int shown = 0;
            for (JsonNode error : problem.path("errors")) {
                if (shown++ == 20) {
                    text.append("\n  … ").append(problem.path("errors").size()).append(" 件 / errors in all");
                    break;
                }
                text.append("\n  ")
                        .append(error.path("pointer").asText(""))
                        .append(
                                error.hasNonNull("line")
                                        ? " (" + error.path("line").asText() + ")"
                                        : "")
                        .append(": ")
                        .append(error.path("message")
                                .asText(error.path("detail").asText("")));
            }
        } catch (JsonProcessingException e) {
            text.append("\n  ")
                    .append(answer.body(), 0, Math.min(500, answer.body().length()));
        }
        return text.toString();
    }

    private static HttpRequest.Builder put(String address, String type, String body) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", type)
                .timeout(Duration.ofSeconds(60))
                .PUT(HttpRequest.BodyPublishers.ofString(body));
    }

    private static List<Path> sorted(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** In the order of their numbers: edition-2 before edition-10. */
    private static List<Path> editions(Path plan) throws IOException {
        try (Stream<Path> files = Files.list(plan)) {
            return files.filter(file ->
                            EDITION.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparingInt(SampleLoader::number))
                    .toList();
        }
    }

    private static int number(Path edition) {
        Matcher matcher = EDITION.matcher(edition.getFileName().toString());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
