package jp.shirube.plan.municipality.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import jp.shirube.plan.municipality.Municipalities.Revision;
import jp.shirube.plan.municipality.Municipalities.Stated;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "municipality_revision")
@IdClass(MunicipalityRevisionRow.Key.class)
@NullUnmarked
class MunicipalityRevisionRow {

    record Key(String code, long version) {}

    @Id
    String code;

    @Id
    long version;

    String document;

    @Column(name = "recorded_at")
    Instant recordedAt;

    protected MunicipalityRevisionRow() {}

    MunicipalityRevisionRow(Stated stated) {
        code = stated.code();
        version = stated.version();
        document = stated.document();
        recordedAt = stated.recordedAt();
    }

    Revision revision() {
        return new Revision(code, version, document, recordedAt);
    }
}
