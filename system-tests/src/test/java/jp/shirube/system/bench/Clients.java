package jp.shirube.system.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;

/**
 * State actuals one by one, each client its next when the last is answered: signed in, with an Idempotency-Key, and with If-Match
 * once there is something to match. Each has figures of its own.
 */
final class Clients {

    /**
     * @param perSecond answered by 2xx
     * @param firstRefusal empty where nothing was refused
     */
    record Stated(double perSecond, Lag took, String firstRefusal) {}

    private static final long PATIENCE_SECONDS = 60;

    private final HttpClient http;
    private final int port;
    private final String authorization;
    private final DemoTown town;
    private final int clients;
    private final AtomicIntegerArray revisions;

    Clients(HttpClient http, int port, String token, DemoTown town, int clients) {
        this.http = http;
        this.port = port;
        this.authorization = "Bearer " + token;
        this.town = town;
        this.clients = clients;
        this.revisions = new AtomicIntegerArray(town.cells());
    }

    Stated state(int seconds) throws InterruptedException {
        Run run = new Run(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds), new CountDownLatch(clients));
        for (int i = 0; i < clients; i++) {
            run.next(i, i);
        }
        if (!run.finished.await(seconds + PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not answered within " + PATIENCE_SECONDS + " s");
        }
        List<Long> took = new ArrayList<>(run.took);
        return new Stated(
                (double) took.size() / seconds,
                Lag.of(took.stream().mapToLong(Long::longValue)),
                String.valueOf(run.refusal.get()));
    }

    /** One phase of all clients. */
    private final class Run {
        private final long end;
        private final CountDownLatch finished;
        private final Queue<Long> took = new ConcurrentLinkedQueue<>();
        private final AtomicReference<String> refusal = new AtomicReference<>("");

        Run(long end, CountDownLatch finished) {
            this.end = end;
            this.finished = finished;
        }

        void next(int client, int cell) {
            long begun = System.nanoTime();
            if (begun >= end || !String.valueOf(refusal.get()).isEmpty()) {
                finished.countDown();
                return;
            }
            int known = revisions.get(cell);
            Buffer body = Buffer.buffer("{\"value\": " + (100 + (cell + known * 7) % 800) + ", \"note\": \"架空のデモ\""
                    + (known > 0 ? ", \"reason\": \"架空の訂正\"}" : "}"));
            http.request(HttpMethod.PUT, port, "127.0.0.1", town.actual(town.cell(cell)))
                    .compose(request -> {
                        request.putHeader("Content-Type", "application/json");
                        request.putHeader("Authorization", authorization);
                        request.putHeader("Idempotency-Key", UUID.randomUUID().toString());
                        if (known > 0) {
                            request.putHeader("If-Match", "\"" + known + "\"");
                        }
                        return request.send(body);
                    })
                    .compose(response -> response.body().map(answer -> {
                        if (response.statusCode() / 100 != 2) {
                            throw new IllegalStateException(response.statusCode() + " " + answer);
                        }
                        return answer;
                    }))
                    .onComplete(answer -> {
                        if (answer.failed()) {
                            refusal.compareAndSet("", String.valueOf(answer.cause()));
                        } else {
                            revisions.set(cell, known + 1);
                            took.add(System.nanoTime() - begun);
                        }
                        next(client, cell + clients < town.cells() ? cell + clients : client);
                    });
        }
    }
}
