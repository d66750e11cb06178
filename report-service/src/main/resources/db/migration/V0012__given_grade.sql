-- What people say of a target in a year, beside what is computed: every state there ever was, withdrawals among them.
create table given_grade (
    municipality text        not null,
    plan         text        not null,
    edition      integer     not null,
    target       text        not null,
    year         integer     not null,
    axis         text        not null,
    revision     integer     not null check (revision > 0),
    recorded_at  timestamptz not null,
    withdrawn    boolean     not null,
    content      jsonb       not null,
    primary key (municipality, plan, edition, target, year, axis, revision)
);
