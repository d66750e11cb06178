package jp.shirube.report.webhook;

import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One POST to a receiver and what came of it.
 *
 * @param status of the answer; null where none came
 * @param failure why no answer came, for people
 * @param response the first kilobyte of the answer
 * @param retryAfterSeconds what the receiver asked for
 */
@Schema(name = "WebhookAttempt")
record Attempt(
        Instant at,
        long durationMillis,
        @Nullable Integer status,
        @Nullable String failure,
        @Nullable String response,
        @Nullable Long retryAfterSeconds) {

    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    boolean succeeded() {
        return status != null && status >= 200 && status < 300;
    }

    /** The receiver wants nothing any more. */
    boolean gone() {
        return status != null && status == GONE;
    }

    /** How long the receiver wants to be left alone, if it says so. */
    @Nullable
    Duration asked() {
        return retryAfterSeconds != null && status != null && (status == TOO_MANY_REQUESTS || status == UNAVAILABLE)
                ? Duration.ofSeconds(retryAfterSeconds)
                : null;
    }
}
