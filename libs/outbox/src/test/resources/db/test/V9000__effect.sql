-- What events bring about. A number above 32767 does not fit: the event can never have its effect.
create table effect (
    id     bigint generated always as identity primary key,
    key    text     not null,
    number smallint not null
);
grant select, insert, update, delete on effect to shirube_system;
