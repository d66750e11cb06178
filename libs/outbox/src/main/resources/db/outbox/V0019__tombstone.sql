alter table outbox alter column data drop not null;
