-- 取込定義: how a kind of statistics file is read, as somebody wrote it.
create table statistics_mapping (
    municipality text   collate "C" not null,
    id           text   collate "C" not null,
    version      bigint not null check (version > 0),
    content      text   not null,
    stated_at    timestamptz not null,
    stated_by    text   not null,
    primary key (municipality, id)
);

alter table statistics_mapping enable row level security;
create policy own_rows on statistics_mapping to shirube_app
    using (municipality = current_setting('shirube.municipality', true));
create policy all_rows on statistics_mapping to shirube_system using (true);
grant select, insert, update, delete on statistics_mapping to shirube_app, shirube_system;
