package jp.shirube.plan.municipality.postgres;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jp.shirube.plan.municipality.Municipalities.Part;
import jp.shirube.plan.municipality.Municipalities.PartKind;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "municipality_part")
@IdClass(MunicipalityPartRow.Key.class)
@NullUnmarked
class MunicipalityPartRow {

    record Key(String municipality, PartKind kind, String id) {}

    @Id
    String municipality;

    @Id
    @Enumerated(EnumType.STRING)
    PartKind kind;

    @Id
    String id;

    String content;
    long version;

    protected MunicipalityPartRow() {}

    MunicipalityPartRow(String municipality, Part part) {
        this.municipality = municipality;
        kind = part.kind();
        id = part.id();
        content = part.content();
        version = part.version();
    }

    Part part() {
        return new Part(kind, id, content, version);
    }
}
