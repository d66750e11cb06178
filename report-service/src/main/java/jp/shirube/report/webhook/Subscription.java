package jp.shirube.report.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.shirube.report.progresslog.Filter;
import org.jspecify.annotations.Nullable;

/**
 * A receiver and what it wants to hear of.
 *
 * @param name what people call it
 * @param formerSecret signs beside the present one until {@code formerSecretUntil}
 * @param revision counts the settings; quoted it is the ETag
 * @param owner whoever registered it: a system reaches only its own
 * @param changes counts what whoever delivers must read again
 * @param position in the progress log: up to there everything was delivered or is in the delivery log
 * @param round counts the replays, from 1
 * @param failingSince when the first attempt after the last success failed
 * @param notBefore how long the receiver asked to be left alone
 */
record Subscription(
        UUID id,
        @Nullable String name,
        String url,
        Filter filter,
        String owner,
        String secret,
        @Nullable String formerSecret,
        @Nullable Instant formerSecretUntil,
        Instant createdAt,
        long revision,
        long changes,
        long position,
        int round,
        @Nullable Instant lastSuccessAt,
        @Nullable Instant failingSince,
        @Nullable Instant notBefore,
        @Nullable Instant disabledAt,
        @Nullable DisabledBecause disabledBecause) {

    /** Why nothing is sent. */
    enum DisabledBecause {
        /** The receiver answered 410. */
        GONE,
        /** For days every attempt failed. */
        FAILING,
        /** Somebody wanted it so. */
        BY_HAND
    }

    String municipality() {
        return filter.municipality();
    }

    boolean isActive() {
        return disabledAt == null;
    }

    /** All that sign now, the newest first. */
    List<String> secrets(Instant now) {
        return formerSecret != null && formerSecretUntil != null && now.isBefore(formerSecretUntil)
                ? List.of(secret, formerSecret)
                : List.of(secret);
    }

    Subscription describedAs(@Nullable String newName, String newUrl, Filter newFilter) {
        return with(newName, newUrl, newFilter, secret, formerSecret, formerSecretUntil, disabledAt, disabledBecause);
    }

    Subscription rotated(String newSecret, Instant until) {
        return with(name, url, filter, newSecret, secret, until, disabledAt, disabledBecause);
    }

    Subscription disabled(Instant now) {
        return with(name, url, filter, secret, formerSecret, formerSecretUntil, now, DisabledBecause.BY_HAND);
    }

    /** What failed before counts no more. */
    Subscription enabled() {
        Subscription active = with(name, url, filter, secret, formerSecret, formerSecretUntil, null, null);
        return active.forgiven();
    }

    private Subscription forgiven() {
        return new Subscription(
                id,
                name,
                url,
                filter,
                owner,
                secret,
                formerSecret,
                formerSecretUntil,
                createdAt,
                revision,
                changes,
                position,
                round,
                lastSuccessAt,
                null,
                null,
                disabledAt,
                disabledBecause);
    }

    private Subscription with(
            @Nullable String newName,
            String newUrl,
            Filter newFilter,
            String newSecret,
            @Nullable String newFormerSecret,
            @Nullable Instant newFormerSecretUntil,
            @Nullable Instant newDisabledAt,
            @Nullable DisabledBecause newDisabledBecause) {
        return new Subscription(
                id,
                newName,
                newUrl,
                newFilter,
                owner,
                newSecret,
                newFormerSecret,
                newFormerSecretUntil,
                createdAt,
                revision,
                changes,
                position,
                round,
                lastSuccessAt,
                failingSince,
                notBefore,
                newDisabledAt,
                newDisabledBecause);
    }
}
