package jp.shirube.system.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import jp.shirube.system.bench.Writes.Key;

/**
 * State actuals at a fixed rate, whether those before are answered or not (open loop): every figure in turn, each time another
 * value, with If-Match once there is something to match.
 */
final class Departments {

    /** More than this under way: it falls behind, and there is no point in going on. */
    static final int TOO_MANY = 3000;

    private static final long PATIENCE_SECONDS = 60;

    private final HttpClient http;
    private final int port;
    private final DemoTown town;
    private final AtomicLongArray revisions;
    private final AtomicLong turn = new AtomicLong();

    Departments(HttpClient http, int port, DemoTown town) {
        this.http = http;
        this.port = port;
        this.town = town;
        this.revisions = new AtomicLongArray(town.cells());
    }

    /**
     * Returns when all that were sent are visible, and told where somebody listens, or after a minute more.
     *
     * @return whether all were sent and came through
     */
    boolean state(Writes writes, int rate, int seconds, boolean somebodyListens) throws InterruptedException {
        long begun = System.nanoTime();
        long all = (long) rate * seconds;
        boolean sentAll = true;
        for (long i = 0; i < all && sentAll; i++) {
            long due = begun + TimeUnit.SECONDS.toNanos(1) * i / rate;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            sentAll = state(writes, due) && writes.waiting() < TOO_MANY;
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (writes.waiting() > 0 || (somebodyListens && writes.untold() > 0)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return sentAll;
    }

    /** @return false when it has come round to a figure of which the last statement is still under way */
    private boolean state(Writes writes, long due) {
        int cell = (int) (turn.getAndIncrement() % town.cells());
        long known = revisions.get(cell);
        Key key = new Key(town.cell(cell), known + 1);
        if (!writes.sent(key, due)) {
            return false;
        }
        Buffer body = Buffer.buffer("{\"value\": " + (100 + (cell + known * 7) % 800) + ", \"note\": \"架空のデモ\""
                + (known > 0 ? ", \"reason\": \"架空の訂正\"}" : "}"));
        http.request(HttpMethod.PUT, port, "127.0.0.1", town.actual(key.cell()))
                .compose(request -> {
                    request.putHeader("Content-Type", "application/json");
                    if (known > 0) {
                        request.putHeader("If-Match", "\"" + known + "\"");
                    }
                    return request.send(body);
                })
                .compose(response -> {
                    long when = System.nanoTime();
                    return response.body().onSuccess(answer -> {
                        if (response.statusCode() / 100 == 2) {
                            revisions.set(cell, known + 1);
                            writes.answered(key, when, Instant.parse(new JsonObject(answer).getString("recordedAt")));
                        } else {
                            writes.refused(key, response.statusCode() + " " + answer);
                        }
                    });
                })
                .onFailure(cause -> writes.refused(key, cause.toString()));
        return true;
    }
}
