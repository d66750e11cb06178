-- Whoever works for one municipality puts events into the outbox and reads none; the rest of these tables is the system's.
grant insert on outbox to shirube_app;
grant select, insert, update, delete on
    outbox, inbox, relay_position, buried, own_topic_reading, republish, consumed_position to shirube_system;
