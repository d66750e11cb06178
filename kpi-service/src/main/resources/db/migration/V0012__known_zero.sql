-- Nothing was measured, and the department says that in a sum this is a zero.
alter table actual_revision
    add column counts_as_zero boolean not null default false,
    add check (not counts_as_zero or coalesce(missing_reason in ('DISCONTINUED', 'NOT_APPLICABLE'), false));
