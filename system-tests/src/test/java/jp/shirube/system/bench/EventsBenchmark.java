package jp.shirube.system.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import jp.shirube.system.TownTokens;

/** {@code ./shirube bench events}: the limits, the product, the limits again, in one run. */
final class EventsBenchmark {

    private static final String USAGE = """
            使い方 / usage: ./shirube bench events [--seconds N] [--indicators N] [--revisions N]

              --seconds N     それぞれの長さ / of each load (20 unless told)
              --indicators N  架空の自治体の指標 / of the demo municipality (500)
              --revisions N   読み直す改訂の数（指標×10年のそれぞれに） / to rebuild from, of each of 10 years of each (40)
            終了コード / exit code: 0, 1 前後の限界が15%を超えて違い、無効 / void: the limits drifted by more than 15 %, 2 引数の誤り / arguments""";

    private static final int[] RATES = {1000, 700, 500, 300, 200};
    private static final int WARM_UP_RATE = 250;

    /** Later than this: it does not keep up. */
    private static final double LATEST_MILLIS = 2000;

    /** One load: what was asked for, and what came of it. */
    record Load(int rate, Writes writes, Lag between, boolean sustained) {}

    private final Machine machine;
    private final DemoTown town;
    private final int seconds;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(32));
    private final Departments departments;
    private final TownTokens tokens;
    private final Told told;

    private EventsBenchmark(Machine machine, DemoTown town, int seconds) throws IOException {
        this.machine = machine;
        this.town = town;
        this.seconds = seconds;
        this.tokens = machine.tokens();
        this.told = new Told(tokens);
        this.departments = new Departments(http, machine.port("kpi"), tokens.planner(town.code()), town);
    }

    public static void main(String[] arguments) {
        int seconds = 20;
        int indicators = 500;
        int revisions = 40;
        try {
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--seconds" -> seconds = positive(arguments[++i]);
                    case "--indicators" -> indicators = positive(arguments[++i]);
                    case "--revisions" -> revisions = positive(arguments[++i]);
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
        try {
            valid = run(seconds, indicators, revisions);
        } catch (Exception e) {
            e.printStackTrace();
        }
        // Threads of what failed must not keep the JVM.
        System.exit(valid ? 0 : 1);
    }

    private static int positive(String text) {
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static boolean run(int seconds, int indicators, int revisions) throws Exception {
        Path home = Path.of("system-tests/target/bench").toAbsolutePath();
        say("load " + Machine.load());
        try (Machine machine = new Machine(home.resolve("machine"))) {
            DemoTown town = DemoTown.of(901, indicators);
            BarePipeline bare = new BarePipeline(machine, town);
            EventsBenchmark product = new EventsBenchmark(machine, town, seconds);
            EventsReport report = new EventsReport(Machine.load());
            report.before(limits(bare, seconds, revisions), Machine.load());
            say("product");
            product.prepare();
            product.measure(report);
            Rebuilding.Rates rebuild = new Rebuilding(machine, product.http).measure(product.further(902), revisions);
            say(rebuild.toString());
            report.rebuild(rebuild, Machine.load());
            report.after(limits(bare, seconds, revisions), Machine.load());
            product.vertx.close();
            String text = report.text();
            System.out.println("\n" + text);
            Files.writeString(home.resolve("events.md"), text);
            return report.isValid();
        }
    }

    private static BarePipeline.Limits limits(BarePipeline bare, int seconds, int revisions) throws Exception {
        say("limits");
        BarePipeline.Limits limits = bare.measure(seconds, revisions);
        say(limits.toString());
        return limits;
    }

    /** States the town, and every figure of it once: no load is the first one of its kind. */
    private void prepare() throws Exception {
        stateTown(town);
        try (Watch watch = new Watch(machine, town)) {
            Writes first = new Writes();
            watch.about(first);
            for (int sent = 0; sent < town.cells(); sent += WARM_UP_RATE) {
                if (!departments.state(first, WARM_UP_RATE, 1, false)) {
                    throw new IllegalStateException(
                            "does not take " + WARM_UP_RATE + " at once: " + first.firstRefusal());
                }
            }
            watch.check();
            if (first.refusals() > 0) {
                throw new IllegalStateException("refused: " + first.firstRefusal());
            }
        }
    }

    private DemoTown further(int number) throws Exception {
        DemoTown further = DemoTown.of(number, town.indicators());
        stateTown(further);
        return further;
    }

    private void stateTown(DemoTown stated) throws Exception {
        int plan = machine.port("plan");
        String token = tokens.planner(stated.code());
        Told.call(http, token, HttpMethod.PUT, plan, stated.plans(), stated.document());
        Told.call(http, token, HttpMethod.POST, plan, stated.editions(), stated.edition());
        await("kpi", "select count(*) from received_indicator where municipality = ?", stated);
        await("report", "select count(distinct target) from assessment where municipality = ?", stated);
    }

    /** Until there are as many as indicators. */
    private void await(String database, String count, DemoTown stated) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        try (Connection connection = machine.connect(database);
                PreparedStatement question = connection.prepareStatement(count)) {
            question.setString(1, stated.code());
            while (true) {
                try (ResultSet row = question.executeQuery()) {
                    row.next();
                    if (row.getInt(1) == stated.indicators()) {
                        return;
                    }
                    if (System.nanoTime() > deadline) {
                        throw new IllegalStateException(database + " knows " + row.getInt(1) + " of " + stated);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private void measure(EventsReport report) throws Exception {
        try (Watch watch = new Watch(machine, town)) {
            report.alone(load(watch, 100, false));
            Load fast = fastest(watch, report);
            try (AutoCloseable following = told.follow(http, machine.port("report"), town)) {
                report.followed(load(watch, 100, true));
                report.followed(load(watch, fast.rate(), true));
            }
            try (AutoCloseable registered = told.register(vertx, http, machine.port("report"), town)) {
                report.called(load(watch, 100, true));
            }
        }
    }

    /** The highest rate that it keeps up with. */
    private Load fastest(Watch watch, EventsReport report) throws Exception {
        Load load = load(watch, RATES[0], false);
        report.alone(load);
        for (int i = 1; i < RATES.length && !load.sustained(); i++) {
            load = load(watch, RATES[i], false);
            report.alone(load);
        }
        return load;
    }

    private Load load(Watch watch, int rate, boolean somebodyListens) throws InterruptedException {
        TimeUnit.SECONDS.sleep(2);
        Writes writes = new Writes();
        watch.about(writes);
        told.about(writes);
        boolean sentAll = departments.state(writes, rate, seconds, somebodyListens);
        watch.check();
        boolean sustained = sentAll
                && (!somebodyListens || writes.untold() == 0)
                && writes.refusals() == 0
                && writes.answered().at(100) < LATEST_MILLIS
                && writes.visible().at(100) < LATEST_MILLIS;
        Load load = new Load(rate, writes, watch.between(), sustained);
        say(rate + "/s" + (sustained ? "" : " NOT SUSTAINED") + ": visible " + writes.visible() + "; answered "
                + writes.answered() + (somebodyListens ? "; told " + writes.told() : "")
                + (writes.refusals() == 0
                        ? ""
                        : "; refused " + writes.refusals() + ", first " + writes.firstRefusal()));
        return load;
    }

    private static void say(String what) {
        System.out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + what);
    }
}
