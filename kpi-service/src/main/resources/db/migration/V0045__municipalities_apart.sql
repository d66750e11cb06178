-- Rows of one municipality for whoever works for one, all for the system; nobody who works here owns a table. What is copied of
-- others is written by the system alone, and what was measured is never changed or deleted.
do $$
declare
    held record;
begin
    for held in values ('received_municipality', 'code', 'select'), ('received_department', 'municipality', 'select'),
                       ('received_indicator', 'municipality', 'select'),
                       ('received_responsibility', 'municipality', 'select'),
                       ('series', 'municipality', 'select, insert, update'),
                       ('actual_revision', 'municipality', 'select, insert'),
                       ('first_answer', 'municipality', 'select, insert, update, delete')
    loop
        execute format('alter table %I enable row level security', held.column1);
        execute format('create policy own_rows on %I to shirube_app using (%I = current_setting(''shirube.municipality'', true))',
                       held.column1, held.column2);
        execute format('create policy all_rows on %I to shirube_system using (true)', held.column1);
        execute format('grant %s on %I to shirube_app', held.column3, held.column1);
        execute format('grant select, insert, update, delete on %I to shirube_system', held.column1);
    end loop;
end $$;
