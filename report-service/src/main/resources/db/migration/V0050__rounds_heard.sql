-- How a 取組 went in a year, as confirmed in a collection round: every state that was, so that any day can be told. No foreign
-- keys: whatever arrives first may stand alone.
create table initiative_progress (
    municipality text        not null,
    plan         text        not null,
    initiative   text        not null,
    year         integer     not null,
    round        text        not null,
    stated       bigint      not null,
    recorded_at  timestamptz not null,
    progress     text        not null,
    primary key (municipality, plan, initiative, year, round, stated)
);
create index initiative_progress_of_a_year on initiative_progress (municipality, plan, year);
alter table initiative_progress enable row level security;
create policy own_rows on initiative_progress to shirube_app
    using (municipality = current_setting('shirube.municipality', true));
create policy all_rows on initiative_progress to shirube_system using (true);
grant select on initiative_progress to shirube_app;
grant select, insert, update, delete on initiative_progress to shirube_system;

-- A reminder is about a department, not about a target of a plan, and is for those who work here.
alter table progress_log
    alter column plan drop not null,
    alter column edition drop not null,
    alter column target drop not null,
    add constraint progress_log_place check (
        case when type = 'jp.shirube.kpi.collection-reminder.due.v1' then not published
             else num_nonnulls(plan, edition, target) = 3 end);

-- Null hears of every type.
alter table webhook add column types text[];
create or replace view webhook_waiting with (security_invoker = true) as
select webhook, occurred_at from webhook_delivery where state = 'WAITING'
union all
select w.id, p.occurred_at
from webhook w join progress_log p on p.municipality = w.municipality and p.position > w.position
where (w.plan is null or p.plan = w.plan)
  and (w.element is null or w.element = any(p.elements))
  and (w.department is null or w.department = any(p.departments))
  and (w.types is null or p.type = any(w.types))
  and (w.sees_drafts or p.published)
  and (not w.grade_changes_only
       or p.type in ('jp.shirube.report.grade.changed.v1', 'jp.shirube.report.grade.given.v1'))
  and not exists (select from webhook_delivery d
                  where d.webhook = w.id and d.round = w.round and d.position = p.position);
