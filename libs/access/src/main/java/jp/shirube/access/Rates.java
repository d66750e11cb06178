package jp.shirube.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.netty.util.NetUtil;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import jp.shirube.problem.Credentials;
import jp.shirube.problem.Refused;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * How many requests a minute somebody may make of this replica: whoever is signed in by who they are, everybody else by where
 * they come from, and whoever fails to sign in by where they come from and far fewer. Kept in memory and bounded: with n
 * replicas somebody may make up to n times as many, and a restart forgets.
 */
@Singleton
public class Rates {

    /** After the crowd is counted and before a body is looked at. */
    private static final int PRIORITY = 150;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** A bucket left alone for a window is full, and a full one need not be remembered. */
    private static final Duration REMEMBERED = WINDOW.multipliedBy(2);

    private static final Duration TRUSTED = Duration.ofMinutes(10);
    private static final int MOST_REMEMBERED = 100_000;
    private static final int NETWORK_BYTES = 8;

    private final Quota anonymous;
    private final Quota person;
    private final Quota system;
    private final Quota failed;
    private final ObjectMapper json;

    /** Digests of credentials that were accepted lately: whose address others misuse still gets in. */
    private final Cache<String, Boolean> accepted = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(TRUSTED)
            .build();

    @Inject
    Rates(
            @ConfigProperty(name = "shirube.rate.anonymous") int anonymous,
            @ConfigProperty(name = "shirube.rate.person") int person,
            @ConfigProperty(name = "shirube.rate.system") int system,
            @ConfigProperty(name = "shirube.rate.failed") int failed,
            ObjectMapper json) {
        this(anonymous, person, system, failed, json, TimeMeter.SYSTEM_MILLISECONDS);
    }

    Rates(int anonymous, int person, int system, int failed, ObjectMapper json, TimeMeter time) {
        this.anonymous = new Quota("anonymous", anonymous, time);
        this.person = new Quota("person", person, time);
        this.system = new Quota("system", system, time);
        this.failed = new Quota("failed", failed, time);
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::arrive, PRIORITY);
    }

    /** Before anything costs anything: whoever shows nothing is counted, whoever guessed too often is not looked at. */
    void arrive(RoutingContext request) {
        if (request.normalizedPath().startsWith("/q/")) {
            request.next();
            return;
        }
        Rate rate;
        if (!Credentials.areIn(request.request())) {
            rate = anonymous.take(address(request));
        } else if (accepted.getIfPresent(digest(request.request())) != null) {
            rate = null;
        } else {
            rate = failed.exhausted(address(request));
        }
        if (rate != null) {
            tell(rate, request);
            if (!rate.granted()) {
                refuse(rate, request);
                return;
            }
        }
        request.next();
    }

    /** Somebody has signed in; or what they showed means nothing, which makes them one of everybody. */
    void count(Caller caller, RoutingContext request) {
        if (!caller.isAnonymous()) {
            accepted.put(digest(request.request()), true);
        } else if (!Credentials.areIn(request.request())) {
            return;
        }
        Rate rate = caller.isAnonymous()
                ? anonymous.take(address(request))
                : (isSystem(caller) ? system : person).take(caller.id());
        tell(rate, request);
        if (!rate.granted()) {
            throw AccessProblems.tooManyRequests(rate.perMinute(), rate.retryAfterSeconds());
        }
    }

    void failed(RoutingContext request) {
        if (Credentials.areIn(request.request())) {
            accepted.invalidate(digest(request.request()));
            tell(failed.take(address(request)), request);
        }
    }

    private static boolean isSystem(Caller caller) {
        return caller.id().startsWith("api-key:") || caller.is(Role.SUBSCRIBER);
    }

    private static void tell(Rate rate, RoutingContext request) {
        request.response().putHeader("RateLimit-Policy", rate.policyField()).putHeader("RateLimit", rate.field());
    }

    private void refuse(Rate rate, RoutingContext request) {
        request.response().putHeader("Retry-After", Integer.toString(rate.retryAfterSeconds()));
        Refused.with(
                request,
                json,
                AccessProblems.TOO_MANY_REQUESTS,
                AccessProblems.tooManyJa(rate.perMinute()),
                AccessProblems.tooManyEn(rate.perMinute()));
    }

    private static String address(RoutingContext request) {
        SocketAddress remote = request.request().remoteAddress();
        String host = remote == null ? null : remote.hostAddress();
        return network(host == null ? String.valueOf(remote) : host);
    }

    /** Whoever has an IPv6 address has 2⁶⁴ of them. */
    static String network(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null || bytes.length <= NETWORK_BYTES
                ? address
                : HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES));
    }

    private static String digest(HttpServerRequest request) {
        String shown = String.join(
                "\n",
                Objects.requireNonNullElse(request.getHeader("X-API-Key"), ""),
                Objects.requireNonNullElse(request.getHeader("Authorization"), ""),
                Objects.requireNonNullElse(request.getHeader("Cookie"), ""));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(shown.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** So many a minute for each of those it knows apart. */
    private static final class Quota {

        private final String name;
        private final int perMinute;
        private final TimeMeter time;
        private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterAccess(REMEMBERED)
                .build();

        Quota(String name, int perMinute, TimeMeter time) {
            if (perMinute < 1) {
                throw new IllegalArgumentException("shirube.rate." + name + " is at least 1, not " + perMinute);
            }
            this.name = name;
            this.perMinute = perMinute;
            this.time = time;
        }

        Rate take(String who) {
            return Rate.take(name, perMinute, buckets.get(who, unknown -> full()));
        }

        /** Null while something is left. */
        @Nullable
        Rate exhausted(String who) {
            Bucket bucket = buckets.getIfPresent(who);
            return bucket == null || bucket.getAvailableTokens() > 0 ? null : Rate.take(name, perMinute, bucket);
        }

        private Bucket full() {
            return Bucket.builder()
                    .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, WINDOW))
                    .withCustomTimePrecision(time)
                    .build();
        }
    }
}
