-- While the own topic is read back after an older backup, a part or a plan may come before its municipality: they have keys of
-- their own, and order holds per key only.
alter table municipality_part drop constraint municipality_part_municipality_fkey;
alter table plan drop constraint plan_municipality_fkey;
