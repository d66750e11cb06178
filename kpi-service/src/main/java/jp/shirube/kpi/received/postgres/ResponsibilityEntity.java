package jp.shirube.kpi.received.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import jp.shirube.kpi.received.Responsibility;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Read only: rows are written by {@link PostgresCopies}. */
@Entity
@Immutable
@Table(name = "received_responsibility")
class ResponsibilityEntity {

    @Embeddable
    record Key(
            @Column(name = "municipality") String municipality,
            @Column(name = "indicator") String indicator) {}

    @EmbeddedId
    Key key;

    @JdbcTypeCode(SqlTypes.JSON)
    List<Responsibility> responsibilities;
}
