package jp.shirube.system.faults;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jp.shirube.local.Database;
import jp.shirube.system.faults.Ledger.Kind;
import jp.shirube.system.faults.Ledger.Outcome;
import jp.shirube.system.faults.Ledger.Write;
import jp.shirube.system.faults.TopicLog.Event;

/**
 * Judges, when everything is healed and drained, whether what was promised holds: by the ledger, the databases and the topics, and
 * by nothing a service says of itself.
 */
final class Oracle {

    /** What is asked, in the order of the eight lines. */
    enum Line {
        ACKNOWLEDGED_ONCE("every write acknowledged stands in the history exactly once"),
        UNKNOWN_AT_MOST_ONCE("every write that stayed in the dark stands there once or not at all"),
        NOTHING_ELSE("nothing else stands there"),
        ISSUED_SENT_APPLIED("event ids issued = distinct ids on the topic = ids applied, one event per state"),
        READ_MODEL_RECOMPUTED("the read model is what the topics say, recomputed from their beginning, byte for byte"),
        VERSIONS_WITHOUT_GAP("versions have no gap, and stand on the topic in their order"),
        FOLLOWERS_TOLD("whoever follows was told of every event of his, each id"),
        RECORDED_AND_SEALED(
                "every change stands in the audit record exactly once, and the chain of every service holds");

        private final String meaning;

        Line(String meaning) {
            this.meaning = meaning;
        }

        String meaning() {
            return meaning;
        }
    }

    /** What was found against each line; nothing is well. */
    static final class Findings {
        private final Map<Line, List<String>> found = new EnumMap<>(Line.class);
        private final Set<String> known;
        private int lost;
        private int doubled;

        /** @param known what was found before, which is not said again and again; grows */
        Findings(Set<String> known) {
            this.known = known;
        }

        void lost(Line line, String what) {
            if (found(line, what)) {
                lost++;
            }
        }

        void doubled(Line line, String what) {
            if (found(line, what)) {
                doubled++;
            }
        }

        boolean found(Line line, String what) {
            if (!known.add(what)) {
                return false;
            }
            found.computeIfAbsent(line, none -> new ArrayList<>()).add(what);
            return true;
        }

        Set<Line> red() {
            return new TreeSet<>(found.keySet());
        }

        List<String> against(Line line) {
            return found.getOrDefault(line, List.of());
        }

        int lost() {
            return lost;
        }

        int doubled() {
            return doubled;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            found.forEach((line, what) -> text.append(line.ordinal() + 1)
                    .append(" ")
                    .append(line.meaning())
                    .append(": ")
                    .append(what.size())
                    .append(" against it, e.g. ")
                    .append(what.subList(0, Math.min(5, what.size())))
                    .append("\n"));
            return text.toString();
        }
    }

    private static final Pattern MARK = Pattern.compile("\\(案\\) ([0-9]{6}-[0-9]+)");
    private static final String KPI_TOPIC = "shirube.kpi";
    private static final String REMINDER_DUE = "jp.shirube.kpi.collection-reminder.due.v1";
    private static final String PROGRESS_TOPIC = "shirube.progress";

    /** Which topics each service applies. */
    private static final Map<Service, List<String>> APPLIED = Map.of(
            Service.KPI, List.of("shirube.plan"), Service.REPORT, List.of("shirube.plan", KPI_TOPIC, PROGRESS_TOPIC));

    private final Cluster cluster;
    private final TopicLog topics;
    private final AuditRecord audit;
    private final Map<String, Set<UUID>> remembered = new HashMap<>();

    Oracle(Cluster cluster, TopicLog topics) {
        this.cluster = cluster;
        this.topics = topics;
        this.audit = new AuditRecord(cluster);
    }

    /** All lines, the fifth only as far as the copy of the history goes; 1–3 and 6 of this town. */
    Findings judge(Town town, Ledger ledger, Following following, Findings findings)
            throws SQLException, InterruptedException {
        topics.read();
        history(ledger, Kind.ACTUAL, actualsOf(town), findings);
        history(ledger, Kind.EDITION, editionsOf(town), findings);
        events(findings);
        oneEventPerRevision(town, findings);
        copied(town, findings);
        versions(town, findings);
        order(findings);
        told(town, following, findings);
        audit.check(town, findings);
        return findings;
    }

    /** Line 5: the read model against one made anew of the topics. */
    void compare(Database rebuilt, Findings findings) throws SQLException {
        try (Connection served = cluster.database(Service.REPORT).connect();
                Connection anew = rebuilt.connect()) {
            for (String table : List.of(
                    "assessment",
                    "actual_revision",
                    "initiative_progress",
                    "copy_revision",
                    "edition_statement",
                    "edition_part",
                    "edition_adoption",
                    "edition_waiting",
                    "indicator_lock")) {
                Set<String> left = rows(served, table);
                Set<String> right = rows(anew, table);
                difference(left, right)
                        .forEach(row -> findings.found(Line.READ_MODEL_RECOMPUTED, "only served: " + table + row));
                difference(right, left)
                        .forEach(row -> findings.found(Line.READ_MODEL_RECOMPUTED, "only recomputed: " + table + row));
            }
        }
    }

    private void history(Ledger ledger, Kind kind, Map<String, List<String>> stored, Findings findings) {
        Map<String, List<String>> left = new HashMap<>(stored);
        for (Write write : ledger.writes(kind, Outcome.ACKNOWLEDGED)) {
            List<String> places = take(left, write);
            if (places.isEmpty()) {
                findings.lost(Line.ACKNOWLEDGED_ONCE, "missing " + write);
            } else if (places.size() > 1) {
                findings.doubled(Line.ACKNOWLEDGED_ONCE, "twice " + write);
            } else if (!places.getFirst().equals(write.place())) {
                findings.found(Line.ACKNOWLEDGED_ONCE, "at " + places + " instead: " + write);
            }
        }
        for (Write write : ledger.writes(kind, Outcome.UNKNOWN)) {
            if (take(left, write).size() > 1) {
                findings.doubled(Line.UNKNOWN_AT_MOST_ONCE, "twice " + write);
            }
        }
        left.forEach((key, places) -> findings.found(Line.NOTHING_ELSE, kind + " " + key + " at " + places));
    }

    private static List<String> take(Map<String, List<String>> left, Write write) {
        List<String> places = left.remove(write.key());
        return places == null ? List.of() : places;
    }

    /** By the key each write carries in its note; the value is part of the place, so that it is compared too. */
    private Map<String, List<String>> actualsOf(Town town) throws SQLException {
        Map<String, List<String>> found = new TreeMap<>();
        query(
                cluster.database(Service.KPI),
                "select coalesce(note, '?'), indicator || '/' || period || '=' || value from actual_revision where municipality = ?",
                town.code(),
                row -> found.computeIfAbsent(row.getString(1), none -> new ArrayList<>())
                        .add(row.getString(2)));
        return found;
    }

    private Map<String, List<String>> editionsOf(Town town) throws SQLException {
        Map<String, List<String>> found = new TreeMap<>();
        query(
                cluster.database(Service.PLAN),
                "select document, plan from edition_revision where municipality = ?",
                town.code(),
                row -> {
                    Matcher mark = MARK.matcher(row.getString(1));
                    found.computeIfAbsent(mark.find() ? mark.group(1) : "?", none -> new ArrayList<>())
                            .add(row.getString(2));
                });
        return found;
    }

    private void events(Findings findings) throws SQLException {
        Map<String, Set<UUID>> issued = issued();
        Map<String, Set<UUID>> sent = new HashMap<>();
        for (String topic : topics.topics()) {
            Set<UUID> ids = new HashSet<>();
            for (Event event : topics.of(topic)) {
                if (event.id() == null) {
                    findings.found(Line.ISSUED_SENT_APPLIED, "without an id: " + event);
                } else {
                    ids.add(event.id());
                }
            }
            sent.put(topic, ids);
            Set<UUID> wanted = issued.getOrDefault(topic, Set.of());
            for (UUID id : difference(wanted, ids)) {
                findings.lost(Line.ISSUED_SENT_APPLIED, "issued, but not on " + topic + ": " + id);
            }
            for (UUID id : difference(ids, wanted)) {
                findings.found(Line.ISSUED_SENT_APPLIED, "on " + topic + ", but never issued: " + id);
            }
        }
        for (Map.Entry<Service, List<String>> consumer : APPLIED.entrySet()) {
            Set<UUID> applied = new HashSet<>();
            query(
                    cluster.database(consumer.getKey()),
                    "select event_id from inbox",
                    null,
                    row -> applied.add(row.getObject(1, UUID.class)));
            Set<UUID> unheardOf = new HashSet<>(applied);
            unheardOf.removeAll(topics.foreignIds());
            for (String topic : consumer.getValue()) {
                unheardOf.removeAll(sent.getOrDefault(topic, Set.of()));
                for (UUID id : difference(sent.getOrDefault(topic, Set.of()), applied)) {
                    findings.lost(
                            Line.ISSUED_SENT_APPLIED,
                            "on " + topic + ", but not applied by "
                                    + consumer.getKey().fullName() + ": " + id);
                }
            }
            unheardOf.forEach(id -> findings.found(
                    Line.ISSUED_SENT_APPLIED,
                    "applied by " + consumer.getKey().fullName() + ", but on none of its topics: " + id));
        }
    }

    /** Remembers what stands in the outboxes and in the audit record, before somebody takes a database away. */
    void remember() throws SQLException {
        audit.remember();
        for (Service service : Service.values()) {
            query(
                    cluster.database(service),
                    "select topic, event_id from outbox",
                    null,
                    row -> remembered
                            .computeIfAbsent(row.getString(1), none -> new HashSet<>())
                            .add(row.getObject(2, UUID.class)));
        }
    }

    private Map<String, Set<UUID>> issued() throws SQLException {
        Map<String, Set<UUID>> all = new HashMap<>();
        remembered.forEach((topic, ids) -> all.put(topic, new HashSet<>(ids)));
        for (Service service : Service.values()) {
            query(
                    cluster.database(service),
                    "select topic, event_id from outbox",
                    null,
                    row -> all.computeIfAbsent(row.getString(1), none -> new HashSet<>())
                            .add(row.getObject(2, UUID.class)));
        }
        return all;
    }

    /** Between history and topic, one to one: neither a state nobody was told of, nor two events of one state. */
    private void oneEventPerRevision(Town town, Findings findings) throws SQLException {
        Set<String> states = new HashSet<>();
        query(
                cluster.database(Service.KPI),
                "select indicator, version from actual_revision where municipality = ?",
                town.code(),
                row -> states.add(row.getString(1) + " " + row.getLong(2)));
        Map<String, Set<UUID>> told = new HashMap<>();
        String mine = town.code() + "/indicator/";
        for (Event event : topics.of(KPI_TOPIC)) {
            String key = event.key();
            if (key != null && key.startsWith(mine) && event.id() != null) {
                told.computeIfAbsent(key.substring(mine.length()) + " " + event.version(), none -> new HashSet<>())
                        .add(event.id());
            }
        }
        difference(states, told.keySet())
                .forEach(state -> findings.lost(Line.ISSUED_SENT_APPLIED, "no event of " + state));
        difference(told.keySet(), states)
                .forEach(state -> findings.found(Line.ISSUED_SENT_APPLIED, "an event of no state: " + state));
        told.forEach((state, ids) -> {
            if (ids.size() > 1) {
                findings.doubled(Line.ISSUED_SENT_APPLIED, ids.size() + " events of " + state);
            }
        });
    }

    /** What report-service keeps of the history is the history. */
    private void copied(Town town, Findings findings) throws SQLException {
        Set<String> history = new HashSet<>();
        query(cluster.database(Service.KPI), """
                select indicator || '/' || period || '/' || revision || '=' || coalesce(cast(value as text), '-')
                from actual_revision where municipality = ?""", town.code(), row -> history.add(row.getString(1)));
        Set<String> copy = new HashSet<>();
        query(cluster.database(Service.REPORT), """
                select indicator || '/' || period || '/' || revision || '=' || coalesce(content ->> 'value', '-')
                from actual_revision where municipality = ?""", town.code(), row -> copy.add(row.getString(1)));
        difference(history, copy)
                .forEach(state -> findings.lost(Line.READ_MODEL_RECOMPUTED, "not in report-service: " + state));
        difference(copy, history)
                .forEach(state -> findings.found(Line.READ_MODEL_RECOMPUTED, "only in report-service: " + state));
    }

    private void versions(Town town, Findings findings) throws SQLException {
        query(cluster.database(Service.KPI), """
                select indicator, count(*), min(r.version), max(r.version), max(s.version),
                       bool_and(r.recorded_at > before or before is null)
                from (select *, lag(recorded_at) over (partition by indicator order by version) as before
                      from actual_revision where municipality = ?) r
                left join series s using (municipality, indicator) group by indicator""", town.code(), row -> {
            if (row.getLong(3) != 1 || row.getLong(4) != row.getLong(2) || row.getLong(5) != row.getLong(2)) {
                findings.found(
                        Line.VERSIONS_WITHOUT_GAP,
                        row.getString(1) + " has " + row.getLong(2) + " versions from " + row.getLong(3) + " to "
                                + row.getLong(4) + ", counted " + row.getLong(5));
            }
            if (!row.getBoolean(6)) {
                findings.found(Line.VERSIONS_WITHOUT_GAP, row.getString(1) + ": recorded_at does not grow with it");
            }
        });
        query(
                cluster.database(Service.KPI),
                """
                select indicator, period, count(*), max(revision) from actual_revision where municipality = ?
                group by indicator, period having count(*) <> max(revision) or min(revision) <> 1""",
                town.code(),
                row -> findings.found(
                        Line.VERSIONS_WITHOUT_GAP,
                        row.getString(1) + "/" + row.getString(2) + " has " + row.getLong(3) + " revisions up to "
                                + row.getLong(4)));
    }

    /** What followers are told of is what stands on the topic, each id once: the log they read from. */
    private void told(Town town, Following following, Findings findings) throws SQLException, InterruptedException {
        Set<UUID> log = new HashSet<>();
        query(
                cluster.database(Service.REPORT),
                "select event_id from progress_log",
                null,
                row -> log.add(row.getObject(1, UUID.class)));
        Set<UUID> topic = new HashSet<>();
        followable().map(Event::id).filter(Objects::nonNull).forEach(topic::add);
        difference(topic, log)
                .forEach(
                        id -> findings.lost(Line.FOLLOWERS_TOLD, "on the topic, but not in the followers' log: " + id));
        difference(log, topic)
                .forEach(id ->
                        findings.found(Line.FOLLOWERS_TOLD, "in the followers' log, but not on the topic: " + id));
        Set<UUID> mine = new HashSet<>();
        followable()
                .filter(event -> String.valueOf(event.key()).startsWith(town.code() + "/"))
                .map(Event::id)
                .filter(Objects::nonNull)
                .forEach(mine::add);
        following.await(mine);
        followed(mine, following.heard(), "by stream", findings);
        followed(mine, following.called(), "by webhook", findings);
        following.heardTwice().forEach(id -> findings.doubled(Line.FOLLOWERS_TOLD, "twice by stream: " + id));
    }

    /** What is published about progress, and the reminders of departments. */
    private Stream<Event> followable() {
        return Stream.concat(
                topics.of(PROGRESS_TOPIC).stream(),
                topics.of(KPI_TOPIC).stream().filter(event -> REMINDER_DUE.equals(event.type())));
    }

    private static void followed(Set<UUID> wanted, Set<UUID> told, String how, Findings findings) {
        difference(wanted, told).forEach(id -> findings.lost(Line.FOLLOWERS_TOLD, "not told " + how + ": " + id));
        difference(told, wanted)
                .forEach(id -> findings.found(Line.FOLLOWERS_TOLD, "told " + how + " of nothing: " + id));
    }

    /** Of each key: one partition, and every id for the first time behind the versions before it. */
    private void order(Findings findings) {
        for (String topic : topics.topics()) {
            Map<String, Integer> partitions = new HashMap<>();
            Map<String, Long> newest = new HashMap<>();
            Set<UUID> seen = new HashSet<>();
            for (Event event : topics.of(topic)) {
                String key = String.valueOf(event.key());
                Integer partition = partitions.putIfAbsent(key, event.partition());
                if (partition != null && partition != event.partition()) {
                    findings.found(Line.VERSIONS_WITHOUT_GAP, key + " stands in two partitions");
                }
                if (event.id() != null && seen.add(event.id())) {
                    Long before = newest.put(key, event.version());
                    if (before != null && before > event.version()) {
                        findings.found(
                                Line.VERSIONS_WITHOUT_GAP,
                                topic + " " + key + ": " + event.version() + " behind " + before);
                    }
                }
            }
        }
    }

    private static Set<String> rows(Connection connection, String table) throws SQLException {
        Set<String> rows = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement("select cast(t as text) from " + table + " t");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private static void query(Database database, String sql, @org.jspecify.annotations.Nullable String code, Row each)
            throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement select = connection.prepareStatement(sql)) {
            if (code != null) {
                select.setString(1, code);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    each.read(row);
                }
            }
        }
    }

    private static <T> Set<T> difference(Set<T> one, Set<T> other) {
        Set<T> left = new HashSet<>(one);
        left.removeAll(other);
        return left;
    }
}
