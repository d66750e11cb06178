package jp.shirube.kpi.bulk.postgres;

/** How the database weighs a file. Which municipality it is about the transaction itself says. */
final class BulkSql {

    private static final String MUNICIPALITY = "current_setting('shirube.municipality')";

    static final String TABLES = """
            create temporary table bulk_file (
                review text, recorded_by text, now timestamptz, reason text, evidence text) on commit drop;
            create temporary table bulk_row (
                row integer, line integer, indicator text collate "C", period text collate "C", last_day date,
                component text collate "C", value numeric, missing_reason text, counts_as_zero boolean, status text,
                note text, evidence text, reason text, seen integer, refused boolean) on commit drop;
            create temporary table bulk_indicator (
                id text collate "C", department text, responsibility_version bigint, in_parts boolean,
                numerator text collate "C", denominator text collate "C", times numeric, smallest numeric, bounded boolean,
                version bigint not null default 0, last_recorded_at timestamptz) on commit drop;
            create temporary table bulk_asked (
                indicator text collate "C", period text collate "C", round text collate "C", item text collate "C",
                locked boolean not null) on commit drop;
            create temporary table bulk_component (
                indicator text collate "C", place integer, name text collate "C", required boolean) on commit drop""";

    static final String FILE = "insert into bulk_file values (?, ?, ?, ?, ?)";

    static final String COPY = "copy bulk_row from stdin";

    static final String INDICATORS = """
            insert into bulk_indicator (
                id, department, responsibility_version, in_parts, numerator, denominator, times, smallest, bounded)
            select * from unnest(?::text[], ?::text[], ?::bigint[], ?::boolean[],
                ?::text[], ?::text[], ?::numeric[], ?::numeric[], ?::boolean[])""";

    static final String COMPONENTS = """
            insert into bulk_component select * from unnest(?::text[], ?::integer[], ?::text[], ?::boolean[])""";

    static final String OPEN_SERIES = """
            insert into series (municipality, indicator, version)
            select %s, id, 0 from unnest(?::text[]) as wanted (id) order by id on conflict do nothing""".formatted(MUNICIPALITY);

    /** In one order, so that two files never wait for one another. */
    static final String LOCK_SERIES = """
            select from series where municipality = %s and indicator = any (?::text[]) order by indicator for update""".formatted(MUNICIPALITY);

    static final String KNOW_SERIES = """
            update bulk_indicator i set version = s.version, last_recorded_at = s.last_recorded_at
            from series s where s.municipality = %s and s.indicator = i.id""".formatted(MUNICIPALITY);

    /** Of each figure the item of the newest round that asks for it. */
    static final String ASKED = """
            insert into bulk_asked
            select distinct on (i.indicator, i.period) i.indicator, i.period, i.round, i.id, i.state = 'LOCKED'
            from collection_item i join collection_round r on r.municipality = i.municipality and r.id = i.round
            where i.municipality = %s and i.indicator is not null
                and exists (select from bulk_row b where b.indicator = i.indicator and b.period = i.period)
            order by i.indicator, i.period, r.opened_at desc""".formatted(MUNICIPALITY);

    /** After the series, and in one order. */
    static final String LOCK_ASKED = """
            select from collection_item where municipality = %s and (round, id) in (select round, item from bulk_asked)
            order by round, id for update""".formatted(MUNICIPALITY);

    /** As they are now that nobody else changes them. */
    static final String KNOW_ASKED = """
            update bulk_asked q set locked = i.state = 'LOCKED' from collection_item i
            where i.municipality = %s and i.round = q.round and i.id = q.item""".formatted(MUNICIPALITY);

    /** Of one row; unknown, it would be taken for hundreds, and whatever is joined with it for as many times more. */
    static final String LOOK_AT_ROWS = "analyze bulk_row, bulk_file";

    /** Every row is a period of its own. Ordered as its places are, so that one sort does for all of it. */
    static final String WANTED_ALONE = """
            create temporary table bulk_wanted on commit drop as
            select row_number() over in_order as place, row, line, 1 as rows, indicator, period, last_day,
                true as has_whole, value, missing_reason, counts_as_zero, null::jsonb as parts,
                status, note, evidence, reason, seen, refused, false as contradicts,
                count(*) over (partition by indicator, last_day, period) > 1 as twice
            from bulk_row window in_order as (order by indicator, last_day, period, row)
            order by indicator, last_day, period, row""";

    /** The rows of a period are one statement: its whole and its components. */
    static final String WANTED_TOGETHER = """
            create temporary table bulk_wanted on commit drop as
            select row_number() over (order by indicator, last_day, period) as place,
                min(row) as row, min(line) as line, count(*)::integer as rows, indicator, period, last_day,
                bool_or(component = '') as has_whole,
                max(value) filter (where component = '') as value,
                max(missing_reason) filter (where component = '') as missing_reason,
                coalesce(bool_or(counts_as_zero) filter (where component = ''), false) as counts_as_zero,
                jsonb_object_agg(component, jsonb_build_object('value', value::text, 'missingReason', missing_reason))
                    filter (where component <> '') as parts,
                max(status) as status, max(note) as note, max(evidence) as evidence, max(reason) as reason,
                max(seen) as seen, bool_or(refused) as refused,
                coalesce(min(status) <> max(status), false) or coalesce(min(note) <> max(note), false)
                    or coalesce(min(evidence) <> max(evidence), false) or coalesce(min(reason) <> max(reason), false)
                    or coalesce(min(seen) <> max(seen), false) as contradicts,
                count(*) > count(distinct component) as twice
            from bulk_row group by indicator, period, last_day order by indicator, last_day, period""";

    static final String LOOK_AT_WANTED = "analyze bulk_wanted";

    private static final String NO_PARTS = "cross join (select null::jsonb as components, false as incomplete) m";

    /** What the file does not name of a breakdown stays as it is stated. */
    private static final String PARTS = """
            cross join lateral (
                select jsonb_agg(jsonb_build_object('name', c.name, 'value', c.part -> 'value',
                        'missingReason', c.part -> 'missingReason') order by c.place)
                        filter (where c.part is not null) as components,
                    coalesce(bool_or(c.required and c.part is null), false) as incomplete
                from (
                    select b.*, coalesce(w.parts -> b.name, (
                        select each from jsonb_array_elements(l.components) each where each ->> 'name' = b.name limit 1
                        )) as part
                    from bulk_component b where w.parts is not null and b.indicator = w.indicator) c) m""";

    private static final String NO_FORMULA = """
            cross join (select null::numeric as upper, null::numeric as lower, null::numeric as computed,
                false as fresh) q""";

    /** 算式: exact, half up; taken where the file leaves the whole out and names a term. */
    private static final String FORMULA = """
            cross join lateral (
                select upper, lower, computed, computed is not null and not w.has_whole
                    and coalesce(jsonb_exists_any(w.parts, array[i.numerator, i.denominator]), false) as fresh
                from (select upper, lower, case when lower <> 0 then trim_scale(sign(upper * i.times * lower) * i.smallest
                        * div(2 * abs(upper * i.times) + i.smallest * abs(lower), 2 * i.smallest * abs(lower)))
                    end as computed
                from (select max((each ->> 'value')::numeric) filter (where each ->> 'name' = i.numerator) as upper,
                        max((each ->> 'value')::numeric) filter (where each ->> 'name' = i.denominator) as lower
                    from jsonb_array_elements(case when i.numerator is null then null when w.parts is not null
                        then m.components when not i.in_parts then l.components end) each) terms) formula) q""";

    /** Places follow the indicators: by indicator and place is by place, and is how the versions were counted already. */
    private static final String NEXT = """
            create temporary table bulk_next on commit drop as
            select weighed.*,
                case when outcome in ('RECORDED', 'CORRECTED') then series_version + nth end as version,
                case when outcome in ('RECORDED', 'CORRECTED')
                    then begin_at + (nth - 1) * interval '1 microsecond' end as recorded_at
            from (
                select judged.*, count(*) filter (where outcome in ('RECORDED', 'CORRECTED')) over (
                    partition by indicator order by place rows unbounded preceding) as nth
                from (
                    select compared.*,
                        case
                            when refused then 'REFUSED'
                            when twice then 'TWICE'
                            when contradicts then 'CONTRADICTS'
                            when in_parts and has_whole and has_parts then 'MIXED'
                            when not in_parts and num_nonnulls(value, missing_reason) = 0 then 'WITHOUT_WHOLE'
                            when incomplete then 'INCOMPLETE'
                            when upper is not null and lower is not null and (lower = 0 and value is not null
                                or lower <> 0 and bounded and upper > lower
                                or value <> computed or abs(computed) >= 1e29 * smallest) then 'AGAINST_LIMITS'
                            when same and status = was_status and note is not distinct from was_note
                                and row_evidence is not distinct from was_evidence then 'UNCHANGED'
                            when locked then 'LOCKED'
                            when seen <> was_revision then 'CONFLICT'
                            when stated and reason is null and not (same and was_status <> 'FINAL' and status = 'FINAL')
                                then 'WITHOUT_REASON'
                            when stated then 'CORRECTED'
                            else 'RECORDED'
                        end as outcome
                    from (
                        select merged.*, stated and value is not distinct from was_value
                            and missing_reason is not distinct from was_missing_reason
                            and counts_as_zero = was_counts_as_zero
                            and jsonb_strip_nulls(components) is not distinct from jsonb_strip_nulls(was_components)
                            as same
                        from (
                            select w.place, w.row, w.line, w.rows, w.indicator, w.period, w.last_day, w.refused, w.twice,
                                w.contradicts, w.has_whole, w.parts is not null as has_parts, i.in_parts, w.seen,
                                m.incomplete, stated, i.version as series_version,
                                greatest(f.now, i.last_recorded_at + interval '1 microsecond') as begin_at,
                                coalesce(l.revision, 0) as was_revision,
                                l.value as was_value, l.missing_reason as was_missing_reason,
                                coalesce(l.counts_as_zero, false) as was_counts_as_zero,
                                l.components as was_components, l.status as was_status, l.note as was_note,
                                l.evidence as was_evidence,
                                case when w.has_whole then w.value when q.fresh then q.computed
                                    when not i.in_parts then l.value end as value,
                                case when w.has_whole then w.missing_reason when q.fresh then null
                                    when not i.in_parts then l.missing_reason end as missing_reason,
                                case when w.has_whole then w.counts_as_zero else not q.fresh and not i.in_parts
                                    and coalesce(l.counts_as_zero, false) end as counts_as_zero,
                                q.upper, q.lower, q.computed, i.bounded, i.smallest,
                                coalesce(asked.locked, false) as locked,
                                case when asked.item is null then 'CONFIRMED' else f.review end as review,
                                case when w.parts is not null then m.components when not i.in_parts then l.components end
                                    as components,
                                w.status,
                                coalesce(w.note, l.note) as note,
                                coalesce(w.evidence, l.evidence) as row_evidence,
                                coalesce(w.evidence, f.evidence, l.evidence) as evidence,
                                coalesce(w.reason, case when stated then f.reason end) as reason
                            from bulk_wanted w
                            join bulk_indicator i on i.id = w.indicator
                            cross join bulk_file f
                            left join bulk_asked asked on asked.indicator = w.indicator and asked.period = w.period
                            left join lateral (
                                select a.revision, not a.withdrawn as is_stated, a.value, a.missing_reason, a.counts_as_zero,
                                    a.components, a.status, a.note, a.evidence
                                from actual_revision a
                                where i.version > 0 and a.municipality = %s
                                    and a.indicator = w.indicator and a.period = w.period
                                order by a.revision desc limit 1) as l on true
                            cross join lateral (select coalesce(l.is_stated, false)) as s (stated)
                            %s
                            %s
                        ) merged
                    ) compared
                ) judged
            ) weighed
            order by indicator, place""";

    /**
     * @param together whether rows are components of a whole
     * @param formulas whether an indicator of the file is computed from its terms
     */
    static String next(boolean together, boolean formulas) {
        return NEXT.formatted(MUNICIPALITY, together ? PARTS : NO_PARTS, formulas ? FORMULA : NO_FORMULA);
    }

    static final String COUNTS = "select outcome, sum(rows) from bulk_next group by outcome";

    static final String REFUSED = """
            select row, line, outcome, period, was_revision, indicator, value::text, missing_reason, counts_as_zero,
                components::text
            from bulk_next
            where outcome not in ('RECORDED', 'CORRECTED', 'UNCHANGED', 'REFUSED', 'TWICE') order by row limit ?""";

    static final String TWICE = """
            select row, line, first_row, first_line from (
                select row, line, indicator, period, component, first_value(row) over in_file as first_row,
                    first_value(line) over in_file as first_line
                from bulk_row window in_file as (partition by indicator, period, component order by row)) as every
            where row <> first_row order by row limit ?""";

    static final String FORESEEN = """
            select distinct on (r.row) r.row, r.line, r.indicator, r.period, r.component, n.outcome,
                case when r.component = '' then coalesce(n.was_value::text, n.was_missing_reason)
                    else (select coalesce(each ->> 'value', each ->> 'missingReason')
                        from jsonb_array_elements(n.was_components) each where each ->> 'name' = r.component limit 1)
                end as was,
                coalesce(r.value::text, r.missing_reason) as becomes
            from bulk_row r join bulk_next n on n.indicator = r.indicator and n.period = r.period
            order by r.row limit ?""";

    static final String REVISIONS = """
            insert into actual_revision (municipality, indicator, period, revision, version, last_day, withdrawn,
                correction_reason, value, missing_reason, counts_as_zero, components, status, review, note, evidence,
                department, recorded_at, recorded_by, responsibility_version)
            select %s, n.indicator, n.period, n.was_revision + 1, n.version, n.last_day, false,
                n.reason, n.value, n.missing_reason, n.counts_as_zero, n.components, n.status, n.review, n.note, n.evidence,
                i.department, n.recorded_at, f.recorded_by, i.responsibility_version
            from bulk_next n join bulk_indicator i on i.id = n.indicator cross join bulk_file f
            where n.version is not null order by n.place""".formatted(MUNICIPALITY);

    /** What is new or changed, with the rows of its components. */
    static final String CHANGED = """
            select n.row, n.line, n.indicator, n.period, n.value::text, n.missing_reason, n.counts_as_zero,
                n.components::text, n.status, r.rows::text
            from bulk_next n
            join (select indicator, period, json_object_agg(component, json_build_array(row, line)) as rows from bulk_row
                group by indicator, period) r on r.indicator = n.indicator and r.period = n.period
            where n.version is not null order by n.row""";

    static final String ANSWERING = """
            select n.indicator, n.period, n.was_revision + 1
            from bulk_asked q join bulk_next n on n.indicator = q.indicator and n.period = q.period
            where n.version is not null order by q.round, q.item""";

    static final String SERIES = """
            update series s set version = newest.version, last_recorded_at = newest.recorded_at
            from (select indicator, max(version) as version, max(recorded_at) as recorded_at from bulk_next
                where version is not null group by indicator) as newest
            where s.municipality = %s and s.indicator = newest.indicator""".formatted(MUNICIPALITY);

    private BulkSql() {}
}
