-- Which version of the responsibilities was known here when a figure was written; unknown of what was written before.
alter table actual_revision add column responsibility_version bigint;
