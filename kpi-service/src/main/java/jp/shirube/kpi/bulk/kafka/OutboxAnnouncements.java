package jp.shirube.kpi.bulk.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import jp.shirube.kpi.bulk.FileAnnouncements;
import jp.shirube.outbox.Outbox;

/** The events of a file are written by the database itself, word for word as those of single figures. */
@ApplicationScoped
class OutboxAnnouncements implements FileAnnouncements {

    /**
     * Sorted before there is JSON to sort, and written piece by piece: building an object and taking its nulls out again costs
     * more than all the rest. What may hold any character is quoted by the database; null leaves its piece out. Over the tables in which the file was weighed; a test compares what comes out with what single figures say. */
    private static final String EVENTS = """
            select 'shirube.kpi' as topic, subject as key,
                case outcome when 'RECORDED' then 'jp.shirube.kpi.actual.recorded.v1'
                    else 'jp.shirube.kpi.actual.corrected.v1' end as type,
                '/kpi-service' as source, subject, version as aggregate_version, recorded_at as occurred_at, place,
                concat('{"municipality":"', municipality, '","indicator":"', indicator, '","period":"', period,
                    '","revision":', was_revision + 1,
                    ',"value":"' || value || '"',
                    ',"missingReason":"' || missing_reason || '"',
                    case when counts_as_zero then ',"countsAsZero":true' end,
                    ',"components":' || json_strip_nulls(components::json)::text,
                    ',"status":"', status, '","review":"', review, '"',
                    ',"note":' || to_json(note)::text,
                    ',"evidence":' || to_json(evidence)::text,
                    ',"recordedAt":"', to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS'),
                    case when micros = 0 then '' when micros % 1000 = 0
                        then to_char(recorded_at, '.MS') else to_char(recorded_at, '.US') end,
                    'Z","recordedBy":', to_json(recorded_by)::text,
                    ',"department":' || to_json(department)::text,
                    ',"withdrawn":false',
                    ',"reason":' || to_json(reason)::text,
                    ',"version":', version, '}') as data
            from (
                select n.*, f.recorded_by, i.department, m.municipality,
                    m.municipality || '/indicator/' || n.indicator as subject,
                    extract(microseconds from n.recorded_at)::integer % 1000000 as micros
                from bulk_next n
                join bulk_indicator i on i.id = n.indicator
                cross join (select recorded_by from bulk_file) f
                cross join (select current_setting('shirube.municipality') as municipality) m
                where n.version is not null
                order by n.place offset 0) as stored""";

    private final Outbox outbox;

    OutboxAnnouncements(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void announceAll() {
        outbox.addSelected(EVENTS);
    }
}
