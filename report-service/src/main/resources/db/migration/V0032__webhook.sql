-- Receivers of webhooks. Everything in progress_log up to position was delivered or has a row in webhook_delivery; whoever
-- holds the lease delivers. round counts the replays, changes what whoever delivers must read again.
create table webhook (
    id                  uuid primary key default uuidv7(),
    municipality        text        not null,
    name                text,
    url                 text        not null,
    plan                text,
    element             text,
    department          text,
    grade_changes_only  boolean     not null,
    -- In plain text: what signs cannot be a hash.
    secret              text        not null,
    former_secret       text,
    former_secret_until timestamptz,
    created_at          timestamptz not null,
    revision            bigint      not null default 1,
    changes             bigint      not null default 1,
    position            bigint      not null,
    round               integer     not null default 1,
    last_success_at     timestamptz,
    failing_since       timestamptz,
    not_before          timestamptz,
    disabled_at         timestamptz,
    disabled_because    text check (disabled_because in ('GONE', 'FAILING', 'BY_HAND')),
    worker              uuid,
    leased_until        timestamptz,
    check ((disabled_at is null) = (disabled_because is null))
);
create index webhook_municipality on webhook (municipality, id);

-- What was sent or is to be sent again. What nobody has tried to send yet has no row.
create table webhook_delivery (
    id          bigint generated always as identity primary key,
    webhook     uuid        not null references webhook on delete cascade,
    round       integer     not null,
    -- In progress_log; a ping has none.
    position    bigint,
    event_id    uuid        not null,
    type        text        not null,
    subject     text        not null,
    version     bigint      not null,
    occurred_at timestamptz not null,
    state       text        not null check (state in ('WAITING', 'DELIVERED', 'GIVEN_UP', 'REPLACED')),
    failed      integer     not null,
    due         timestamptz,
    tried_at    timestamptz not null,
    attempts    jsonb       not null,
    unique (webhook, round, position),
    check ((state = 'WAITING') = (due is not null))
);
create index webhook_delivery_log on webhook_delivery (webhook, id);
create index webhook_delivery_due on webhook_delivery (webhook, due) where state = 'WAITING';
create index webhook_delivery_over on webhook_delivery (tried_at) where state <> 'WAITING';

-- What has not reached its receiver yet.
create view webhook_waiting as
select webhook, occurred_at from webhook_delivery where state = 'WAITING'
union all
select w.id, p.occurred_at
from webhook w join progress_log p on p.municipality = w.municipality and p.position > w.position
where (w.plan is null or p.plan = w.plan)
  and (w.element is null or w.element = any(p.elements))
  and (w.department is null or w.department = any(p.departments))
  and (not w.grade_changes_only
       or p.type in ('jp.shirube.report.grade.changed.v1', 'jp.shirube.report.grade.given.v1'))
  and not exists (select from webhook_delivery d
                  where d.webhook = w.id and d.round = w.round and d.position = p.position);
