package jp.shirube.report.webhook;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Couriers take turns at the database, so that many receivers do not take all its connections from the readers. */
final class Turns {

    private final Semaphore free;

    Turns(int atOnce) {
        this.free = new Semaphore(atOnce, true);
    }

    <T> T take(Supplier<T> question) {
        free.acquireUninterruptibly();
        try {
            return question.get();
        } finally {
            free.release();
        }
    }
}
