package jp.shirube.kpi.collection.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.ItemState;
import jp.shirube.kpi.collection.Subject;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "collection_item")
class ItemEntity {

    @Embeddable
    record Key(
            @Column(name = "municipality") String municipality,
            @Column(name = "round") String round,
            @Column(name = "id") String id) {}

    @EmbeddedId
    Key key;

    String indicator;
    String period;
    String plan;
    String initiative;
    String assigned;

    @Column(name = "ask_from")
    LocalDate askFrom;

    @Column(name = "asked_at")
    Instant askedAt;

    @Enumerated(EnumType.STRING)
    ItemState state;

    long version;
    long stated;

    @JdbcTypeCode(SqlTypes.JSON)
    Answered answer;

    String reason;
    boolean prefilled;

    @Column(name = "first_typed_at")
    Instant firstTypedAt;

    @Column(name = "submitted_at")
    Instant submittedAt;

    @Column(name = "changed_at")
    Instant changedAt;

    @Column(name = "changed_by")
    String changedBy;

    int typed;
    int submissions;
    int returns;

    static ItemEntity of(Item item) {
        ItemEntity row = new ItemEntity();
        row.key = new Key(item.municipality(), item.round(), item.id());
        switch (item.subject()) {
            case Subject.OfIndicator it -> {
                row.indicator = it.indicator();
                row.period = it.period().canonical();
            }
            case Subject.OfInitiative it -> {
                row.plan = it.plan();
                row.initiative = it.initiative();
            }
        }
        row.assigned = item.assigned();
        row.askFrom = item.askFrom();
        row.askedAt = item.askedAt();
        row.prefilled = item.prefilled();
        row.set(item);
        return row;
    }

    void set(Item item) {
        state = item.state();
        version = item.version();
        stated = item.stated();
        answer = item.answer();
        reason = item.reason();
        firstTypedAt = item.firstTypedAt();
        submittedAt = item.submittedAt();
        changedAt = item.changedAt();
        changedBy = item.changedBy();
        typed = item.typed();
        submissions = item.submissions();
        returns = item.returns();
    }

    Item item() {
        return new Item(
                key.municipality(),
                key.round(),
                Subject.ofItem(key.id()),
                assigned,
                askFrom,
                askedAt,
                state,
                version,
                stated,
                answer,
                reason,
                prefilled,
                firstTypedAt,
                submittedAt,
                changedAt,
                changedBy,
                typed,
                submissions,
                returns);
    }
}
