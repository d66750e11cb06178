package jp.shirube.kpi.bulk.postgres;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.shirube.kpi.actual.Limits;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.actual.Writer;
import jp.shirube.kpi.bulk.Faults;
import jp.shirube.kpi.bulk.FileStore;
import jp.shirube.kpi.bulk.Foreseen;
import jp.shirube.kpi.bulk.Reportable;
import jp.shirube.kpi.bulk.StagedRow;
import jp.shirube.kpi.received.EntryRules.Formula;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorComponent;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** COPY into temporary tables, then a few statements over all of it. */
@ApplicationScoped
class PostgresFileStore implements FileStore {

    /** Sorts of a million rows are not written to disk in too many runs. */
    private static final String WORK_MEM = "64MB";

    private final AgroalDataSource database;
    private final TransactionSynchronizationRegistry transactions;

    PostgresFileStore(AgroalDataSource database, TransactionSynchronizationRegistry transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void lay(File file, Duration longest, Consumer<Consumer<StagedRow>> rows) {
        try (Connection connection = database.getConnection()) {
            allowLonger(connection, longest);
            execute(connection, BulkSql.TABLES);
            try (PreparedStatement insert = connection.prepareStatement(BulkSql.FILE)) {
                insert.setString(1, file.review().name());
                insert.setString(2, file.recordedBy());
                insert.setObject(3, file.now().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
                insert.setString(4, file.reason());
                insert.setString(5, file.evidence());
                insert.executeUpdate();
            }
            copy(connection, rows);
            execute(connection, BulkSql.LOOK_AT_ROWS);
        } catch (SQLException e) {
            throw new FileStoreUnavailableException(e);
        }
    }

    private void allowLonger(Connection connection, Duration longest) throws SQLException {
        transactions.putResource(this, connection.getNetworkTimeout());
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(longest.toMillis()));
        try (var limit = connection.prepareStatement("select set_config('statement_timeout', ?, true)")) {
            limit.setString(1, Long.toString(longest.toMillis()));
            limit.execute();
        }
        execute(connection, "set local work_mem = '" + WORK_MEM + "'");
    }

    private static void copy(Connection connection, Consumer<Consumer<StagedRow>> rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(BulkSql.COPY);
        try {
            CopyText text = new CopyText(copy);
            rows.accept(row -> {
                try {
                    text.add(row);
                } catch (SQLException e) {
                    throw new FileStoreUnavailableException(e);
                }
            });
            text.flush();
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void takeTurns(Collection<Reportable> indicators) {
        try (Connection connection = database.getConnection()) {
            Array ids = array(connection, "text", ids(indicators));
            for (String sql : List.of(BulkSql.OPEN_SERIES, BulkSql.LOCK_SERIES)) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setArray(1, ids);
                    statement.execute();
                }
            }
        } catch (SQLException e) {
            throw new FileStoreUnavailableException(e);
        }
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void meetRounds(boolean kept) {
        try (Connection connection = database.getConnection()) {
            execute(connection, BulkSql.ASKED);
            if (kept) {
                execute(connection, BulkSql.LOCK_ASKED);
                execute(connection, BulkSql.KNOW_ASKED);
            }
            execute(connection, "analyze bulk_asked");
        } catch (SQLException e) {
            throw new FileStoreUnavailableException(e);
        }
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public Weighed weigh(Collection<Reportable> indicators, Faults faults) {
        try (Connection connection = database.getConnection()) {
            know(connection, indicators);
            boolean formulas = indicators.stream()
                    .anyMatch(each -> each.indicator().rules().formula() != null);
            boolean together = isTrue(connection, "select exists (select from bulk_row where component <> '')");
            execute(connection, together ? BulkSql.WANTED_TOGETHER : BulkSql.WANTED_ALONE);
            execute(connection, BulkSql.LOOK_AT_WANTED);
            execute(connection, BulkSql.next(together, formulas));
            execute(connection, "analyze bulk_next");
            Map<String, Long> counts = counts(connection);
            Weighed weighed = new Weighed(
                    count(counts, "RECORDED"),
                    count(counts, "CORRECTED"),
                    count(counts, "UNCHANGED"),
                    counts.entrySet().stream()
                            .filter(each -> WeighedFault.isRefusal(each.getKey()))
                            .mapToLong(Map.Entry::getValue)
                            .sum());
            tell(connection, counts, indicators, faults);
            return weighed;
        } catch (SQLException e) {
            throw new FileStoreUnavailableException(e);
        }
    }

    private static void know(Connection connection, Collection<Reportable> indicators) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(BulkSql.INDICATORS)) {
            insert.setArray(1, array(connection, "text", ids(indicators)));
            insert.setArray(2, array(connection, "text", of(indicators, PostgresFileStore::department)));
            insert.setArray(3, array(connection, "bigint", of(indicators, PostgresFileStore::responsibilityVersion)));
            insert.setArray(
                    4,
                    array(
                            connection,
                            "boolean",
                            of(indicators, each -> each.indicator().isMeasuredInParts())));
            insert.setArray(5, array(connection, "text", ofFormula(indicators, Formula::numerator)));
            insert.setArray(6, array(connection, "text", ofFormula(indicators, Formula::denominator)));
            insert.setArray(7, array(connection, "numeric", ofFormula(indicators, Formula::times)));
            insert.setArray(
                    8,
                    array(
                            connection,
                            "numeric",
                            of(indicators, each -> BigDecimal.ONE.movePointLeft(Limits.decimals(each.indicator())))));
            insert.setArray(
                    9, array(connection, "boolean", of(indicators, each -> Limits.isBounded(each.indicator()))));
            insert.executeUpdate();
        }
        List<Object[]> components =
                indicators.stream().flatMap(PostgresFileStore::components).toList();
        try (PreparedStatement insert = connection.prepareStatement(BulkSql.COMPONENTS)) {
            String[] types = {"text", "integer", "text", "boolean"};
            for (int i = 0; i < types.length; i++) {
                int column = i;
                insert.setArray(
                        i + 1,
                        array(
                                connection,
                                types[i],
                                components.stream().map(each -> each[column]).toArray()));
            }
            insert.executeUpdate();
        }
        execute(connection, BulkSql.KNOW_SERIES);
        execute(connection, "analyze bulk_indicator");
    }

    private static Object[] ofFormula(Collection<Reportable> indicators, Function<Formula, @Nullable Object> part) {
        return of(indicators, each -> {
            Formula formula = each.indicator().rules().formula();
            return formula == null ? null : part.apply(formula);
        });
    }

    private static Stream<Object[]> components(Reportable reportable) {
        List<Object[]> rows = new ArrayList<>();
        for (IndicatorComponent each : reportable.indicator().components()) {
            rows.add(new Object[] {
                reportable.indicator().key().indicator(),
                rows.size(),
                each.name(),
                each.role().required()
            });
        }
        return rows.stream();
    }

    private static @Nullable Object department(Reportable reportable) {
        Writer writer = reportable.writer();
        return writer == null ? null : writer.department();
    }

    private static @Nullable Object responsibilityVersion(Reportable reportable) {
        Writer writer = reportable.writer();
        return writer == null ? null : writer.responsibilityVersion();
    }

    private static Map<String, Long> counts(Connection connection) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(BulkSql.COUNTS)) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
        }
        return counts;
    }

    private static void tell(
            Connection connection, Map<String, Long> counts, Collection<Reportable> indicators, Faults faults)
            throws SQLException {
        Map<String, Indicator> known = indicators.stream()
                .map(Reportable::indicator)
                .collect(Collectors.toMap(each -> each.key().indicator(), each -> each));
        Faults found = new Faults();
        long twice = 0;
        if (counts.containsKey("TWICE")) {
            twice = each(connection, BulkSql.TWICE, row -> WeighedFault.twice(row, found));
        }
        long others = counts.entrySet().stream()
                .filter(each -> WeighedFault.isTold(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (others > 0) {
            long told = each(connection, BulkSql.REFUSED, row -> WeighedFault.of(row, known, found));
            others = told < Faults.MOST ? told : others;
        }
        faults.addAll(found, twice + others);
    }

    /** Something done with a row of an answer. */
    @FunctionalInterface
    interface RowTaker {
        void take(ResultSet row) throws SQLException;
    }

    private static long each(Connection connection, String sql, RowTaker taker) throws SQLException {
        return each(connection, sql, Faults.MOST, taker);
    }

    private static long each(Connection connection, String sql, int most, RowTaker taker) throws SQLException {
        long count = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    taker.take(rows);
                    count++;
                }
            }
        }
        return count;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Foreseen> foresee(int most) {
        List<Foreseen> foreseen = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            each(
                    connection,
                    BulkSql.FORESEEN,
                    most,
                    row -> foreseen.add(new Foreseen(
                            row.getInt(1),
                            row.getObject(2, Integer.class),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            WeighedFault.becomes(row.getString(6)),
                            row.getString(7),
                            row.getString(8))));
        } catch (SQLException e) {
            throw new FileStoreUnavailableException(e);
        }
        return foreseen;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Changed> listChanged() {
        return list(
                BulkSql.CHANGED,
                row -> new Changed(
                        new Place(row.getInt(1), row.getObject(2, Integer.class)),
                        row.getString(3),
                        Period.ofCanonical(row.getString(4)),
                        WeighedFigure.read(row, 5).orElseThrow(),
                        Status.valueOf(row.getString(9)),
                        WeighedFigure.places(row.getString(10))));
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Answering> listAnswering() {
        return list(
                BulkSql.ANSWERING,
                row -> new Answering(row.getString(1), Period.ofCanonical(row.getString(2)), row.getInt(3)));
    }

    /** Something read from a row of an answer. */
    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> list(String sql, RowReader<T> reader) {
        List<T> list = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                list.add(reader.read(rows));
            }
        } catch (SQLException e) {
            throw new FileStoreUnavailableException(e);
        }
        return list;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void store() {
        try (Connection connection = database.getConnection()) {
            execute(connection, BulkSql.REVISIONS);
            execute(connection, BulkSql.SERIES);
        } catch (SQLException e) {
            throw new FileStoreUnavailableException(e);
        }
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void end() {
        if (transactions.getResource(this) instanceof Integer before) {
            try (Connection connection = database.getConnection()) {
                connection.setNetworkTimeout(Runnable::run, before);
            } catch (SQLException e) {
                throw new FileStoreUnavailableException(e);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static long count(Map<String, Long> counts, String outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    private static Object[] ids(Collection<Reportable> indicators) {
        return of(indicators, each -> each.indicator().key().indicator());
    }

    private static Object[] of(Collection<Reportable> indicators, Function<Reportable, @Nullable Object> part) {
        return indicators.stream().map(part).toArray();
    }

    private static Array array(Connection connection, String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }
}
