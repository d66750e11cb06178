package jp.shirube.local;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Long work a service does when it is asked to: begun, told how far it is, awaited. */
final class LongWork {

    /** What is told of it. */
    interface Telling {

        boolean isFinished(JsonObject progress);

        String howFar(JsonObject progress);

        /** Says how it ended. @return the exit code */
        int end(JsonObject progress);
    }

    /** Whose token goes with each question: work may take longer than one lasts. */
    interface SignIn {

        String operator() throws InterruptedException;
    }

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

    private final String service;
    private final URI address;
    private final SignIn signIn;
    private final Voice voice;
    private final Duration pause;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    LongWork(String service, int port, String path, SignIn signIn, Voice voice, Duration pause) {
        this.service = service;
        this.address = URI.create("http://127.0.0.1:" + port + path);
        this.signIn = signIn;
        this.voice = voice;
        this.pause = pause;
    }

    /** Returns when it is done. @return the exit code */
    int run(Telling telling) throws InterruptedException {
        JsonObject progress = ask(HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.noBody()));
        String last = "";
        while (!telling.isFinished(progress)) {
            String line = telling.howFar(progress);
            if (!line.equals(last)) {
                voice.say("  " + line);
                last = line;
            }
            Thread.sleep(pause.toMillis());
            progress = ask(HttpRequest.newBuilder(address).GET());
        }
        return telling.end(progress);
    }

    private JsonObject ask(HttpRequest.Builder request) throws InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = http.send(
                    request.timeout(ANSWERS_WITHIN)
                            .header("Accept-Language", "ja")
                            .header("Authorization", "Bearer " + signIn.operator())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Refusal(
                    Refusal.FAILED,
                    service + " につながりません（./shirube status） / cannot reach " + service + " at " + address,
                    e);
        }
        JsonObject body = json(answer.body());
        if (answer.statusCode() / 100 != 2) {
            throw new Refusal(
                    Refusal.FAILED,
                    service + " が断りました / " + service + " refused (" + answer.statusCode() + "): "
                            + body.getString("detail", body.getString("title", "")));
        }
        return body;
    }

    private JsonObject json(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException e) {
            throw new Refusal(Refusal.FAILED, service + " の答えが読めません / cannot read what " + service + " says", e);
        }
    }
}
