-- Whom the reminders of a municipality's departments are sent to, whole.
create table collection_contacts (
    municipality text   collate "C" primary key,
    version      bigint not null check (version > 0),
    contacts     jsonb  not null
);

-- One per round, department and day, claimed before anything is sent; what one was reminded of is kept as it was.
create table reminder (
    municipality    text    collate "C" not null,
    round           text    collate "C" not null,
    department      text    collate "C" not null,
    day             date    not null,
    version         bigint  not null check (version > 0),
    work            jsonb   not null,
    state           text    not null check (state in ('DUE', 'NO_CONTACT', 'SENDING', 'SENT', 'FAILED', 'UNKNOWN')),
    claimed_at      timestamptz not null,
    attempts        integer not null default 0,
    next_attempt_at timestamptz,
    sending_since   timestamptz,
    sent_at         timestamptz,
    addressees      integer not null default 0,
    error           text,
    primary key (municipality, round, department, day),
    unique (municipality, round, department, version)
);
create index reminder_by_day on reminder (day, state);

do $$
declare
    held record;
begin
    for held in values ('collection_contacts', 'select, insert, update'), ('reminder', 'select')
    loop
        execute format('alter table %I enable row level security', held.column1);
        execute format('create policy own_rows on %I to shirube_app using (municipality = current_setting(''shirube.municipality'', true))',
                       held.column1);
        execute format('create policy all_rows on %I to shirube_system using (true)', held.column1);
        execute format('grant %s on %I to shirube_app', held.column2, held.column1);
        execute format('grant select, insert, update, delete on %I to shirube_system', held.column1);
    end loop;
end $$;
