-- What a changed target is called and where it stands is asked for with every event about it.
create index edition_part_target on edition_part (municipality, plan, id, number, statement) where kind = 'TARGET';
