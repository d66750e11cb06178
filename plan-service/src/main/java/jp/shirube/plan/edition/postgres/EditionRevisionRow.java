package jp.shirube.plan.edition.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import jp.shirube.plan.edition.Editions.Revision;
import jp.shirube.plan.edition.Editions.Stated;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "edition_revision")
@IdClass(EditionRevisionRow.Key.class)
@NullUnmarked
class EditionRevisionRow {

    record Key(String municipality, String plan, int number, long version) {}

    @Id
    String municipality;

    @Id
    String plan;

    @Id
    int number;

    @Id
    long version;

    String document;

    @Column(name = "recorded_at")
    Instant recordedAt;

    String reason;

    protected EditionRevisionRow() {}

    EditionRevisionRow(Stated edition, @Nullable String reason) {
        municipality = edition.municipality();
        plan = edition.plan();
        number = edition.number();
        version = edition.version();
        document = edition.document();
        recordedAt = edition.recordedAt();
        this.reason = reason;
    }

    Revision revision() {
        return new Revision(municipality, plan, number, version, document, recordedAt, reason);
    }
}
