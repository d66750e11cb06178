package jp.shirube.report.progressstream;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import jp.shirube.access.SignedIn;
import org.jspecify.annotations.Nullable;

/** A client of the stream that remembers what it heard and resumes from there. */
final class Listener {

    record Heard(long position, String type, String data) {}

    /** Many connections on few threads. */
    static final class Ears implements AutoCloseable {
        private final Vertx vertx = Vertx.vertx();
        private final HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(10_000)
                .setKeepAlive(false)
                .setDecompressionSupported(false));

        @Override
        public void close() {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Ears ears;
    private final int port;
    private final String path;
    private boolean signedIn = true;
    private volatile long position = -1;
    private volatile int heartbeats;
    private volatile @Nullable HttpClientResponse response;
    private volatile boolean ended;

    Listener(Ears ears, int port, String path) {
        this.ears = ears;
        this.port = port;
        this.path = path;
    }

    /** Listens without having signed in. */
    Listener asNobody() {
        signedIn = false;
        return this;
    }

    /** Done when the stream has said where it begins. */
    CompletableFuture<Listener> connect() {
        CompletableFuture<Listener> begun = new CompletableFuture<>();
        RequestOptions options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setMethod(HttpMethod.GET)
                .setURI(path)
                .putHeader("Accept-Encoding", "gzip, deflate");
        if (signedIn) {
            options.putHeader("Authorization", "Bearer " + SignedIn.everything(path));
        }
        if (position >= 0) {
            options.putHeader("Last-Event-ID", Long.toString(position));
        }
        ended = false;
        ears.client
                .request(options)
                .compose(request -> request.send())
                .onFailure(begun::completeExceptionally)
                .onSuccess(answer -> {
                    response = answer;
                    if (answer.statusCode() != 200) {
                        begun.completeExceptionally(new IllegalStateException("status " + answer.statusCode()));
                        return;
                    }
                    answer.endHandler(end -> ended = true);
                    answer.exceptionHandler(broken -> ended = true);
                    answer.handler(RecordParser.newDelimited("\n\n", block -> {
                        hear(block);
                        begun.complete(this);
                    }));
                });
        return begun;
    }

    private void hear(Buffer block) {
        String type = "";
        @Nullable String data = null;
        for (String line : block.toString().split("\n")) {
            if (line.startsWith("id: ")) {
                position = Long.parseLong(line.substring(4));
            } else if (line.startsWith("event: ")) {
                type = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.startsWith(":")) {
                heartbeats++;
            }
        }
        if (data != null) {
            heard.add(new Heard(position, type, data));
        }
    }

    List<Long> positions() {
        return heard.stream().map(Heard::position).toList();
    }

    long position() {
        return position;
    }

    int heartbeats() {
        return heartbeats;
    }

    boolean ended() {
        return ended;
    }

    @Nullable
    String header(String name) {
        return Objects.requireNonNull(response).getHeader(name);
    }

    /** Hangs up without a word; what was on its way is lost to it. */
    void hangUp() {
        Objects.requireNonNull(response)
                .request()
                .connection()
                .close()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
