package jp.shirube.system.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import jp.shirube.local.Database;
import jp.shirube.system.faults.Ledger.Kind;
import jp.shirube.system.faults.Ledger.Outcome;
import jp.shirube.system.faults.Ledger.Write;
import jp.shirube.system.faults.Oracle.Line;

/** What a broken product would leave behind, made by hand: exactly one line has to be red, and none when it is taken back. */
enum PlantedBug {
    A_WRITE_ACKNOWLEDGED_BUT_NOT_STORED(Line.ACKNOWLEDGED_ONCE) {
        private Write promised = new Write("", Kind.ACTUAL, "", "");

        @Override
        void plant(Place place) {
            promised = Load.actual(place.town().code() + "-999999", "demo-0", "FY2020", 1);
            place.ledger().asked(promised);
            place.ledger().told(promised, Outcome.ACKNOWLEDGED, "planted");
        }

        @Override
        void takeBack(Place place) {
            place.ledger().told(promised, Outcome.REFUSED, "taken back");
        }
    },

    A_WRITE_STORED_WITH_ANOTHER_VALUE(Line.ACKNOWLEDGED_ONCE) {
        @Override
        void plant(Place place) throws SQLException {
            change(place, "+ 1");
        }

        @Override
        void takeBack(Place place) throws SQLException {
            change(place, "- 1");
        }

        /** In the copy too, so that the two agree: only the client knows better. */
        private void change(Place place, String by) throws SQLException {
            String first = place.mark(0);
            execute(place.kpi(), "update actual_revision set value = value " + by + " where note = '" + first + "'");
            execute(
                    place.report(),
                    "update actual_revision set content = jsonb_set(content, '{value}', to_jsonb(cast(cast(content ->> 'value'"
                            + " as integer) " + by + " as text))) where content ->> 'note' = '" + first + "'");
        }
    },

    A_WRITE_IN_THE_DARK_STORED_TWICE(Line.UNKNOWN_AT_MOST_ONCE) {
        private String row = "";

        @Override
        void plant(Place place) throws SQLException {
            place.tell(0, Outcome.UNKNOWN);
            place.tell(1, Outcome.UNKNOWN);
            row = rowOf(place, place.mark(1));
            execute(place.kpi(), "update actual_revision set note = '" + place.mark(0) + "' where " + row);
        }

        @Override
        void takeBack(Place place) throws SQLException {
            execute(place.kpi(), "update actual_revision set note = '" + place.mark(1) + "' where " + row);
            place.tell(0, Outcome.ACKNOWLEDGED);
            place.tell(1, Outcome.ACKNOWLEDGED);
        }
    },

    A_REVISION_NOBODY_WROTE(Line.NOTHING_ELSE) {
        private String row = "";

        @Override
        void plant(Place place) throws SQLException {
            place.tell(0, Outcome.UNKNOWN);
            row = rowOf(place, place.mark(0));
            execute(place.kpi(), "update actual_revision set note = 'nobody' where " + row);
        }

        @Override
        void takeBack(Place place) throws SQLException {
            execute(place.kpi(), "update actual_revision set note = '" + place.mark(0) + "' where " + row);
            place.tell(0, Outcome.ACKNOWLEDGED);
        }
    },

    A_MESSAGE_DROPPED(Line.ISSUED_SENT_APPLIED) {
        private final UUID dropped = UUID.randomUUID();

        /** As a relay leaves it that marks before it sends. */
        @Override
        void plant(Place place) throws SQLException {
            execute(place.kpi(), """
                    insert into outbox (event_id, topic, key, type, source, subject, aggregate_version, occurred_at, data, published_at)
                    values ('%s', 'shirube.kpi', 'k', 't', 's', 'k', 1, now(), '{}', now())""".formatted(dropped));
        }

        @Override
        void takeBack(Place place) throws SQLException {
            execute(place.kpi(), "delete from outbox where event_id = '" + dropped + "'");
        }
    },

    AN_EVENT_NOT_APPLIED(Line.ISSUED_SENT_APPLIED) {
        private String forgotten = "";

        @Override
        void plant(Place place) throws SQLException {
            forgotten = value(
                    place.report(),
                    "delete from inbox where event_id = (select event_id from inbox limit 1) returning event_id");
        }

        @Override
        void takeBack(Place place) throws SQLException {
            execute(place.report(), "insert into inbox (event_id) values ('" + forgotten + "')");
        }
    },

    TWO_EVENTS_OF_ONE_STATE(Line.ISSUED_SENT_APPLIED) {
        private String second = "";

        /** Really sent and applied; that it changed nothing is no excuse. */
        @Override
        void plant(Place place) throws SQLException {
            second = value(place.kpi(), """
                    insert into outbox (event_id, topic, key, type, source, subject, aggregate_version, occurred_at, data)
                    select gen_random_uuid(), topic, key, type, source, subject, aggregate_version, occurred_at, data
                    from outbox where topic = 'shirube.kpi' order by seq desc limit 1 returning event_id""");
        }

        @Override
        void takeBack(Place place) throws SQLException {
            execute(place.kpi(), "delete from outbox where event_id = '" + second + "'");
            place.topics().foreign(UUID.fromString(second));
        }
    },

    A_COPY_LOST(Line.READ_MODEL_RECOMPUTED) {
        @Override
        void plant(Place place) throws SQLException {
            execute(
                    place.report(),
                    "create table planted as select * from actual_revision where content ->> 'note' = '" + place.mark(0)
                            + "'");
            execute(place.report(), """
                    delete from actual_revision where (municipality, indicator, period, revision) in
                        (select municipality, indicator, period, revision from planted)""");
        }

        @Override
        void takeBack(Place place) throws SQLException {
            execute(place.report(), """
                    insert into actual_revision (municipality, indicator, period, revision, recorded_at, withdrawn, content)
                    select municipality, indicator, period, revision, recorded_at, withdrawn, content from planted""");
            execute(place.report(), "drop table planted");
        }
    },

    A_FOLLOWER_NOT_TOLD(Line.FOLLOWERS_TOLD) {
        @Override
        void plant(Place place) throws SQLException {
            execute(
                    place.report(),
                    "create table planted as select * from progress_log order by position desc limit 1");
            execute(place.report(), "delete from progress_log where position = (select position from planted)");
        }

        @Override
        void takeBack(Place place) throws SQLException {
            execute(place.report(), "insert into progress_log overriding system value select * from planted");
            execute(place.report(), "drop table planted");
        }
    },

    A_DELIVERY_SWALLOWED(Line.FOLLOWERS_TOLD) {
        private UUID swallowed = new UUID(0, 0);

        @Override
        void plant(Place place) {
            swallowed = place.following().called().iterator().next();
            place.following().swallow(swallowed);
        }

        @Override
        void takeBack(Place place) {
            place.following().takeBack(swallowed);
        }
    },

    A_VERSION_LEFT_OUT(Line.VERSIONS_WITHOUT_GAP) {
        @Override
        void plant(Place place) throws SQLException {
            execute(place.kpi(), "update series set version = version + 1" + of(place));
        }

        @Override
        void takeBack(Place place) throws SQLException {
            execute(place.kpi(), "update series set version = version - 1" + of(place));
        }

        private String of(Place place) {
            return " where municipality = '" + place.town().code() + "' and indicator = 'demo-0'";
        }
    },

    A_CHANGE_NOT_RECORDED(Line.RECORDED_AND_SEALED) {
        /** The newest, with its seal: the chain that is left holds. */
        @Override
        void plant(Place place) throws SQLException {
            for (String table : List.of("audit_entry", "audit_seal")) {
                execute(
                        place.kpi(),
                        "create table planted_" + table + " as select * from " + table + " where "
                                + WITH_ITS_SEAL.formatted(table.equals("audit_entry") ? "id" : "entry_id"));
            }
            tamper(place, "delete from audit_entry where id in (select id from planted_audit_entry)");
            tamper(place, "delete from audit_seal where entry_id in (select id from planted_audit_entry)");
        }

        @Override
        void takeBack(Place place) throws SQLException {
            // In this order, or the sealer would seal it anew.
            execute(place.kpi(), "insert into audit_seal select * from planted_audit_seal");
            execute(place.kpi(), "insert into audit_entry overriding system value select * from planted_audit_entry");
            execute(place.kpi(), "drop table planted_audit_entry, planted_audit_seal");
        }
    },

    A_CHANGE_RECORDED_TWICE(Line.RECORDED_AND_SEALED) {
        private String second = "";

        /** It is sealed like any other, so only the count tells. */
        @Override
        void plant(Place place) throws SQLException {
            second = value(place.kpi(), """
                    insert into audit_entry (at, municipality, request_id, actor, actor_name, roles, department, action, subject,
                        outcome, problem, status, before, after, why)
                    select at, municipality, request_id, actor, actor_name, roles, department, action, subject, outcome, problem,
                        status, before, after, why
                    from audit_entry where outcome = 'DONE' order by id desc limit 1 returning id""");
        }

        @Override
        void takeBack(Place place) throws SQLException {
            tamper(place, "delete from audit_entry where id = " + second);
            tamper(place, "delete from audit_seal where entry_id = " + second);
            // The sealer knows its head by heart; another begins with what stands there.
            execute(
                    place.cluster().asSuperuser(Service.KPI),
                    "select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database"
                            + " where l.locktype = 'advisory' and d.datname = current_database()");
        }
    },

    A_RECORD_ALTERED(Line.RECORDED_AND_SEALED) {
        @Override
        void plant(Place place) throws SQLException {
            change(place, "why || '!'");
        }

        @Override
        void takeBack(Place place) throws SQLException {
            change(place, "left(why, -1)");
        }

        private void change(Place place, String why) throws SQLException {
            tamper(
                    place,
                    "update audit_entry set why = " + why
                            + " where id = (select min(id) from audit_entry where why is not null)");
        }
    };

    private static final String WITH_ITS_SEAL = """
            %s = (select entry_id from audit_seal join audit_entry on id = entry_id where outcome = 'DONE'
                order by position desc limit 1)""";

    /**
     * Where it is planted: a town at rest, with what its clients know.
     *
     * @param acknowledged the actuals that were
     */
    record Place(
            Cluster cluster, Town town, Ledger ledger, TopicLog topics, Following following, List<Write> acknowledged) {

        Database kpi() {
            return cluster.database(Service.KPI);
        }

        Database report() {
            return cluster.database(Service.REPORT);
        }

        String mark(int number) {
            return acknowledged.get(number).key();
        }

        void tell(int number, Outcome outcome) {
            ledger.told(acknowledged.get(number), outcome, "planted");
        }
    }

    private final Line line;

    PlantedBug(Line line) {
        this.line = line;
    }

    Line line() {
        return line;
    }

    abstract void plant(Place place) throws SQLException;

    abstract void takeBack(Place place) throws SQLException;

    private static String rowOf(Place place, String mark) throws SQLException {
        return value(place.kpi(), """
                select format('municipality = %%L and indicator = %%L and version = %%s', municipality, indicator, version)
                from actual_revision where note = '%s'""".formatted(mark));
    }

    /** As whoever owns the database can, past what keeps the record. */
    private static void tamper(Place place, String sql) throws SQLException {
        for (String table : List.of("audit_entry", "audit_seal")) {
            execute(place.kpi(), "alter table " + table + " disable trigger user");
        }
        execute(place.kpi(), sql);
        for (String table : List.of("audit_entry", "audit_seal")) {
            execute(place.kpi(), "alter table " + table + " enable trigger user");
        }
    }

    static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String value(Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            if (!row.next()) {
                throw new IllegalStateException("nothing found: " + sql);
            }
            return row.getString(1);
        }
    }
}
