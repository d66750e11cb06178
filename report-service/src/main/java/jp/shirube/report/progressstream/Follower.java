package jp.shirube.report.progressstream;

import io.quarkus.logging.Log;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import jp.shirube.report.progresslog.Filter;

/**
 * One connection. Holds a position and at most one page that is on its way: the next one is asked for when the client has
 * taken the last. Everything but {@link #wake} happens on the connection's own event loop.
 */
final class Follower {

    /** At most as much as this waits in memory for a client that does not read; one event may be larger. */
    static final int PAGE_BYTES = 32 << 10;

    private static final int MOST_AT_ONCE = 100;

    private final Followers followers;
    private final Filter filter;
    private final HttpServerResponse response;
    private final Context context;
    private final AtomicBoolean woken = new AtomicBoolean();
    private long position;
    /** How many entries are asked of the database: about as many as a page takes. */
    private int atOnce = 10;

    private boolean reading;
    private boolean writing;
    private boolean gone;
    private long lastWrite = System.nanoTime();

    Follower(Followers followers, Filter filter, long position, HttpServerResponse response, Context context) {
        this.followers = followers;
        this.filter = filter;
        this.position = position;
        this.response = response;
        this.context = context;
    }

    /** The first words: how soon to come back, and from where even if nothing has happened until then. */
    void start(long retryMillis) {
        response.closeHandler(closed -> leave());
        response.exceptionHandler(failure -> leave());
        if (response.closed()) {
            leave();
            return;
        }
        write(Buffer.buffer("retry: " + retryMillis + "\nid: " + position + "\n\n"));
    }

    /** From any thread: there may be something new. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(now -> {
                woken.set(false);
                proceed();
            });
        }
    }

    /** From any thread, now and then: says that the connection lives, or gives up a client that does not read. */
    void attend(long heartbeatNanos, long patienceNanos) {
        context.runOnContext(now -> {
            long silent = System.nanoTime() - lastWrite;
            if (writing && silent > patienceNanos) {
                followers.countCutOff();
                Log.info("a follower that does not read is cut off at position " + position);
                response.reset();
                leave();
            } else if (!writing && silent > heartbeatNanos) {
                // The position too: what does not match has been passed, and is not to be looked through again.
                write(Buffer.buffer(":\nid: " + position + "\n\n"));
            } else {
                proceed();
            }
        });
    }

    /** From any thread: the service stops. */
    void end() {
        context.runOnContext(now -> {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
            leave();
        });
    }

    private void proceed() {
        if (reading || writing || gone) {
            return;
        }
        Tail tail = followers.tail();
        if (position < tail.from()) {
            read();
            return;
        }
        Buffer page = Buffer.buffer();
        List<Frame> frames = tail.after(position);
        if (fill(page, frames) == frames.size()) {
            position = Math.max(position, tail.to());
        }
        if (page.length() > 0) {
            write(page);
        }
    }

    /** Too far behind for what is in memory. */
    private void read() {
        reading = true;
        int asked = atOnce;
        long upTo = followers.tail().to();
        followers.read(position, filter, asked, context, (frames, failure) -> {
            reading = false;
            if (failure != null) {
                // Attended to again in a moment; that the database is away is said once for all of them.
                Log.debug("a follower waits for the database", failure);
                return;
            }
            if (gone) {
                return;
            }
            Buffer page = Buffer.buffer();
            int filled = fill(page, frames);
            if (filled < frames.size()) {
                atOnce = filled;
            } else if (filled == asked) {
                atOnce = Math.min(MOST_AT_ONCE, asked * 2);
            } else {
                // Everything up to there was in the database before it was asked.
                position = Math.max(position, upTo);
            }
            if (page.length() > 0) {
                write(page);
            } else {
                proceed();
            }
        });
    }

    /** @return how many of them found room or do not match, at least one of any */
    private int fill(Buffer page, List<Frame> frames) {
        int passed = 0;
        for (Frame frame : frames) {
            if (filter.matches(frame.entry())) {
                if (page.length() > 0 && page.length() + frame.length() > PAGE_BYTES) {
                    break;
                }
                frame.addTo(page);
            }
            position = frame.position();
            passed++;
        }
        return passed;
    }

    private void write(Buffer page) {
        writing = true;
        lastWrite = System.nanoTime();
        response.write(page).onComplete(written -> {
            writing = false;
            if (written.succeeded()) {
                lastWrite = System.nanoTime();
                proceed();
            } else {
                leave();
            }
        });
    }

    private void leave() {
        if (!gone) {
            gone = true;
            followers.remove(this);
        }
    }
}
