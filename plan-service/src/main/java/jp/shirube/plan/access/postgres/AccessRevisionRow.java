package jp.shirube.plan.access.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import jp.shirube.plan.access.AccessRevisions.Revision;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "access_revision")
@IdClass(AccessRevisionRow.Key.class)
@NullUnmarked
class AccessRevisionRow {

    record Key(String municipality, String subject, long version) {}

    @Id
    String municipality;

    @Id
    String subject;

    @Id
    long version;

    @Column(name = "recorded_at")
    Instant recordedAt;

    @Column(name = "recorded_by")
    String recordedBy;

    @Column(name = "recorded_by_name")
    String recordedByName;

    String reason;
    String content;

    protected AccessRevisionRow() {}

    AccessRevisionRow(Revision revision) {
        municipality = revision.municipality();
        subject = revision.subject();
        version = revision.version();
        recordedAt = revision.recordedAt();
        recordedBy = revision.recordedBy();
        recordedByName = revision.recordedByName();
        reason = revision.reason();
        content = revision.content();
    }

    Revision revision() {
        return new Revision(municipality, subject, version, recordedAt, recordedBy, recordedByName, reason, content);
    }
}
