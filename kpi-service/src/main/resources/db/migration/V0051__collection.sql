-- 実績照会: what the planning office asks for a year, and what became of each item.
create table collection_round (
    municipality text    collate "C" not null,
    id           text    collate "C" not null,
    version      bigint  not null,
    year         integer not null,
    title        text    not null,
    instructions text    not null,
    deadline     date    not null,
    approval     boolean not null,
    plans        text[]  not null,
    opened_at    timestamptz not null,
    opened_by    text    not null,
    primary key (municipality, id)
);

create table collection_item (
    municipality   text    collate "C" not null,
    round          text    collate "C" not null,
    id             text    collate "C" not null,
    indicator      text    collate "C",
    period         text    collate "C",
    plan           text    collate "C",
    initiative     text    collate "C",
    -- who was named when it was asked: of an initiative its first printed department; of an indicator nobody, its reporter is asked daily
    assigned       text,
    ask_from       date,
    asked_at       timestamptz not null,
    state          text    not null,
    -- counts every change, drafts too
    version        bigint  not null,
    -- counts what was announced, without gap
    stated         bigint  not null,
    answer         jsonb   not null,
    reason         text,
    prefilled      boolean not null,
    first_typed_at timestamptz,
    submitted_at   timestamptz,
    changed_at     timestamptz not null,
    changed_by     text    not null,
    typed          integer not null default 0,
    submissions    integer not null default 0,
    returns        integer not null default 0,
    primary key (municipality, round, id),
    check (num_nonnulls(indicator, period) = 2 and num_nonnulls(plan, initiative) = 0
        or num_nonnulls(indicator, period) = 0 and num_nonnulls(plan, initiative) = 2)
);
create index collection_item_of_a_figure on collection_item (municipality, indicator, period) where indicator is not null;

-- What was done with an item, and why; drafts are not kept one by one.
create table collection_step (
    municipality text   collate "C" not null,
    round        text   collate "C" not null,
    item         text   collate "C" not null,
    version      bigint not null,
    done         text   not null,
    at           timestamptz not null,
    by_whom      text   not null,
    department   text,
    reason       text,
    primary key (municipality, round, item, version)
);

create table collection_comment (
    municipality text   collate "C" not null,
    round        text   collate "C" not null,
    item         text   collate "C" not null,
    id           bigint generated always as identity,
    reply_to     bigint,
    at           timestamptz not null,
    by_whom      text   not null,
    department   text,
    words        text   not null,
    primary key (municipality, round, item, id)
);

-- 根拠資料: content once, however often it is named.
create table evidence_file (
    municipality text   collate "C" not null,
    sha256       text   collate "C" not null,
    media_type   text   not null,
    size         integer not null,
    content      bytea  not null,
    primary key (municipality, sha256)
);

create table collection_evidence (
    municipality text   collate "C" not null,
    round        text   collate "C" not null,
    item         text   collate "C" not null,
    sha256       text   collate "C" not null,
    name         text   not null,
    at           timestamptz not null,
    by_whom      text   not null,
    primary key (municipality, round, item, sha256)
);

-- 取込み: a file somebody sent, kept while they look at the difference.
create table collection_upload (
    municipality text   collate "C" not null,
    round        text   collate "C" not null,
    id           uuid   not null,
    name         text   not null,
    at           timestamptz not null,
    by_whom      text   not null,
    content      bytea  not null,
    primary key (municipality, id)
);

do $$
declare
    held record;
begin
    for held in values ('collection_round', 'select, insert, update'), ('collection_item', 'select, insert, update'),
                       ('collection_step', 'select, insert'), ('collection_comment', 'select, insert'),
                       ('evidence_file', 'select, insert'), ('collection_evidence', 'select, insert, delete'),
                       ('collection_upload', 'select, insert, delete')
    loop
        execute format('alter table %I enable row level security', held.column1);
        execute format('create policy own_rows on %I to shirube_app using (municipality = current_setting(''shirube.municipality'', true))', held.column1);
        execute format('create policy all_rows on %I to shirube_system using (true)', held.column1);
        execute format('grant %s on %I to shirube_app', held.column2, held.column1);
        execute format('grant select, insert, update, delete on %I to shirube_system', held.column1);
    end loop;
end $$;
