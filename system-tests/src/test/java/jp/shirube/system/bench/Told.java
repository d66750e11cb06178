package jp.shirube.system.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jp.shirube.system.TownTokens;

/** Whoever is told of what changes, by Server-Sent Events or at his own address. */
final class Told {

    private static final String CHANGED = "jp.shirube.report.progress.changed.v1";

    private final ObjectMapper json = new ObjectMapper();
    private final TownTokens tokens;
    private volatile Writes writes = new Writes();

    Told(TownTokens tokens) {
        this.tokens = tokens;
    }

    void about(Writes phase) {
        writes = phase;
    }

    /** Follows the municipality. @return what ends it */
    AutoCloseable follow(HttpClient http, int port, DemoTown town) throws Exception {
        CompletableFuture<HttpClientRequest> follows = new CompletableFuture<>();
        http.request(HttpMethod.GET, port, "127.0.0.1", town.report() + "/progress-events")
                .compose(request -> request.putHeader("Authorization", "Bearer " + tokens.administrator(town.code()))
                        .send()
                        .onSuccess(response -> {
                            response.handler(RecordParser.newDelimited("\n").handler(line -> line(line.toString())));
                            response.exceptionHandler(cut -> {});
                            if (response.statusCode() == 200) {
                                follows.complete(request);
                            } else {
                                follows.completeExceptionally(
                                        new IOException("not followed: " + response.statusCode()));
                            }
                        }))
                .onFailure(follows::completeExceptionally);
        HttpClientRequest request = follows.get(20, TimeUnit.SECONDS);
        return request::reset;
    }

    private void line(String line) {
        if (line.startsWith("data:")) {
            long when = System.nanoTime();
            JsonNode event = read(line.substring(5));
            told(event, when);
        }
    }

    /** Registers an address of this JVM. @return what takes it back */
    AutoCloseable register(Vertx vertx, HttpClient http, int port, DemoTown town) throws Exception {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .requestHandler(request -> request.bodyHandler(body -> {
                    long when = System.nanoTime();
                    request.response().setStatusCode(204).end();
                    told(read(body.toString(StandardCharsets.UTF_8)), when);
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        String token = tokens.administrator(town.code());
        String hook = call(
                http,
                token,
                HttpMethod.POST,
                port,
                town.report() + "/webhooks",
                new JsonObject()
                        .put("url", "http://127.0.0.1:" + server.actualPort() + "/")
                        .put("name", "速さ試験（架空のデモ）")
                        .encode());
        String path = town.report() + "/webhooks/" + new JsonObject(hook).getString("id");
        return () -> {
            call(http, token, HttpMethod.DELETE, port, path, "", "If-Match", "*");
            server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        };
    }

    /** @return the answer's body, which must be a 2xx's */
    static String call(
            HttpClient http, String token, HttpMethod method, int port, String path, String body, String... headers)
            throws Exception {
        return http.request(method, port, "127.0.0.1", path)
                .compose(request -> {
                    request.putHeader("Content-Type", "application/json");
                    request.putHeader("Authorization", "Bearer " + token);
                    for (int i = 0; i < headers.length; i += 2) {
                        request.putHeader(headers[i], headers[i + 1]);
                    }
                    return request.send(body);
                })
                .compose(response -> response.body().map(answer -> {
                    if (response.statusCode() / 100 != 2) {
                        throw new IllegalStateException(
                                method + " " + path + ": " + response.statusCode() + " " + answer);
                    }
                    return answer.toString();
                }))
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    /** An assessment names the revisions it was made from. */
    private void told(JsonNode event, long when) {
        if (!event.path("type").asText().equals(CHANGED)) {
            return;
        }
        String indicator = event.at("/data/indicator").asText();
        for (JsonNode year : event.at("/data/years")) {
            for (JsonNode input : year.at("/after/inputs")) {
                writes.told(
                        new Writes.Key(
                                new DemoTown.Cell(
                                        indicator, input.path("period").asText()),
                                input.path("revision").asLong()),
                        when);
            }
        }
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
