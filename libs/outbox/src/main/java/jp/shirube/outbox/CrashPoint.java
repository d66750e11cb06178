package jp.shirube.outbox;

import io.quarkus.logging.Log;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Where a test lets the process die as if by {@code kill -9}: {@code shirube.crash-at=between-publish-and-mark:3} ends it the
 * third time it comes there. Never set in operation.
 */
enum CrashPoint {
    BETWEEN_COMMIT_AND_PUBLISH,
    BETWEEN_PUBLISH_AND_MARK,
    BETWEEN_EFFECT_AND_OFFSET;

    private static final @Nullable CrashPoint WANTED;
    private static final AtomicInteger LEFT = new AtomicInteger();

    static {
        String wanted = ConfigProvider.getConfig()
                .getOptionalValue("shirube.crash-at", String.class)
                .orElse("");
        WANTED = wanted.isEmpty() ? null : wanted(wanted);
    }

    private static CrashPoint wanted(String wanted) {
        int colon = wanted.indexOf(':');
        String name = colon < 0 ? wanted : wanted.substring(0, colon);
        LEFT.set(colon < 0 ? 1 : Integer.parseInt(wanted.substring(colon + 1)));
        Log.warn("this process will end itself: shirube.crash-at=" + wanted);
        return Arrays.stream(values())
                .filter(each -> each.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("shirube.crash-at=" + wanted + " is none of "
                        + Arrays.stream(values()).map(CrashPoint::text).toList()));
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Refuses a name that does not exist when the service starts. */
    static void check() {}

    void passed() {
        if (this == WANTED && LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(137);
        }
    }
}
