package jp.shirube.kpi.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import jp.shirube.kpi.Yonezawa;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Stated;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A town's whole past in one file. The long form: {@code -Dbulk.rows=100000 -Dtests.jvm=-Xmx256m}. */
@QuarkusTest
class LargeFilesTest extends Town {

    private static final int ROWS = Integer.getInteger("bulk.rows", 20_000);
    private static final int YEARS = 50;
    private static final int FIRST_YEAR = 1975;

    @TempDir
    Path folder;

    @Override
    protected String code() {
        return "520233";
    }

    @Test
    void aFileOfManyRowsIsStoredWholeAndAnnouncedWhole() throws Exception {
        keepIndicators();
        Path csv = file("indicator,period,value\n", (indicator, year) -> "%s,%d,%d\n".formatted(indicator, year, year));
        long before = storedRevisions();

        long began = System.nanoTime();
        post(bytes("text/csv", new byte[0]).body(csv.toFile()))
                .then()
                .statusCode(200)
                .body("rows", equalTo(ROWS), "recorded", equalTo(ROWS));
        tell("CSV", began);

        assertThat(storedRevisions()).isEqualTo(before + ROWS);
        assertThat(count("select count(*) from outbox where key like ? || '/indicator/history-%'", code()))
                .isEqualTo(ROWS);

        Path lines = file(
                "",
                (indicator, year) -> "{\"indicator\": \"%s\", \"period\": \"%d\", \"value\": %d}\n"
                        .formatted(indicator, year, year + 1));
        began = System.nanoTime();
        post(bytes("application/x-ndjson", new byte[0]).body(lines.toFile()), "reason", "全数の見直し")
                .then()
                .statusCode(200)
                .body("corrected", equalTo(ROWS));
        tell("NDJSON, every row a correction", began);

        assertThat(storedRevisions()).isEqualTo(before + 2L * ROWS);
        stated("history-0", "2024").then().body("value", equalTo(2025), "revision", equalTo(2));
    }

    private static void tell(String what, long began) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Log.info("%s: %,d rows in %,d ms, %,d rows/s"
                .formatted(what, ROWS, took.toMillis(), ROWS * 1000L / Math.max(1, took.toMillis())));
    }

    private Path file(String header, BiFunction<String, Integer, String> row) throws IOException {
        Path file = Files.createTempFile(folder, "rows", null);
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            writer.write(header);
            for (int i = 0; i < ROWS; i++) {
                writer.write(row.apply("history-" + i / YEARS, FIRST_YEAR + i % YEARS));
            }
        }
        return file;
    }

    private void keepIndicators() {
        Indicator like = Yonezawa.founders("like");
        List<Stated> stated = new ArrayList<>();
        for (int i = 0; i * YEARS < ROWS; i++) {
            stated.add(new Stated.OfIndicator(
                    new Indicator(
                            new IndicatorKey(code(), "history-" + i),
                            like.name(),
                            like.unit(),
                            like.direction(),
                            like.periodKind(),
                            null,
                            like.quantity(),
                            0,
                            List.of()),
                    1,
                    "{}"));
        }
        QuarkusTransaction.requiringNew().run(() -> copies.keep(stated));
    }
}
