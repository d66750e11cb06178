package jp.shirube.system.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jp.shirube.system.TownTokens;
import jp.shirube.system.bench.BareActuals.Limits;
import jp.shirube.system.bench.Clients.Stated;
import jp.shirube.system.bench.SentFiles.Form;

/** {@code ./shirube bench actuals}: the limits, the product, the limits again, in one run. */
final class ActualsBenchmark {

    private static final String USAGE = """
            使い方 / usage: ./shirube bench actuals [--rows N] [--seconds S]

              --rows N     一つのファイルの行数（500の倍数に切り上げ、1,000,000まで） / rows of a file, rounded up to 500s (200000 unless told)
              --seconds S  1件ずつの登録の長さ / of stating one by one (20)
            終了コード / exit code: 0, 1 前後の限界が15%を超えて違い、無効 / void: the limits drifted by more than 15 %, 2 引数の誤り / arguments""";

    private static final int CLIENTS = 32;
    private static final int INDICATORS = 500;
    private static final int MOST_ROWS = 1_000_000;
    private static final double MOST_DRIFT = 0.15;

    /** Of one core: the services have nothing left to do. */
    private static final double IDLE = 0.15;

    private final Machine machine;
    private final Path home;
    private final int periods;
    private final int seconds;
    private final TownTokens tokens;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(CLIENTS));
    private final List<String> loads = new ArrayList<>();

    private ActualsBenchmark(Machine machine, Path home, int rows, int seconds) throws Exception {
        this.machine = machine;
        this.home = home;
        this.periods = (rows + INDICATORS - 1) / INDICATORS;
        this.seconds = seconds;
        this.tokens = machine.tokens();
    }

    public static void main(String[] arguments) {
        int rows = 200_000;
        int seconds = 20;
        try {
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--rows" -> rows = positive(arguments[++i], MOST_ROWS);
                    case "--seconds" -> seconds = positive(arguments[++i], 3600);
                    case "--help" -> {
                        System.out.println(USAGE);
                        return;
                    }
                    default -> throw new IllegalArgumentException(arguments[i]);
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            System.err.println("知らない引数です / unknown argument: " + e.getMessage() + "\n" + USAGE);
            System.exit(2);
        }
        boolean valid = false;
        Path home = Path.of("system-tests/target/bench").toAbsolutePath();
        try (Machine machine = new Machine(home.resolve("machine"))) {
            valid = new ActualsBenchmark(machine, home, rows, seconds).run();
        } catch (Exception e) {
            e.printStackTrace();
        }
        // Threads of what failed must not keep the JVM.
        System.exit(valid ? 0 : 1);
    }

    private static int positive(String text, int most) {
        int number = Integer.parseInt(text);
        if (number < 1 || number > most) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private boolean run() throws Exception {
        BareActuals bare = new BareActuals(machine);
        DemoTown town = DemoTown.of(911, INDICATORS);
        state(town);
        Limits before = limits(bare);
        say("product, one by one");
        Stated single = single(town);
        say("%,.0f/s %s".formatted(single.perSecond(), single.took()));
        idle();
        Map<Form, Double> files = files();
        Limits after = limits(bare);
        vertx.close();
        String text = report(before, after, single, files);
        System.out.println("\n" + text);
        Files.writeString(home.resolve("actuals.md"), text);
        return isValid(before, after);
    }

    private Limits limits(BareActuals bare) throws Exception {
        idle();
        say("limits");
        Limits limits = bare.measure(CLIENTS, seconds, INDICATORS, periods);
        say(limits.toString());
        return limits;
    }

    /** Every figure is there once before it counts: no client states the first of its kind. */
    private Stated single(DemoTown town) throws Exception {
        Clients clients = new Clients(http, machine.port("kpi"), tokens.planner(town.code()), town, CLIENTS);
        Stated warmUp = clients.state(Math.clamp(seconds, 5, 15));
        if (!warmUp.firstRefusal().isEmpty()) {
            throw new IllegalStateException("refused: " + warmUp.firstRefusal());
        }
        Stated stated = clients.state(seconds);
        if (!stated.firstRefusal().isEmpty()) {
            throw new IllegalStateException("refused: " + stated.firstRefusal());
        }
        return stated;
    }

    private Map<Form, Double> files() throws Exception {
        SentFiles files = new SentFiles(machine.port("kpi"), home);
        DemoTown first = DemoTown.of(912, INDICATORS);
        state(first);
        files.send(Form.CSV, first, Math.clamp(periods, 1, 40), tokens.planner(first.code()));
        Map<Form, Double> rates = new EnumMap<>(Form.class);
        for (Form form : Form.values()) {
            DemoTown town = DemoTown.of(913 + form.ordinal(), INDICATORS);
            state(town);
            idle();
            rates.put(form, files.send(form, town, periods, tokens.planner(town.code())));
            say("product, %s: %,.0f rows/s".formatted(form, rates.get(form)));
        }
        return rates;
    }

    /** Its figures are counted as of days, so that there can be many of one indicator. */
    private void state(DemoTown town) throws Exception {
        String document = town.document().replace("\"quantity\": \"FLOW\"", "\"quantity\": \"STOCK\"");
        Told.call(http, tokens.planner(town.code()), HttpMethod.PUT, machine.port("plan"), town.plans(), document);
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        try (Connection connection = machine.connect("kpi");
                PreparedStatement question =
                        connection.prepareStatement("select count(*) from received_indicator where municipality = ?")) {
            question.setString(1, town.code());
            while (true) {
                try (ResultSet row = question.executeQuery()) {
                    row.next();
                    if (row.getInt(1) == town.indicators()) {
                        return;
                    }
                    if (System.nanoTime() > deadline) {
                        throw new IllegalStateException("kpi knows " + row.getInt(1) + " of " + town);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    /** Until everything that was said before is relayed, heard and kept. */
    private void idle() throws InterruptedException {
        loads.add(Machine.load());
        long deadline = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        for (int quiet = 0; quiet < 2; ) {
            Duration used = machine.used();
            TimeUnit.SECONDS.sleep(2);
            double share = machine.used().minus(used).toMillis() / 2000.0;
            quiet = share < IDLE ? quiet + 1 : 0;
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the services do not come to rest");
            }
        }
    }

    private static boolean isValid(Limits before, Limits after) {
        return drift(before.single(), after.single()) <= MOST_DRIFT && drift(before.bulk(), after.bulk()) <= MOST_DRIFT;
    }

    private static double drift(double before, double after) {
        return Math.abs(after - before) / Math.min(before, after);
    }

    private String report(Limits before, Limits after, Stated single, Map<Form, Double> files) {
        double oneByOne = single.perSecond() / ((before.single() + after.single()) / 2);
        double csv = files.getOrDefault(Form.CSV, Double.NaN);
        double bulk = csv / ((before.bulk() + after.bulk()) / 2);
        double json = files.getOrDefault(Form.JSON, Double.NaN) / csv;
        double lines = files.getOrDefault(Form.NDJSON, Double.NaN) / csv;
        StringBuilder text = new StringBuilder();
        text.append(
                isValid(before, after)
                        ? "有効 / valid: the limits before and after agree within 15 %\n\n"
                        : "無効 / VOID: the limits before and after differ by more than 15 %; measure again on a quieter machine\n\n");
        text.append("| | measured | goal | |\n| --- | --- | --- | --- |\n");
        row(
                text,
                "1 PUT, %d clients, against two inserts and a commit".formatted(CLIENTS),
                oneByOne,
                "≥ 50 % (stretch 70)",
                0.5);
        row(
                text,
                "2 CSV, %,d rows, against one statement from staging".formatted(INDICATORS * periods),
                bulk,
                "≥ 40 % (stretch 70)",
                0.4);
        row(text, "2b JSON against the CSV", json, "≥ 60 %", 0.6);
        row(text, "2b NDJSON against the CSV", lines, "≥ 60 %", 0.6);
        text.append("\n| limit | before | after | drift |\n| --- | --- | --- | --- |\n");
        limit(text, "single, transactions/s", before.single(), after.single());
        limit(text, "bulk, rows/s", before.bulk(), after.bulk());
        text.append("\nLimit, one by one: %s before, %s after.\n\n".formatted(before.took(), after.took()));
        text.append("| product | per second | |\n| --- | --- | --- |\n");
        text.append("| PUT, signed in, Idempotency-Key, If-Match | %,.0f | %s |\n"
                .formatted(single.perSecond(), single.took()));
        files.forEach((form, rate) -> text.append("| %s | %,.0f | |\n".formatted(form, rate)));
        text.append("\n%s, %d processors, Java %s; load averages: %s\n"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version().feature(),
                        String.join(" · ", loads)));
        return text.toString();
    }

    private static void row(StringBuilder text, String what, double share, String goal, double least) {
        text.append("| %s | %.0f %% | %s | %s |\n"
                .formatted(what, share * 100, goal, share >= least ? "met" : "**not met**"));
    }

    private static void limit(StringBuilder text, String what, double before, double after) {
        text.append("| %s | %,.0f | %,.0f | %.0f %% |\n".formatted(what, before, after, drift(before, after) * 100));
    }

    private static void say(String what) {
        System.out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + what);
    }
}
