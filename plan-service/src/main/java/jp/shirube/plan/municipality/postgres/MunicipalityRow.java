package jp.shirube.plan.municipality.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import jp.shirube.plan.municipality.Municipalities.Stated;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "municipality")
@NullUnmarked
class MunicipalityRow {

    @Id
    String code;

    String name;
    String document;
    String digest;
    long version;

    @Column(name = "recorded_at")
    Instant recordedAt;

    protected MunicipalityRow() {}

    MunicipalityRow(Stated stated) {
        code = stated.code();
        name = stated.name();
        document = stated.document();
        digest = stated.digest();
        version = stated.version();
        recordedAt = stated.recordedAt();
    }

    Stated stated() {
        return new Stated(code, name, document, digest, version, recordedAt);
    }
}
