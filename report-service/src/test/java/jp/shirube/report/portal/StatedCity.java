package jp.shirube.report.portal;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jp.shirube.notation.FiscalYear;
import jp.shirube.report.assessment.Assessor;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.targets.AsOf;
import jp.shirube.report.targets.AssessmentContent;
import jp.shirube.report.targets.KnownIndicator;
import jp.shirube.report.targets.KnownRules;
import jp.shirube.report.targets.KnownTarget;
import jp.shirube.report.targets.KnownTargets;
import jp.shirube.report.targets.TargetAssessor;

/** A city as report-service has heard of it, and what its own functions found for it; for tests of what people see. */
@ApplicationScoped
class StatedCity {

    static final String CODE = "200018";

    private final AgroalDataSource database;
    private final KnownTargets targets;
    private final KnownRules rules;

    StatedCity(AgroalDataSource database, KnownTargets targets, KnownRules rules) {
        this.database = database;
        this.targets = targets;
        this.rules = rules;
    }

    void begin() {
        for (String table : List.of(
                "copy_revision",
                "edition_statement",
                "edition_part",
                "edition_adoption",
                "actual_revision",
                "assessment")) {
            execute("delete from " + table + " where municipality = ?", CODE);
        }
        forgetMunicipalities();
        copy("MUNICIPALITY", "", """
                {"municipality":"200018","name":"試験市"}""");
    }

    void forgetMunicipalities() {
        execute("delete from copy_revision where kind = 'MUNICIPALITY'");
    }

    void copy(String kind, String id, String content) {
        execute(
                "insert into copy_revision values (?, ?, ?, 1, '-infinity', cast(? as jsonb))",
                kind,
                CODE,
                id,
                content);
    }

    /** @param more fields, with a comma before them */
    void indicator(String id, String name, String unit, String direction, String quantity, String more) {
        copy("INDICATOR", id, """
                {"id":"%s","name":"%s","unit":"%s","direction":"%s","periodKind":"FISCAL_YEAR","quantity":"%s"%s}""".formatted(id, name, unit, direction, quantity, more));
    }

    /** A plan of R6 to R9. */
    void edition(String plan, int number, String name, String recordedAt, String content) {
        execute(
                "insert into edition_statement values (?, ?, ?, ?, 2024, 2027, cast(? as jsonb), 7, cast(? as timestamptz))",
                CODE,
                plan,
                number,
                name,
                content,
                recordedAt);
    }

    void adopt(String plan, int number, String day, String note) {
        execute(
                "insert into edition_adoption values (?, ?, ?, 8, '-infinity', cast(? as date), cast(? as date), ?)",
                CODE,
                plan,
                number,
                day,
                day,
                note);
    }

    void part(String plan, int number, String kind, int position, String id, String indicator, String content) {
        execute(
                "insert into edition_part values (?, ?, ?, 7, ?, ?, ?, ?, cast(? as jsonb))",
                CODE,
                plan,
                number,
                kind,
                position,
                id,
                indicator,
                content);
    }

    /** @param promised baseline, goal and whatever else the target says, as fields */
    void target(String plan, int number, int position, String id, String kind, String indicator, String promised) {
        part(plan, number, "TARGET", position, id, indicator, """
                {"id":"%s","kind":"%s","indicator":"%s","printedName":"目標%s","departments":[],"notes":[],%s}""".formatted(
                        id, kind, indicator, id.toUpperCase(Locale.ROOT), promised));
    }

    /** @param fields value, status and the like */
    void actual(String indicator, String period, long revision, String recordedAt, String fields) {
        execute(
                "insert into actual_revision values (?, ?, ?, ?, ?, false, cast(? as jsonb))",
                CODE,
                indicator,
                period,
                revision,
                OffsetDateTime.parse(recordedAt),
                """
                {"municipality":"%s","indicator":"%s","period":"%s","revision":%d,"recordedAt":"%s","withdrawn":false,%s}""".formatted(CODE, indicator, period, revision, recordedAt, fields));
    }

    /** Judges every target for every year as on a day, and stores it as the service does. */
    @Transactional
    void judge(String plan, int number, LocalDate day) {
        AsOf today = AsOf.today(day);
        List<KnownTarget> known = targets.listOf(CODE, plan, number, today);
        Map<KnownIndicator, List<KnownActual>> actuals = targets.actualsOf(
                known.stream()
                        .map(target -> new KnownIndicator(CODE, target.indicator()))
                        .distinct()
                        .toList(),
                today);
        for (KnownTarget target : known) {
            Assessor assessor = TargetAssessor.of(
                            target,
                            rules.of(CODE, today),
                            actuals.getOrDefault(new KnownIndicator(CODE, target.indicator()), List.of()),
                            today)
                    .orElseThrow();
            for (FiscalYear year : assessor.years()) {
                execute(
                        "insert into assessment values (?, ?, ?, ?, ?, ?, cast(? as jsonb))",
                        CODE,
                        plan,
                        number,
                        target.id(),
                        year.year(),
                        target.indicator(),
                        AssessmentContent.of(assessor.assess(year)).toString());
            }
        }
    }

    private void execute(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < parameters.length; index++) {
                statement.setObject(index + 1, parameters[index]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
