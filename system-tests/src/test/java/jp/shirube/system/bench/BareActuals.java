package jp.shirube.system.bench;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The least that stores figures and their events, without HTTP, rules or history: two statements and a commit for each, or one
 * statement from a staging table for all. On the same PostgreSQL as the product, in a database of its own.
 */
final class BareActuals {

    /**
     * What one run found.
     *
     * @param single figures/s, each in a transaction of its own
     * @param took of each
     * @param bulk figures/s, all in one statement
     */
    record Limits(double single, Lag took, double bulk) {

        @Override
        public String toString() {
            return "single %,.0f/s %s; bulk %,.0f/s".formatted(single, took, bulk);
        }
    }

    private static final String DATABASE = "bare_actuals";
    private static final int WARM_UP_SECONDS = 3;

    private static final String TABLES = """
            create table measurement (id uuid primary key, indicator int not null, period date not null,
                value numeric not null, version int not null default 1, recorded_at timestamptz not null default now(),
                recorded_by text not null, note text);
            create index on measurement (indicator, period, version);
            create table outbox (seq bigint generated always as identity primary key, id uuid not null, key text not null,
                type text not null, event text not null, created_at timestamptz not null default now());
            create unlogged table staging (indicator int not null, period date not null, value numeric not null)""";

    private static final String FIGURE =
            "insert into measurement (id, indicator, period, value, recorded_by, note) values (?, ?, ?, ?, ?, ?)";

    private static final String EVENT = "insert into outbox (id, key, type, event) values (?, ?, ?, ?)";

    private static final String FILL = """
            insert into staging select i, date '2014-01-01' + d, (i * 7 + d) %% 1000
            from generate_series(1, %d) i, generate_series(1, %d) d""";

    private static final String ALL = """
            with stored as (
                insert into measurement (id, indicator, period, value, recorded_by, note)
                select uuidv7(), indicator, period, value, 'demo', 'demo' from staging
                returning id, indicator, period, value, recorded_at, recorded_by)
            insert into outbox (id, key, type, event)
            select id, 'demo/indicator/' || indicator, 'actual.recorded', json_build_object('municipality', 'demo',
                'indicator', indicator, 'period', period, 'revision', 1, 'value', value::text, 'status', 'FINAL',
                'review', 'CONFIRMED', 'recordedAt', recorded_at, 'recordedBy', recorded_by, 'withdrawn', false,
                'version', 1)::text
            from stored""";

    private final Machine machine;

    BareActuals(Machine machine) {
        this.machine = machine;
    }

    Limits measure(int clients, int seconds, int indicators, int periods) throws Exception {
        try (Connection all = machine.connect("postgres");
                Statement statement = all.createStatement()) {
            statement.execute("drop database if exists " + DATABASE);
            statement.execute("create database " + DATABASE);
        }
        try (Connection own = machine.connect(DATABASE);
                Statement statement = own.createStatement()) {
            statement.execute(TABLES);
            statement.execute(FILL.formatted(indicators, periods));
            statement.execute("analyze staging");
            statement.execute("checkpoint");
            double bulk =
                    (bulk(statement, (long) indicators * periods) + bulk(statement, (long) indicators * periods)) / 2;
            single(clients, WARM_UP_SECONDS);
            List<Long> took = single(clients, seconds);
            return new Limits(
                    (double) took.size() / seconds, Lag.of(took.stream().mapToLong(Long::longValue)), bulk);
        }
    }

    private static double bulk(Statement statement, long rows) throws SQLException {
        statement.execute("truncate measurement, outbox");
        statement.execute("checkpoint");
        long begun = System.nanoTime();
        statement.execute(ALL);
        return rows * 1e9 / (System.nanoTime() - begun);
    }

    /** @return nanoseconds of each transaction */
    private List<Long> single(int clients, int seconds) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Future<List<Long>>> running = new ArrayList<>();
        List<Long> took = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(() -> client(end)));
            }
            for (Future<List<Long>> each : running) {
                took.addAll(each.get());
            }
        }
        return took;
    }

    private List<Long> client(long end) throws Exception {
        List<Long> took = new ArrayList<>();
        ThreadLocalRandom random = ThreadLocalRandom.current();
        try (Connection connection = machine.connect(DATABASE);
                PreparedStatement figure = connection.prepareStatement(FIGURE);
                PreparedStatement event = connection.prepareStatement(EVENT)) {
            connection.setAutoCommit(false);
            for (long begun = System.nanoTime(); begun < end; begun = System.nanoTime()) {
                UUID id = UUID.randomUUID();
                int indicator = random.nextInt(10_000);
                LocalDate period = LocalDate.of(2014, 1, 1).plusDays(random.nextInt(3650));
                BigDecimal value = BigDecimal.valueOf(random.nextInt(1_000_000), 2);
                figure.setObject(1, id);
                figure.setInt(2, indicator);
                figure.setObject(3, period);
                figure.setBigDecimal(4, value);
                figure.setString(5, "demo");
                figure.setString(6, "架空のデモ");
                figure.executeUpdate();
                event.setObject(1, id);
                event.setString(2, "demo/indicator/" + indicator);
                event.setString(3, "actual.recorded");
                event.setString(4, """
                        {"municipality":"demo","indicator":"%d","period":"%s","revision":1,"value":"%s","status":"FINAL",\
                        "review":"CONFIRMED","note":"架空のデモ","recordedAt":"2026-06-01T00:00:00Z","recordedBy":"demo",\
                        "withdrawn":false,"version":1}""".formatted(indicator, period, value));
                event.executeUpdate();
                connection.commit();
                took.add(System.nanoTime() - begun);
            }
        }
        return took;
    }
}
