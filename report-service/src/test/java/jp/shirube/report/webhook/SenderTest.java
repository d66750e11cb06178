package jp.shirube.report.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jp.shirube.report.webhook.LocalReceiver.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One POST, and everything a receiver may do to the one who sends it. */
class SenderTest {

    private static final String SECRET = Signing.newSecret();
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final AtomicInteger lookups = new AtomicInteger();
    private final Sender sender =
            new Sender(new ReceiverAddresses(List.of("127.0.0.1"), this::lookUp), new MovedClock(), TIMEOUT);

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        lookups.incrementAndGet();
        return new InetAddress[] {InetAddress.getByName(host.endsWith(".jp") ? "127.0.0.2" : host)};
    }

    @AfterEach
    void close() throws IOException {
        sender.close();
    }

    private Attempt send(String url) {
        return sender.send(url, List.of(SECRET), "msg", "{\"name\":\"米沢市\"}");
    }

    @Test
    void whatArrivesIsWhatWasSigned() throws Exception {
        try (LocalReceiver receiver = new LocalReceiver((received, exchange) -> {
            assertThat(exchange.getRequestHeaders().getFirst("content-type")).startsWith("application/json");
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
        })) {
            Attempt attempt = send(receiver.url());
            assertThat(attempt.succeeded()).as(attempt.toString()).isTrue();
            assertThat(attempt.response()).isEqualTo("ok");
            LocalReceiver.Received received = receiver.received().getFirst();
            assertThat(received.body()).isEqualTo("{\"name\":\"米沢市\"}");
            new Webhook(SECRET).verify(received.body(), received.headers());
        }
    }

    @Test
    void everyOther2xxIsSuccessAndEverythingElseIsNot() throws IOException {
        try (LocalReceiver receiver = new LocalReceiver(Answer.status(204))) {
            assertThat(send(receiver.url()).succeeded()).isTrue();
            for (int status : new int[] {301, 302, 307, 400, 404, 410, 429, 500, 503}) {
                receiver.answer(Answer.status(status));
                Attempt attempt = send(receiver.url());
                assertThat(attempt.status()).isEqualTo(status);
                assertThat(attempt.succeeded()).isFalse();
                assertThat(attempt.gone()).isEqualTo(status == 410);
            }
        }
    }

    /** OWASP API7:2023: a redirect would lead past the look at the address. */
    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (LocalReceiver inside = new LocalReceiver(Answer.status(200));
                LocalReceiver receiver = new LocalReceiver((received, exchange) -> {
                    exchange.getResponseHeaders().add("Location", inside.url());
                    exchange.sendResponseHeaders(307, -1);
                })) {
            assertThat(send(receiver.url()).status()).isEqualTo(307);
            assertThat(inside.received()).isEmpty();
        }
    }

    @Test
    void anAddressInsideIsRefusedAtConnectHoweverItWasRegistered() throws IOException {
        try (LocalReceiver receiver = new LocalReceiver(Answer.status(200))) {
            String port = receiver.url().replaceAll(".*:(\\d+)/.*", "$1");
            Attempt attempt = send("http://rebinding.example.jp:" + port + "/");
            assertThat(attempt.succeeded()).isFalse();
            assertThat(attempt.failure()).contains("127.0.0.2").contains("inside");
            assertThat(receiver.received()).isEmpty();
            assertThat(lookups).hasValue(1);
        }
    }

    @Test
    void nobodyListeningIsAFailureWithItsReason() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Attempt attempt = send("http://127.0.0.1:" + port + "/");
        assertThat(attempt.status()).isNull();
        assertThat(attempt.failure()).isNotBlank();
    }

    @Test
    void whoNeverAnswersIsLeftAfterTheTimeout() throws IOException {
        try (Silent receiver = new Silent("", 0)) {
            assertThat(send(receiver.url("http")).failure()).isEqualTo("no answer within 1 s");
            assertThat(send(receiver.url("https")).failure()).isEqualTo("no answer within 1 s");
        }
    }

    @Test
    void whoAnswersDropByDropIsLeftAfterTheTimeout() throws IOException {
        try (Silent headers = new Silent("HTTP/1.1 200 OK\r\nX-Long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 100);
                Silent body =
                        new Silent("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\naaaaaaaaaaaaaaaaaaaaaaaaa", 50)) {
            assertThat(send(headers.url("http")).failure()).isEqualTo("no answer within 1 s");
            assertThat(send(body.url("http")).failure()).isEqualTo("no answer within 1 s");
        }
    }

    @Test
    void ofAnEndlessAnswerTheBeginningIsKeptAndTheRestIsCutOff() throws IOException {
        AtomicInteger written = new AtomicInteger();
        try (LocalReceiver receiver = new LocalReceiver((received, exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] much = new byte[8192];
            Arrays.fill(much, (byte) 'x');
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(much);
                    written.addAndGet(much.length);
                }
            }
        })) {
            Attempt attempt = send(receiver.url());
            assertThat(attempt.succeeded()).isTrue();
            assertThat(attempt.response()).hasSize(1024);
            assertThat(written.get()).isLessThan(50_000_000);
        }
    }

    @Test
    void anAnswerWithEndlessHeadersIsAFailure() throws IOException {
        try (Silent receiver = new Silent("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(100_000), 0)) {
            assertThat(send(receiver.url("http")).succeeded()).isFalse();
        }
    }

    @Test
    void retryAfterIsReadInSecondsAndAsADate() throws IOException {
        try (LocalReceiver receiver = new LocalReceiver((received, exchange) -> {
            exchange.getResponseHeaders().add("Retry-After", "120");
            exchange.sendResponseHeaders(503, -1);
        })) {
            assertThat(send(receiver.url()).asked()).isEqualTo(Duration.ofMinutes(2));
            receiver.answer((received, exchange) -> {
                exchange.getResponseHeaders().add("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT");
                exchange.sendResponseHeaders(429, -1);
            });
            assertThat(send(receiver.url()).asked()).isEqualTo(Duration.ZERO);
            receiver.answer((received, exchange) -> {
                exchange.getResponseHeaders().add("Retry-After", "soon");
                exchange.sendResponseHeaders(429, -1);
            });
            assertThat(send(receiver.url()).asked()).isNull();
        }
    }

    /** Accepts, says that much and then nothing: byte by byte, or at once when there is no pause. */
    private static final class Silent implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final Thread thread;

        Silent(String said, int pauseMillis) throws IOException {
            thread = Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try {
                        Socket socket = server.accept();
                        Thread.ofVirtual().start(() -> talk(socket, said, pauseMillis));
                    } catch (IOException e) {
                        return;
                    }
                }
            });
        }

        private static void talk(Socket socket, String said, int pauseMillis) {
            try {
                OutputStream out = socket.getOutputStream();
                byte[] bytes = said.getBytes(StandardCharsets.US_ASCII);
                if (pauseMillis == 0) {
                    out.write(bytes);
                    out.flush();
                } else {
                    for (byte each : bytes) {
                        out.write(each);
                        out.flush();
                        Thread.sleep(pauseMillis);
                    }
                }
                Thread.sleep(Duration.ofMinutes(1));
            } catch (IOException | InterruptedException e) {
                // Left.
            }
        }

        String url(String scheme) {
            return scheme + "://127.0.0.1:" + server.getLocalPort() + "/";
        }

        @Override
        public void close() throws IOException {
            server.close();
            thread.interrupt();
        }
    }
}
