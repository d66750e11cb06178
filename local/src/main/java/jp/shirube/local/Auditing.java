package jp.shirube.local;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** 監査記録の検証: has every service go through its record and tells what it found. */
final class Auditing {

    /** A million entries take a while. */
    private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(10);

    /** @param database plan, kpi or report: the word its head is named by */
    record Place(String service, String database, int port) {}

    private final List<Place> places;
    private final Map<String, String> heads;
    private final LongWork.SignIn signIn;
    private final Voice voice;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    Auditing(List<Place> places, Map<String, String> heads, LongWork.SignIn signIn, Voice voice) {
        this.places = places;
        this.heads = heads;
        this.signIn = signIn;
        this.voice = voice;
    }

    /** @param args {@code [--head plan=… kpi=… report=…]}: heads noted earlier */
    static Auditing of(Settings settings, List<String> args, Voice voice) throws IOException {
        List<Place> places = new ArrayList<>();
        settings.services()
                .forEach(service -> places.add(new Place(
                        service.name(), service.database(), service.port().number())));
        return new Auditing(places, heads(args), LocalSignIn.of(settings)::operator, voice);
    }

    static Map<String, String> heads(List<String> args) {
        Map<String, String> heads = new HashMap<>();
        if (!args.isEmpty() && (!args.getFirst().equals("--head") || args.size() == 1)) {
            throw usage();
        }
        for (String arg : args.subList(Math.min(1, args.size()), args.size())) {
            if (!arg.matches("(plan|kpi|report)=[0-9a-fA-F]{64}")) {
                throw usage();
            }
            heads.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
        }
        return heads;
    }

    private static Refusal usage() {
        return new Refusal(
                Refusal.USAGE,
                "audit [--head plan=… kpi=… report=…]（16進数64桁） / each a head of 64 hexadecimal digits, as noted earlier");
    }

    /** @return 0 when every record is intact, 1 when one is not, or could not be asked for */
    int run() throws InterruptedException {
        boolean intact = true;
        for (Place place : places) {
            intact &= tell(place, ask(place));
        }
        return intact ? 0 : Refusal.FAILED;
    }

    private boolean tell(Place place, JsonObject found) {
        long unsealed = found.getLong("unsealed", 0L);
        String waiting = unsealed == 0 ? "" : "、封じる前 " + unsealed + "件";
        JsonObject fault = found.getJsonObject("firstFault");
        if (fault == null) {
            voice.say(
                    place.service() + " の監査記録に改ざんはありません（" + found.getLong("sealed", 0L) + "件" + waiting + "）",
                    "the record of " + place.service() + " is intact: " + found.getLong("sealed", 0L) + " sealed, "
                            + unsealed + " not yet");
        } else {
            voice.say(
                    place.service() + " の監査記録に異常があります。最初の場所：" + fault.getString("ja", ""),
                    "the record of " + place.service() + " is not as it was. First: " + fault.getString("en", ""));
        }
        voice.say("  --head " + place.database() + "=" + found.getString("head", ""));
        return found.getBoolean("intact", false);
    }

    private JsonObject ask(Place place) throws InterruptedException {
        String head = heads.get(place.database());
        URI address = URI.create(
                "http://127.0.0.1:" + place.port() + "/operations/audit" + (head == null ? "" : "?head=" + head));
        HttpResponse<String> answer;
        try {
            answer = http.send(request(address), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Refusal(
                    Refusal.FAILED,
                    place.service() + " につながりません（./shirube status） / cannot reach " + place.service() + " at "
                            + address,
                    e);
        }
        try {
            JsonObject body = new JsonObject(answer.body());
            if (answer.statusCode() == 200) {
                return body;
            }
            throw new Refusal(
                    Refusal.FAILED,
                    place.service() + " が断りました / " + place.service() + " refused (" + answer.statusCode() + "): "
                            + body.getString("detail", body.getString("title", "")));
        } catch (DecodeException e) {
            throw new Refusal(
                    Refusal.FAILED, place.service() + " の答えが読めません / cannot read what " + place.service() + " says", e);
        }
    }

    /** As whom it asks. */
    private HttpRequest request(URI address) throws InterruptedException {
        return HttpRequest.newBuilder(address)
                .timeout(ANSWERS_WITHIN)
                .header("Accept-Language", "ja")
                .header("Authorization", "Bearer " + signIn.operator())
                .GET()
                .build();
    }
}
