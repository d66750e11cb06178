-- Rows of one municipality for whoever works for one, all for the system; nobody who works here owns a table.
do $$
declare
    held record;
begin
    for held in values ('municipality', 'code'), ('municipality_revision', 'code'), ('municipality_part', 'municipality'),
                       ('plan', 'municipality'), ('edition', 'municipality'), ('edition_revision', 'municipality')
    loop
        execute format('alter table %I enable row level security', held.column1);
        execute format('create policy own_rows on %I to shirube_app using (%I = current_setting(''shirube.municipality'', true))',
                       held.column1, held.column2);
        execute format('create policy all_rows on %I to shirube_system using (true)', held.column1);
        execute format('grant select, insert, update, delete on %I to shirube_app, shirube_system', held.column1);
    end loop;
end $$;

-- What has not been adopted is there for those who work on it only.
create policy drafts on edition as restrictive to shirube_app
    using (adopted_on is not null or current_setting('shirube.sees', true) = 'drafts');
create policy drafts on plan as restrictive to shirube_app
    using (current_setting('shirube.sees', true) = 'drafts'
           or exists (select from edition e where (e.municipality, e.plan) = (plan.municipality, plan.id) and e.adopted_on is not null));
