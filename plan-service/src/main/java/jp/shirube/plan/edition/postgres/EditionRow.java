package jp.shirube.plan.edition.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import jp.shirube.plan.edition.Editions.Adoption;
import jp.shirube.plan.edition.Editions.Stated;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "edition")
@IdClass(EditionRow.Key.class)
@NullUnmarked
class EditionRow {

    record Key(String municipality, String plan, int number) {}

    @Id
    String municipality;

    @Id
    String plan;

    @Id
    int number;

    String document;
    String digest;
    long version;

    @Column(name = "recorded_at")
    Instant recordedAt;

    @Column(name = "adopted_on")
    LocalDate adoptedOn;

    @Column(name = "in_force_from")
    LocalDate inForceFrom;

    @Column(name = "adoption_note")
    String adoptionNote;

    protected EditionRow() {}

    EditionRow(Stated edition) {
        municipality = edition.municipality();
        plan = edition.plan();
        number = edition.number();
        document = edition.document();
        digest = edition.digest();
        version = edition.version();
        recordedAt = edition.recordedAt();
        Adoption adoption = edition.adoption();
        adoptedOn = adoption == null ? null : adoption.adoptedOn();
        inForceFrom = adoption == null ? null : adoption.inForceFrom();
        adoptionNote = adoption == null ? null : adoption.note();
    }

    Stated stated() {
        Adoption adoption = adoptedOn == null ? null : new Adoption(adoptedOn, inForceFrom, adoptionNote);
        return new Stated(municipality, plan, number, document, digest, version, recordedAt, adoption);
    }
}
