package jp.shirube.kpi.bulk.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import jp.shirube.kpi.bulk.FileAnnouncements;
import jp.shirube.outbox.Outbox;

/** The events of a file are written by the database itself, word for word as those of single figures. */
@ApplicationScoped
class OutboxAnnouncements implements FileAnnouncements {

    /** Over the tables in which the file was weighed; a test compares what comes out with what single figures say. */
    private static final String EVENTS = """
            select 'shirube.kpi' as topic, subject as key,
                case outcome when 'RECORDED' then 'jp.shirube.kpi.actual.recorded.v1'
                    else 'jp.shirube.kpi.actual.corrected.v1' end as type,
                '/kpi-service' as source, subject, version as aggregate_version, recorded_at as occurred_at, place,
                json_strip_nulls(json_build_object(
                    'municipality', municipality,
                    'indicator', indicator,
                    'period', period,
                    'revision', was_revision + 1,
                    'value', value::text,
                    'missingReason', missing_reason,
                    'countsAsZero', case when counts_as_zero then true end,
                    'components', components,
                    'status', status,
                    'review', review,
                    'note', note,
                    'evidence', evidence,
                    'recordedAt', to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
                        || case when micros = 0 then '' when micros % 1000 = 0
                            then to_char(recorded_at, '.MS') else to_char(recorded_at, '.US') end || 'Z',
                    'recordedBy', recorded_by,
                    'department', department,
                    'withdrawn', false,
                    'reason', reason,
                    'version', version))::text as data
            from (
                select n.*, f.recorded_by, i.department, m.municipality,
                    m.municipality || '/indicator/' || n.indicator as subject,
                    extract(microseconds from n.recorded_at)::integer % 1000000 as micros
                from bulk_next n
                join bulk_indicator i on i.id = n.indicator
                cross join (select recorded_by from bulk_file) f
                cross join (select current_setting('shirube.municipality') as municipality) m
                where n.version is not null) as stored""";

    private final Outbox outbox;

    OutboxAnnouncements(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void announceAll() {
        outbox.addSelected(EVENTS);
    }
}
