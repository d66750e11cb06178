package jp.shirube.system.bench;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;

/** Files of many actuals, each of a municipality of its own: every figure is new and is announced. */
final class SentFiles {

    /** How the rows are written. */
    enum Form {
        CSV("text/csv", "indicator,period,value,note\n", "", "%s,%s,%d,demo\n", ""),
        JSON(
                "application/json",
                "[",
                ",",
                "{\"indicator\": \"%s\", \"period\": \"%s\", \"value\": %d, \"note\": \"demo\"}\n",
                "]"),
        NDJSON(
                "application/x-ndjson",
                "",
                "",
                "{\"indicator\": \"%s\", \"period\": \"%s\", \"value\": %d, \"note\": \"demo\"}\n",
                "");

        private final String type;
        private final String begin;
        private final String between;
        private final String row;
        private final String end;

        Form(String type, String begin, String between, String row, String end) {
            this.type = type;
            this.begin = begin;
            this.between = between;
            this.row = row;
            this.end = end;
        }
    }

    private static final LocalDate FIRST = LocalDate.of(2014, 4, 1);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final Path folder;

    SentFiles(int port, Path folder) {
        this.port = port;
        this.folder = folder;
    }

    /** @return rows a second, from the first byte sent until it is answered */
    double send(Form form, DemoTown town, int periods, String token) throws IOException, InterruptedException {
        Path file = write(form, town, periods);
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + port + "/api/kpi/v1/municipalities/" + town.code() + "/actuals"))
                .timeout(Duration.ofMinutes(15))
                .header("Content-Type", form.type)
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofFile(file))
                .build();
        long begun = System.nanoTime();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        long took = System.nanoTime() - begun;
        long rows = (long) town.indicators() * periods;
        if (answer.statusCode() != 200 || !answer.body().contains("\"recorded\":" + rows + ",")) {
            throw new IllegalStateException(form + ": " + answer.statusCode() + " " + answer.body());
        }
        Files.delete(file);
        return rows * 1e9 / took;
    }

    private Path write(Form form, DemoTown town, int periods) throws IOException {
        Path file = folder.resolve("actuals." + form.name().toLowerCase(Locale.ROOT));
        try (Writer writer = Files.newBufferedWriter(file)) {
            writer.write(form.begin);
            String before = "";
            for (int i = 0; i < town.indicators(); i++) {
                for (int period = 0; period < periods; period++) {
                    writer.write(before);
                    writer.write(form.row.formatted(
                            town.cell(i).indicator(), FIRST.plusDays(period), 100 + (i + period) % 800));
                    before = form.between;
                }
            }
            writer.write(form.end);
        }
        return file;
    }
}
