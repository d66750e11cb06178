-- Rows of one municipality for whoever works for one, all for the system; nobody who works here owns a table. The read model is
-- written by the system alone.
do $$
declare
    held record;
begin
    for held in values ('copy_revision', 'select'), ('edition_statement', 'select'), ('edition_waiting', 'select'),
                       ('edition_part', 'select'), ('edition_adoption', 'select'), ('actual_revision', 'select'),
                       ('indicator_lock', 'select'), ('assessment', 'select'), ('progress_log', 'select'),
                       ('target_progress', 'select, insert, update'), ('given_grade', 'select, insert'),
                       ('webhook', 'select, insert, update, delete')
    loop
        execute format('alter table %I enable row level security', held.column1);
        execute format('create policy own_rows on %I to shirube_app
                           using (municipality = current_setting(''shirube.municipality'', true))', held.column1);
        execute format('create policy all_rows on %I to shirube_system using (true)', held.column1);
        execute format('grant %s on %I to shirube_app', held.column2, held.column1);
        execute format('grant select, insert, update, delete on %I to shirube_system', held.column1);
    end loop;
    for held in values ('municipality'), ('department'), ('indicator'), ('responsibility'), ('edition'), ('webhook_waiting')
    loop
        execute format('alter view %I set (security_invoker = true)', held.column1);
        execute format('grant select on %I to shirube_app, shirube_system', held.column1);
    end loop;
end $$;

-- Whose a delivery is its webhook says.
alter table webhook_delivery enable row level security;
create policy own_rows on webhook_delivery to shirube_app using (exists (select from webhook w where w.id = webhook));
create policy all_rows on webhook_delivery to shirube_system using (true);
grant select, insert, update, delete on webhook_delivery to shirube_app, shirube_system;

grant select on progress_log_pruned to shirube_app;
grant select, insert, update, delete on progress_log_pruned, rebuild_run to shirube_system;

-- What a department has sent in and nobody has confirmed (review SUBMITTED, RETURNED) is kept, and judged by nobody.
alter table actual_revision add column confirmed boolean
    generated always as (withdrawn or coalesce(content ->> 'review', 'CONFIRMED') = 'CONFIRMED') stored;

-- What has not been adopted is there for those who work on it only: as of a day, what had been adopted by then. The policies are
-- for what is read without asking for editions first.
create or replace function edition_known(until timestamptz) returns table (
    municipality text, plan text, number integer, plan_name text, first_year integer, last_year integer, content jsonb,
    statement bigint, adopted_on date, in_force_from date) language sql stable as $$
    select distinct on (s.municipality, s.plan, s.number)
           s.municipality, s.plan, s.number, s.plan_name, s.first_year, s.last_year, s.content, s.statement,
           a.adopted_on, a.in_force_from
    from edition_statement s
    left join lateral (
        select ea.adopted_on, ea.in_force_from from edition_adoption ea
        where (ea.municipality, ea.plan, ea.number) = (s.municipality, s.plan, s.number) and ea.recorded_at < edition_known.until
        order by ea.version desc limit 1) a on true
    where s.recorded_at < edition_known.until
      and (a.adopted_on is not null or current_setting('shirube.sees', true) = 'drafts')
    order by s.municipality, s.plan, s.number, s.statement desc
$$;

do $$
declare
    held record;
begin
    for held in values ('edition_statement', 'number'), ('edition_part', 'number'), ('assessment', 'edition'),
                       ('given_grade', 'edition')
    loop
        execute format('create policy drafts on %I as restrictive for select to shirube_app
                           using (current_setting(''shirube.sees'', true) = ''drafts''
                                  or (municipality, plan, %I) in (select municipality, plan, number from edition_adoption))',
                       held.column1, held.column2);
    end loop;
end $$;

-- Whether what an event tells of was public when it happened; followers who may not see drafts hear of nothing else.
alter table progress_log add column published boolean not null default false;
do $$
begin
    if current_schema() = 'public' then
        update progress_log p set published = true
        where exists (select from edition_adoption a where (a.municipality, a.plan, a.number) = (p.municipality, p.plan, p.edition));
    end if;
end $$;
create policy drafts on progress_log as restrictive for select to shirube_app
    using (published or current_setting('shirube.sees', true) = 'drafts');
alter table webhook
    add column sees_drafts boolean not null default false,
    -- Registered before people signed in: the administrator's to look after.
    add column owner       text    not null default '';
create or replace view webhook_waiting with (security_invoker = true) as
select webhook, occurred_at from webhook_delivery where state = 'WAITING'
union all
select w.id, p.occurred_at
from webhook w join progress_log p on p.municipality = w.municipality and p.position > w.position
where (w.plan is null or p.plan = w.plan)
  and (w.element is null or w.element = any(p.elements))
  and (w.department is null or w.department = any(p.departments))
  and (w.sees_drafts or p.published)
  and (not w.grade_changes_only
       or p.type in ('jp.shirube.report.grade.changed.v1', 'jp.shirube.report.grade.given.v1'))
  and not exists (select from webhook_delivery d
                  where d.webhook = w.id and d.round = w.round and d.position = p.position);

-- The system makes the read model anew without owning it: what only an owner may do is this one step. Written by the migration of
-- what serves, not by that of the tables beside it.
do $do$
begin
    if current_schema() <> 'public' then
        return;
    end if;
    create schema operations;
    grant usage on schema operations to shirube_system;
    create function operations.switch_read_model(read_model text[], most_millis integer, attempts integer) returns void
        language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare
        relations text := (select string_agg(format('public.%I', relname), ', ' order by relname) from pg_class
                           where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and relname = any(read_model));
        part record;
        locked boolean := false;
    begin
        -- All tables or none: who reads several of them in an order of his own would otherwise wait for us and we for him, and
        -- PostgreSQL would end one of the two. We give up long before it looks, and try again.
        for attempt in 1..attempts loop
            begin
                perform set_config('lock_timeout', most_millis || 'ms', true);
                execute 'lock table ' || relations || ' in access exclusive mode';
                locked := true;
                exit;
            exception when lock_not_available then
                perform pg_sleep(0.001 * most_millis);
            end;
        end loop;
        if not locked then
            raise lock_not_available using message = 'the read model is being read all the time';
        end if;
        create schema outdated;
        grant usage on schema outdated to shirube_system;
        for part in
            select kind || ' ' || named as what, schema from (
                select case relkind when 'v' then 'view' else 'table' end as kind, oid::regclass::text as named, relname as name,
                       relnamespace::regnamespace::text as schema, 1 as turn
                from pg_class where relkind in ('r', 'v')
                union all
                select 'function', oid::regprocedure::text, proname, pronamespace::regnamespace::text, 2 from pg_proc) parts
            where schema in ('rebuilt', 'public') and name = any(read_model)
            order by schema, turn, name
        loop
            execute format('alter %s set schema %s', part.what, case part.schema when 'public' then 'outdated' else 'public' end);
        end loop;
    end $$;
    revoke execute on function operations.switch_read_model from public;
    grant execute on function operations.switch_read_model to shirube_system;
end $do$;
