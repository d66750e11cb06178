package jp.shirube.kpi.actual.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.Review;
import jp.shirube.kpi.actual.Revision;
import jp.shirube.kpi.actual.Stamp;
import jp.shirube.kpi.actual.Statement;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.actual.Withdrawal;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Period;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Immutable
@Table(name = "actual_revision")
class RevisionEntity {

    @Embeddable
    record Key(
            @Column(name = "municipality") String municipality,
            @Column(name = "indicator") String indicator,
            @Column(name = "period") String period,
            @Column(name = "revision") int revision) {

        static Key of(IndicatorKey indicator, Period period, int revision) {
            return new Key(indicator.municipality(), indicator.indicator(), period.canonical(), revision);
        }
    }

    /** @param value as text, for a JSON number may lose digits on its way */
    record ComponentRow(String name, String value, MissingReason missingReason) {}

    @EmbeddedId
    Key key;

    long version;

    @Column(name = "last_day")
    LocalDate lastDay;

    boolean withdrawn;
    String reason;

    @Column(name = "correction_reason")
    String correctionReason;

    BigDecimal value;

    @Column(name = "missing_reason")
    @Enumerated(EnumType.STRING)
    MissingReason missingReason;

    @Column(name = "counts_as_zero")
    boolean countsAsZero;

    @JdbcTypeCode(SqlTypes.JSON)
    List<ComponentRow> components;

    @Enumerated(EnumType.STRING)
    Status status;

    @Enumerated(EnumType.STRING)
    Review review;

    String note;
    String evidence;
    String department;

    @Column(name = "recorded_at")
    Instant recordedAt;

    @Column(name = "recorded_by")
    String recordedBy;

    @Column(name = "responsibility_version")
    Long responsibilityVersion;

    static RevisionEntity of(Revision revision) {
        RevisionEntity row = new RevisionEntity();
        row.key =
                Key.of(revision.indicator(), revision.period(), revision.stamp().revision());
        row.lastDay = revision.period().lastDay();
        row.version = revision.stamp().version();
        row.recordedAt = revision.stamp().recordedAt();
        row.recordedBy = revision.stamp().recordedBy();
        row.responsibilityVersion = revision.stamp().responsibilityVersion();
        switch (revision) {
            case Actual actual -> {
                row.review = actual.review();
                row.correctionReason = actual.reason();
                row.set(actual.statement());
            }
            case Withdrawal withdrawal -> {
                row.withdrawn = true;
                row.reason = withdrawal.reason();
            }
        }
        return row;
    }

    private void set(Statement statement) {
        status = statement.status();
        note = statement.note();
        evidence = statement.evidence();
        department = statement.department();
        switch (statement.measured().whole()) {
            case null -> {}
            case Measured.Value it -> value = it.number();
            case Measured.Missing it -> {
                missingReason = it.reason();
                countsAsZero = it.countsAsZero();
            }
        }
        if (statement.measured() instanceof Measured.Breakdown breakdown) {
            components =
                    breakdown.components().stream().map(RevisionEntity::row).toList();
        }
    }

    private static ComponentRow row(Measured.Component component) {
        return switch (component.measured()) {
            case Measured.Value it -> new ComponentRow(component.name(), it.print(), null);
            case Measured.Missing it -> new ComponentRow(component.name(), null, it.reason());
        };
    }

    Revision revision() {
        IndicatorKey indicator = new IndicatorKey(key.municipality(), key.indicator());
        Period period = Period.ofCanonical(key.period());
        Stamp stamp = new Stamp(key.revision(), version, recordedAt, recordedBy, responsibilityVersion);
        return withdrawn
                ? new Withdrawal(indicator, period, reason, stamp)
                : new Actual(
                        indicator,
                        period,
                        new Statement(measured(), status, note, evidence, department),
                        review,
                        correctionReason,
                        stamp);
    }

    private Measured measured() {
        if (components != null) {
            return new Measured.Breakdown(
                    value == null && missingReason == null ? null : whole(),
                    components.stream()
                            .map(each -> new Measured.Component(
                                    each.name(),
                                    each.value() == null
                                            ? new Measured.Missing(each.missingReason())
                                            : new Measured.Value(new BigDecimal(each.value()))))
                            .toList());
        }
        return whole();
    }

    private Measured.Single whole() {
        return value == null ? new Measured.Missing(missingReason, countsAsZero) : new Measured.Value(value);
    }
}
