import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * 計画の変化を受け取り続ける見本 / Follows a plan, and goes on where it stopped, also after a restart.
 *
 * <pre>java Follow.java 'http://127.0.0.1:8080/api/report/v1/municipalities/062022/progress-events?plan=…' position.txt</pre>
 *
 * Java 21 or newer, nothing else.
 */
public class Follow {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI address;
    private final Path file;
    private String position;
    private long pauseMillis = 3000;

    private Follow(URI address, Path file) throws IOException {
        this.address = address;
        this.file = file;
        this.position = Files.exists(file) ? Files.readString(file).strip() : "";
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Follow follow = new Follow(URI.create(arguments[0]), Path.of(arguments[1]));
        while (true) {
            follow.listen();
            Thread.sleep(follow.pauseMillis);
        }
    }

    /** Until the connection ends. */
    private void listen() throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept", "text/event-stream");
        if (!position.isEmpty()) {
            request.header("Last-Event-ID", position);
        }
        try {
            HttpResponse<java.io.InputStream> answer =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                switch (answer.statusCode()) {
                    case 200 -> read(lines);
                    // 410: the position is gone. Read the present state (GET …/progress), remove the file, start again.
                    case 503 -> System.err.println("busy, again in a moment");
                    default -> throw new IllegalStateException(answer.statusCode() + " " + lines.readLine());
                }
            }
        } catch (IOException lost) {
            System.err.println("connection lost, again in a moment: " + lost.getMessage());
        }
    }

    private void read(BufferedReader lines) throws IOException {
        String id = position;
        String type = "";
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                type = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.startsWith("retry: ")) {
                pauseMillis = Long.parseLong(line.substring(7));
            } else if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    happened(type, data);
                }
                // After the effect: a crash in between brings the event once more, never not at all.
                remember(id);
                type = "";
                data = "";
            }
        }
    }

    /** Your part. Once more after a crash: remember the event's id with its effect, or make the effect harmless twice. */
    private void happened(String type, String data) {
        System.out.println(type + " " + data);
    }

    private void remember(String id) throws IOException {
        if (!id.equals(position)) {
            Path written = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), id);
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            position = id;
        }
    }
}
