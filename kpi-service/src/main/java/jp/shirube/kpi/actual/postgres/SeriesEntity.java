package jp.shirube.kpi.actual.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import jp.shirube.kpi.actual.Series;
import jp.shirube.kpi.received.IndicatorKey;

@Entity
@Table(name = "series")
class SeriesEntity {

    @Embeddable
    record Key(
            @Column(name = "municipality") String municipality,
            @Column(name = "indicator") String indicator) {

        static Key of(IndicatorKey key) {
            return new Key(key.municipality(), key.indicator());
        }
    }

    @EmbeddedId
    Key key;

    long version;

    @Column(name = "last_recorded_at")
    Instant lastRecordedAt;

    Series series() {
        return new Series(new IndicatorKey(key.municipality(), key.indicator()), version, lastRecordedAt);
    }
}
