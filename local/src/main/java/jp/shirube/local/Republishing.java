package jp.shirube.local;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** 再公表: asks a service to say everything again that it ever stated, and tells how far it is. */
final class Republishing {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

    private final String service;
    private final URI address;
    private final Voice voice;
    private final Duration pause;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    Republishing(String service, int port, Voice voice, Duration pause) {
        this.service = service;
        this.address = URI.create("http://127.0.0.1:" + port + "/operations/republish");
        this.voice = voice;
        this.pause = pause;
    }

    /** @param part plan, kpi or report */
    static Republishing of(Settings settings, String part, Voice voice) {
        return settings.services().stream()
                .filter(service -> service.database().equals(part))
                .findFirst()
                .map(service -> new Republishing(service.name(), service.port().number(), voice, Duration.ofSeconds(1)))
                .orElseThrow(() ->
                        new Refusal(Refusal.USAGE, "plan、kpi、report のどれかです / one of plan, kpi, report, not " + part));
    }

    /** Returns when all has been said again. @return the exit code */
    int run() throws InterruptedException {
        voice.say(service + " の内容をもう一度公表します", service + " says again what it ever stated");
        JsonObject progress = ask(HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.noBody()));
        String last = "";
        while (progress.getValue("finished") == null) {
            String line = progress.getLong("done", 0L) + " / " + progress.getLong("total", 0L);
            if (!line.equals(last)) {
                voice.say("  " + line);
                last = line;
            }
            Thread.sleep(pause.toMillis());
            progress = ask(HttpRequest.newBuilder(address).GET());
        }
        long done = progress.getLong("done", 0L);
        long leftOut = progress.getLong("leftOut", 0L);
        if (leftOut > 0) {
            voice.say(
                    "終わりました。" + done + "件のうち" + leftOut + "件は公表できませんでした（" + service + " の記録を見てください）",
                    "done; " + leftOut + " of " + done + " could not be said again, the log of " + service
                            + " says why");
            return Refusal.FAILED;
        }
        voice.say("終わりました（" + done + "件）", "done");
        return 0;
    }

    private JsonObject ask(HttpRequest.Builder request) throws InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = http.send(
                    request.timeout(ANSWERS_WITHIN)
                            .header("Accept-Language", "ja")
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
