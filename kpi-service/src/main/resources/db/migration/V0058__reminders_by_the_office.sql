-- The planning office reminds at once: it claims for its own municipality what the morning claims for all.
grant insert on reminder to shirube_app;
