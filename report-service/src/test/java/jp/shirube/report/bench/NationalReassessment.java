package jp.shirube.report.bench;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import jp.shirube.local.RealParts;
import jp.shirube.report.assessment.Assessor;
import jp.shirube.report.received.JudgeEverything;
import org.junit.jupiter.api.Test;

/**
 * Judges a part of the country anew over PostgreSQL itself, as a new arithmetic would: 300 targets with ten years each per
 * municipality, {@code -Dbench.municipalities=20} of 1,741. Not a test, and not found by the build: its name ends in no Test.
 * {@code ./shirube bench national}.
 */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class NationalReassessment {

    private static final int MUNICIPALITIES = Integer.getInteger("bench.municipalities", 20);
    private static final int ALL = 1_741;
    private static final int TARGETS = 300;

    @Inject
    AgroalDataSource database;

    @Inject
    JudgeEverything everything;

    @Test
    void isJudgedInMinutes() throws SQLException {
        LocalDate day = LocalDate.of(2026, 8, 1);
        fill();
        report("for the first time, every change announced", day);
        execute("update indicator_lock set judged_with = " + (Assessor.VERSION - 1));
        report("again, nothing changed", day);
        execute("update indicator_lock set judged_with = " + (Assessor.VERSION - 1));
        report("again, nothing changed", day);
    }

    private void report(String what, LocalDate day) {
        long begun = System.nanoTime();
        int indicators = everything.judge(day);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        double perSecond = indicators * 1e9 / took.toNanos();
        System.out.printf(
                "%s: %,d targets × 10 years in %d.%03d s: %,.0f targets/s, %,.0f assessments/s; all %,d would take %.1f min%n",
                what,
                indicators,
                took.toSeconds(),
                took.toMillisPart(),
                perSecond,
                perSecond * 10,
                ALL * TARGETS,
                ALL * TARGETS / perSecond / 60);
    }

    private void fill() throws SQLException {
        String towns = "generate_series(1, " + MUNICIPALITIES + ") m";
        String indicators = "generate_series(1, " + TARGETS + ") i";
        execute("""
                insert into copy_revision
                select 'INDICATOR', (500000 + m)::text, 'i' || i, 1, '2016-04-01', jsonb_build_object(
                    'id', 'i' || i, 'name', '指標' || i, 'unit', '件', 'direction', 'UP', 'periodKind', 'FISCAL_YEAR',
                    'quantity', case when i %% 4 = 2 then 'FLOW' else 'RATIO' end, 'decimals', 1, 'components', jsonb_build_array())
                from %s, %s""".formatted(towns, indicators));
        execute("""
                insert into edition_statement (municipality, plan, number, plan_name, first_year, last_year, content, statement, recorded_at)
                select (500000 + m)::text, 'p', 1, '計画', 2016, 2025, '{"name": "案", "plan": {}}', 1, '2016-04-01' from %s""".formatted(towns));
        execute("""
                insert into edition_part
                select (500000 + m)::text, 'p', 1, 1, 'TARGET', i, 't' || i, 'i' || i, jsonb_build_object(
                    'id', 't' || i, 'kind', 'KPI', 'indicator', 'i' || i, 'printedName', '目標' || i, 'components', jsonb_build_array(),
                    'baseline', jsonb_build_object('printed', '50', 'value', '50', 'period', 'FY2015', 'accumulation', 'POINT'),
                    'goal', jsonb_build_object('printed', '100', 'comparator', 'AT_LEAST', 'reading', 'PRINTED', 'relativeToBaseline', false,
                        'value', case when i %% 4 = 2 then '1000' else '100' end,
                        'period', case when i %% 4 < 2 then 'FY2025' else 'FY2016..FY2025' end,
                        'accumulation', case when i %% 4 < 2 then 'POINT' when i %% 4 = 2 then 'CUMULATIVE' else 'AVERAGE' end))
                from %s, %s""".formatted(towns, indicators));
        execute("""
                insert into actual_revision
                select (500000 + m)::text, 'i' || i, 'FY' || y, 1, make_timestamptz(y + 1, 6, 1, 0, 0, 0), false, jsonb_build_object(
                    'municipality', (500000 + m)::text, 'indicator', 'i' || i, 'period', 'FY' || y, 'revision', 1, 'status', 'FINAL',
                    'value', (60 + (i * 7 + y * 53) %% 90)::text, 'recordedAt', (y + 1) || '-06-01T00:00:00Z', 'withdrawn', false)
                from %s, %s, generate_series(2016, 2025) y""".formatted(towns, indicators));
        execute("insert into indicator_lock (municipality, indicator) select (500000 + m)::text, 'i' || i from %s, %s"
                .formatted(towns, indicators));
        execute("analyze");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
