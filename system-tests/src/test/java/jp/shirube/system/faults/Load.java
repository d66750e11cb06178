package jp.shirube.system.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import jp.shirube.system.faults.Ledger.Kind;
import jp.shirube.system.faults.Ledger.Outcome;
import jp.shirube.system.faults.Ledger.Write;
import org.jspecify.annotations.Nullable;

/**
 * A town's departments at work: eight clients who state and correct actuals through the one address, a planner who corrects the
 * plan, a resident who reads. Whoever is left in the dark asks again with the same key; one in ten gives up, as people do.
 */
final class Load {

    static final int CLIENTS = 8;

    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(50);

    private final Cluster cluster;
    private final Town town;
    private final Ledger ledger;
    private final RandomGenerator seeds;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    private final ExecutorService people = Executors.newCachedThreadPool();
    private final Map<String, String> etags = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger failedReads = new AtomicInteger();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> wrongAnswers = new ConcurrentLinkedQueue<>();
    private volatile boolean working = true;
    private volatile boolean insisting = true;

    Load(Cluster cluster, Town town, Ledger ledger, RandomGenerator seeds) {
        this.cluster = cluster;
        this.town = town;
        this.ledger = ledger;
        this.seeds = seeds;
    }

    /** States the municipality and its plan, and returns when every replica of kpi-service can take actuals of it. */
    void prepare() throws IOException, InterruptedException {
        Write plan = planWrite();
        ledger.asked(plan);
        HttpResponse<String> municipality = send("PUT", town.plans(), town.document());
        HttpResponse<String> edition = send("POST", town.plans() + "/plans/" + Town.PLAN + "/editions", plan.body());
        if (municipality.statusCode() != 201 || edition.statusCode() != 201) {
            throw new IllegalStateException("not stated: " + municipality.body() + edition.body());
        }
        ledger.told(plan, Outcome.ACKNOWLEDGED, "201");
        etags.put(town.edition(), edition.headers().firstValue("ETag").orElse(""));
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        String last = town.indicators().getLast();
        while (send("GET", town.actual(last, "").replaceAll("/$", ""), null).statusCode() != 200) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("kpi-service never heard of " + town);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    void start() {
        for (int i = 0; i < CLIENTS; i++) {
            RandomGenerator random = RandomGeneratorFactory.getDefault().create(seeds.nextLong());
            people.execute(() -> work(() -> stateAnActual(random), BETWEEN_WRITES));
        }
        people.execute(() -> work(this::correctThePlan, Duration.ofMillis(1500)));
        people.execute(() -> work(this::read, Duration.ofMillis(100)));
    }

    /** So many further clients, who never rest. */
    void more(int clients) {
        for (int i = 0; i < clients; i++) {
            RandomGenerator random = RandomGeneratorFactory.getDefault().create(seeds.nextLong());
            people.execute(() -> work(() -> stateAnActual(random), Duration.ofMillis(1)));
        }
    }

    /** So many writes a second, whether those before are answered or not; returns when the last one has its answer or has given up. */
    void flood(int perSecond, Duration duration) throws InterruptedException {
        long begun = System.nanoTime();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            long all = perSecond * duration.toSeconds();
            for (long i = 0; i < all; i++) {
                long due = begun + TimeUnit.SECONDS.toNanos(1) * i / perSecond;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                RandomGenerator random = RandomGeneratorFactory.getDefault().create(seeds.nextLong());
                crowd.execute(() -> {
                    try {
                        stateAnActual(random, true);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        }
    }

    /** No new writes; what is in the dark is asked for until it is told or the time is over. */
    void stop(Duration patience) throws InterruptedException {
        working = false;
        people.shutdown();
        if (!people.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            insisting = false;
        }
        if (!people.awaitTermination(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a client never came back");
        }
        http.close();
    }

    int acknowledged() {
        return ledger.count(Outcome.ACKNOWLEDGED);
    }

    int reads() {
        return reads.get();
    }

    int failedReads() {
        return failedReads.get();
    }

    /** Answers by status; 0 is no answer. */
    int answers(int status) {
        AtomicInteger count = statuses.get(status);
        return count == null ? 0 : count.get();
    }

    /** What should never be answered: a 500, a 503 that does not say when to come again. */
    List<String> wrongAnswers() {
        return new ArrayList<>(wrongAnswers);
    }

    private interface Work {
        void once() throws InterruptedException;
    }

    private void work(Work work, Duration pause) {
        try {
            while (working) {
                work.once();
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            wrongAnswers.add("a client failed: " + e);
        }
    }

    private void stateAnActual(RandomGenerator random) throws InterruptedException {
        stateAnActual(random, random.nextInt(10) == 0);
    }

    private void stateAnActual(RandomGenerator random, boolean givesUp) throws InterruptedException {
        String indicator =
                town.indicators().get(random.nextInt(town.indicators().size()));
        String period = town.periods().get(random.nextInt(town.periods().size()));
        String key = nextKey();
        int value = random.nextInt(1000);
        tell(actual(key, indicator, period, value), town.actual(indicator, period), givesUp);
    }

    static Write actual(String key, String indicator, String period, int value) {
        String body = "{\"value\": " + value + ", \"note\": \"" + key + "\", \"reason\": \"負荷試験\"}";
        return new Write(key, Kind.ACTUAL, indicator + "/" + period + "=" + value, body);
    }

    private void correctThePlan() throws InterruptedException {
        tell(planWrite(), town.edition(), false);
    }

    private Write planWrite() {
        String key = nextKey();
        return new Write(key, Kind.EDITION, Town.PLAN, town.edition(key));
    }

    private String nextKey() {
        return town.code() + "-" + numbers.incrementAndGet();
    }

    private void tell(Write write, String path, boolean givesUp) throws InterruptedException {
        ledger.asked(write);
        String etag = etags.get(path);
        boolean inTheDark = false;
        while (true) {
            HttpResponse<String> answer = null;
            try {
                answer = etag == null
                        ? send("PUT", path, write.body(), "Idempotency-Key", write.key())
                        : send("PUT", path, write.body(), "Idempotency-Key", write.key(), "If-Match", etag);
            } catch (IOException e) {
                count(0);
                ledger.told(write, Outcome.UNKNOWN, e.toString());
            }
            if (answer != null) {
                int status = answer.statusCode();
                if (status == 200 || status == 201) {
                    answer.headers().firstValue("ETag").ifPresent(now -> etags.put(path, now));
                    ledger.told(write, Outcome.ACKNOWLEDGED, "" + status);
                    return;
                }
                judge(answer);
                if (status < 500 && status != 429 && status != 404) {
                    // A plan has no Idempotency-Key: after an attempt in the dark a refusal tells nothing.
                    boolean stillDark = inTheDark && write.kind() == Kind.EDITION;
                    ledger.told(write, stillDark ? Outcome.UNKNOWN : Outcome.REFUSED, "" + status);
                    lookAgain(path);
                    return;
                }
                ledger.told(write, Outcome.UNKNOWN, "" + status);
            }
            inTheDark = true;
            if (!insisting || givesUp) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private void lookAgain(String path) throws InterruptedException {
        try {
            HttpResponse<String> now = send("GET", path, null);
            if (now.statusCode() == 200) {
                etags.put(path, now.headers().firstValue("ETag").orElse(""));
            }
        } catch (IOException e) {
            // The next write will be refused and look again.
        }
    }

    private void read() throws InterruptedException {
        reads.incrementAndGet();
        try {
            HttpResponse<String> answer = send("GET", town.progress(), null);
            judge(answer);
            if (answer.statusCode() != 200) {
                failedReads.incrementAndGet();
            }
        } catch (IOException e) {
            failedReads.incrementAndGet();
        }
    }

    private void judge(HttpResponse<String> answer) {
        int status = answer.statusCode();
        boolean saysWhen = answer.headers().firstValue("Retry-After").isPresent();
        boolean isProblem =
                answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json");
        boolean wrong = status == 500
                || (status == 503 || status == 429) && !saysWhen
                || status >= 400 && !isProblem
                || status == 422
                || status == 400;
        if (wrong) {
            wrongAnswers.add(
                    answer.request().method() + " " + answer.uri().getPath() + " " + status + " " + answer.body());
        }
    }

    private void count(int status) {
        statuses.computeIfAbsent(status, none -> new AtomicInteger()).incrementAndGet();
    }

    HttpResponse<String> send(String method, String path, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        URI address = cluster.address(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Accept-Language", "en")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        count(answer.statusCode());
        return answer;
    }
}
