package jp.shirube.report.webhook;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * One POST to a receiver, over in {@code shirube.webhooks.timeout} whatever the receiver does: redirects are not followed, and
 * of the answer no more is read than the log keeps.
 */
@ApplicationScoped
class Sender {

    private static final int KEPT_BYTES = 1024;

    /** A little more is read than kept: a connection can serve again only after a whole answer. */
    private static final int MOST_READ = 16 * 1024;

    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_HEADER = 8192;
    private static final long STALE_MILLIS = 1000;

    /** Connections are bounded by who sends, not here: a pool that is full would make one receiver wait for another. */
    private static final int NO_BOUND = 1_000_000;

    private final ReceiverAddresses addresses;
    private final Clock clock;
    private final Duration timeout;
    private final CloseableHttpClient http;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("webhook-deadlines").factory());

    @Inject
    Sender(
            ReceiverAddresses addresses,
            Clock clock,
            @ConfigProperty(name = "shirube.webhooks.timeout", defaultValue = "PT15S") Duration timeout) {
        this.addresses = addresses;
        this.clock = clock;
        this.timeout = timeout;
        Timeout most = Timeout.of(timeout);
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Vetted())
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxHeaderCount(MOST_HEADERS)
                                        .setMaxLineLength(LONGEST_HEADER)
                                        .build())
                                .build())
                        .setMaxConnTotal(NO_BOUND)
                        .setMaxConnPerRoute(NO_BOUND)
                        .setDefaultSocketConfig(
                                SocketConfig.custom().setSoTimeout(most).build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(most)
                                .setSocketTimeout(most)
                                .setValidateAfterInactivity(TimeValue.ofMilliseconds(100))
                                .setTimeToLive(TimeValue.ofMinutes(5))
                                .build())
                        .setDefaultTlsConfig(
                                TlsConfig.custom().setHandshakeTimeout(most).build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(most).build())
                .setUserAgent("Shirube-Webhooks")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .evictIdleConnections(TimeValue.ofSeconds(30))
                .build();
    }

    @PreDestroy
    void close() throws IOException {
        deadlines.shutdownNow();
        http.close();
    }

    /** @param secrets by all of which it is signed */
    Attempt send(String url, List<String> secrets, String id, String body) {
        Instant at = clock.instant();
        long began = System.nanoTime();
        try {
            Answer answer = answer(url, secrets, id, at, body);
            return new Attempt(at, millisSince(began), answer.status(), null, answer.text(), answer.retryAfter());
        } catch (IOException | HttpException | RuntimeException e) {
            boolean late = millisSince(began) >= timeout.toMillis();
            String why = late ? "no answer within " + timeout.toSeconds() + " s" : said(e);
            return new Attempt(at, millisSince(began), null, why, null, null);
        }
    }

    private record Answer(
            int status, @Nullable String text, @Nullable Long retryAfter) {}

    private Answer answer(String url, List<String> secrets, String id, Instant at, String body)
            throws IOException, HttpException {
        long began = System.nanoTime();
        try {
            return once(url, secrets, id, at, body);
        } catch (NoHttpResponseException e) {
            if (millisSince(began) > STALE_MILLIS) {
                throw e;
            }
            // A kept connection that was just being closed says nothing of the receiver; the id stays the same.
            return once(url, secrets, id, at, body);
        }
    }

    private Answer once(String url, List<String> secrets, String id, Instant at, String body)
            throws IOException, HttpException {
        HttpPost post = new HttpPost(URI.create(url));
        post.setHeader("webhook-id", id);
        post.setHeader("webhook-timestamp", Long.toString(at.getEpochSecond()));
        post.setHeader("webhook-signature", Signing.header(secrets, id, at, body));
        post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        ScheduledFuture<?> deadline = deadlines.schedule(post::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
        boolean whole = false;
        try {
            // Never closed: that would read the answer to its end. Read whole it frees its connection, else it is cut
            // off.
            ClassicHttpResponse response = http.executeOpen(RoutingSupport.determineHost(post), post, null);
            byte[] read = beginning(response.getEntity());
            whole = read.length <= MOST_READ;
            return new Answer(response.getCode(), kept(read), retryAfter(response));
        } finally {
            deadline.cancel(false);
            if (!whole) {
                post.cancel();
            }
        }
    }

    private static byte[] beginning(@Nullable HttpEntity entity) throws IOException {
        InputStream content = entity == null ? null : entity.getContent();
        return content == null ? new byte[0] : content.readNBytes(MOST_READ + 1);
    }

    /** PostgreSQL keeps no NUL. */
    private static @Nullable String kept(byte[] read) {
        return read.length == 0
                ? null
                : new String(read, 0, Math.min(read.length, KEPT_BYTES), StandardCharsets.UTF_8)
                        .replace('\0', '\uFFFD');
    }

    private @Nullable Long retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        String value = header == null || header.getValue() == null
                ? ""
                : header.getValue().strip();
        try {
            long seconds = value.matches("[0-9]{1,9}")
                    ? Long.parseLong(value)
                    : Duration.between(
                                    clock.instant(),
                                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant())
                            .toSeconds();
            return Math.max(0, seconds);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static long millisSince(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    private static String said(Exception e) {
        String message = e instanceof UnknownHostException && !(e instanceof ReceiverAddresses.RefusedException)
                ? "no address found for " + e.getMessage()
                : e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    /** A connection is made to the addresses that were vetted for it, and to no others. */
    private final class Vetted implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return addresses.vetted(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
