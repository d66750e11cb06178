package jp.shirube.system.faults;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import jp.shirube.system.faults.Ledger.Outcome;
import jp.shirube.system.faults.Ledger.Write;

/** Many clients who ask for the same thing in the same moment. */
final class Crowd {

    static final int SIZE = 50;

    private Crowd() {}

    /** Fifty corrections, each with its own value and key, all under one If-Match. */
    static void underOneIfMatch(Round round) throws IOException, InterruptedException, ExecutionException {
        Load load = round.load();
        // A year no client of the load writes of.
        String path = round.town().actual("demo-1", "FY2000");
        Write first = Load.actual(round.town().code() + "-50000", "demo-1", "FY2000", 1);
        HttpResponse<String> stated = put(round, path, first);
        String etag = stated.headers().firstValue("ETag").orElse("");
        HttpResponse<String> without = put(round, path, Load.actual(first.key() + "0", "demo-1", "FY2000", 2));
        List<Write> corrections = IntStream.range(0, SIZE)
                .mapToObj(i -> Load.actual(first.key() + "1" + i, "demo-1", "FY2000", 100 + i))
                .toList();
        List<HttpResponse<String>> answers = atOnce(corrections.stream()
                .map(write -> (Callable<HttpResponse<String>>) () -> put(round, path, write, "If-Match", etag))
                .toList());
        long stored =
                answers.stream().filter(answer -> answer.statusCode() == 200).count();
        long refused =
                answers.stream().filter(answer -> answer.statusCode() == 412).count();
        round.expect(without.statusCode() == 428, "428 without If-Match; it was " + without.statusCode());
        round.expect(
                stored == 1 && refused == SIZE - 1,
                "1 success and 49 × 412; there were " + stored + " and " + refused + ": "
                        + answers.stream().map(HttpResponse::statusCode).toList());
        String etagNow =
                load.send("GET", path, null).headers().firstValue("ETag").orElse("");
        round.expect(etagNow.equals("\"2\""), "one new revision; the ETag is " + etagNow);
        round.note(stored + " × 200, " + refused + " × 412");
    }

    /** One write, fifty times with one Idempotency-Key; then another body under the same key. */
    static void underOneKey(Round round) throws IOException, InterruptedException, ExecutionException {
        String path = round.town().actual("demo-2", "FY2000");
        Write write = Load.actual(round.town().code() + "-60000", "demo-2", "FY2000", 7);
        round.ledger().asked(write);
        List<HttpResponse<String>> answers = atOnce(IntStream.range(0, SIZE)
                .mapToObj(i -> (Callable<HttpResponse<String>>)
                        () -> round.load().send("PUT", path, write.body(), "Idempotency-Key", write.key()))
                .toList());
        List<Integer> statuses = answers.stream()
                .map(HttpResponse::statusCode)
                .distinct()
                .sorted()
                .toList();
        round.expect(
                statuses.stream().allMatch(status -> status == 201 || status == 409),
                "others the same answer or 409; there were " + statuses);
        round.expect(statuses.contains(201), "somebody is answered 201");
        List<String> bodies = answers.stream()
                .filter(answer -> answer.statusCode() == 201)
                .map(HttpResponse::body)
                .distinct()
                .toList();
        round.expect(bodies.size() == 1, "the same answer; there were " + bodies.size());
        round.ledger().told(write, Outcome.ACKNOWLEDGED, "201");
        HttpResponse<String> another = sendQuietly(
                round, path, Load.actual(write.key(), "demo-2", "FY2000", 8).body(), write.key());
        round.expect(another.statusCode() == 422, "another body is 422; it was " + another.statusCode());
        round.note(answers.size() + " answers, " + statuses);
    }

    /**
     * Three times as many writes at a time as the service can answer, for fifteen seconds: whoever cannot be served is told so, and
     * when to come again.
     */
    static void overload(Round round) throws InterruptedException, IOException {
        Load load = round.load();
        int before = load.acknowledged();
        load.more(32);
        round.pause(Duration.ofSeconds(5));
        int capacity = (load.acknowledged() - before) / 5;
        before = load.acknowledged();
        int refused = load.answers(503) + load.answers(429);
        int timeouts = load.answers(0);
        int asked = 15 * Math.max(50, 3 * capacity);
        load.flood(asked / 15, Duration.ofSeconds(15));
        int answered = load.acknowledged() - before;
        round.healing();
        for (Replica replica : round.cluster().allReplicas()) {
            round.expect(replica.isAlive(), replica.name() + " lives");
        }
        int told = load.answers(503) + load.answers(429) - refused;
        int unanswered = load.answers(0) - timeouts;
        round.expect(
                unanswered <= asked / 100,
                "whoever cannot be served is told so; " + unanswered + " of " + asked + " had no answer within "
                        + Load.PATIENCE.toSeconds() + " s");
        round.note("capacity " + capacity + "/s, asked " + asked / 15 + "/s, stored " + answered / 15 + "/s, refused "
                + told + ", without answer " + unanswered);
    }

    /** By a client of its own, whose 422 is what is asked for. */
    private static HttpResponse<String> sendQuietly(Round round, String path, String body, String key)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(round.cluster().address(path))
                            .header("Content-Type", "application/json")
                            .header(
                                    "Authorization",
                                    "Bearer "
                                            + round.cluster()
                                                    .tokens()
                                                    .planner(round.town().code()))
                            .header("Idempotency-Key", key)
                            .PUT(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static HttpResponse<String> put(Round round, String path, Write write, String... headers)
            throws IOException, InterruptedException {
        round.ledger().asked(write);
        HttpResponse<String> answer = round.load().send("PUT", path, write.body(), headers);
        boolean stored = answer.statusCode() == 200 || answer.statusCode() == 201;
        round.ledger()
                .told(write, stored ? Outcome.ACKNOWLEDGED : Outcome.REFUSED, Integer.toString(answer.statusCode()));
        return answer;
    }

    private static List<HttpResponse<String>> atOnce(List<Callable<HttpResponse<String>>> asked)
            throws InterruptedException, ExecutionException {
        try (ExecutorService people = Executors.newFixedThreadPool(asked.size())) {
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (Future<HttpResponse<String>> each : people.invokeAll(asked)) {
                answers.add(each.get());
            }
            return answers;
        }
    }
}
