package jp.shirube.kpi.collection.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import jp.shirube.kpi.collection.Round;
import jp.shirube.notation.FiscalYear;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "collection_round")
class RoundEntity {

    @Embeddable
    record Key(
            @Column(name = "municipality") String municipality,
            @Column(name = "id") String id) {}

    @EmbeddedId
    Key key;

    long version;
    int year;
    String title;
    String instructions;
    LocalDate deadline;
    boolean approval;

    @JdbcTypeCode(SqlTypes.ARRAY)
    String[] plans;

    @Column(name = "opened_at")
    Instant openedAt;

    @Column(name = "opened_by")
    String openedBy;

    static RoundEntity of(Round round) {
        RoundEntity row = new RoundEntity();
        row.key = new Key(round.municipality(), round.id());
        row.year = round.year().year();
        row.plans = round.plans().stream().sorted().toArray(String[]::new);
        row.openedAt = round.openedAt();
        row.openedBy = round.openedBy();
        row.set(round);
        return row;
    }

    void set(Round round) {
        version = round.version();
        title = round.title();
        instructions = round.instructions();
        deadline = round.deadline();
        approval = round.approval();
    }

    Round round() {
        return new Round(
                key.municipality(),
                key.id(),
                version,
                new FiscalYear(year),
                title,
                instructions,
                deadline,
                approval,
                Set.of(plans),
                openedAt,
                openedBy);
    }
}
