package jp.shirube.kpi.received.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.MonthDay;
import java.util.List;
import jp.shirube.kpi.received.AsOf;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorComponent;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.document.IndicatorDocument;
import jp.shirube.notation.PeriodKind;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Quantity;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Read only: rows are written by {@link PostgresCopies}. */
@Entity
@Immutable
@Table(name = "received_indicator")
class IndicatorEntity {

    @Embeddable
    record Key(
            @Column(name = "municipality") String municipality,
            @Column(name = "id") String id) {}

    @EmbeddedId
    Key key;

    String name;
    String unit;

    @Enumerated(EnumType.STRING)
    Direction direction;

    @Column(name = "period_kind")
    @Enumerated(EnumType.STRING)
    PeriodKind periodKind;

    @Column(name = "as_of_day")
    String asOfDay;

    @Column(name = "counts_for")
    String countsFor;

    @Enumerated(EnumType.STRING)
    Quantity quantity;

    Integer decimals;

    @JdbcTypeCode(SqlTypes.JSON)
    List<IndicatorComponent> components;

    /** As plan-service states it. */
    @JdbcTypeCode(SqlTypes.JSON)
    JsonNode document;

    Indicator indicator() {
        return new Indicator(
                new IndicatorKey(key.municipality(), key.id()),
                name,
                unit,
                direction,
                periodKind,
                asOfDay == null
                        ? null
                        : new AsOf(MonthDay.parse("--" + asOfDay), PostgresCopies.YEAR_BEFORE.equals(countsFor)),
                quantity,
                decimals,
                components,
                IndicatorDocument.origin(document),
                IndicatorDocument.rules(document),
                IndicatorDocument.asked(document));
    }
}
