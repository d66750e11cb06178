package jp.shirube.kpi.received.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Reported;
import jp.shirube.kpi.received.Reporting;
import jp.shirube.kpi.received.Responsibility;
import jp.shirube.responsibility.DatedName;
import jp.shirube.responsibility.Office;
import jp.shirube.responsibility.Offices;
import jp.shirube.responsibility.Reporter;
import jp.shirube.responsibility.Stated;

/** Reads the departments stated and whatever succeeds them, and no others: it is asked with every figure that is written. */
@ApplicationScoped
class PostgresReporting implements Reporting {

    private static final String REACHED = """
            with recursive stated as (
                select version, responsibilities from received_responsibility
                where municipality = :municipality and indicator = :indicator),
            reached (id) as (
                select one ->> 'department' from stated, jsonb_array_elements(stated.responsibilities) one
                union
                select successor from reached
                join received_department d on d.municipality = :municipality and d.id = reached.id
                cross join lateral jsonb_array_elements_text(
                    case jsonb_typeof(d.document -> 'successors') when 'array' then d.document -> 'successors' end) successor)
            select true, version, cast(responsibilities as text) from stated
            union all
            select false, d.version, cast(d.document as text) from reached
            join received_department d on d.municipality = :municipality and d.id = reached.id""";

    private static final String DEPARTMENTS = """
            select version, cast(document as text) from received_department where municipality = :municipality""";

    private static final String RESPONSIBILITIES = """
            select indicator, version, cast(responsibilities as text) from received_responsibility
            where municipality = :municipality""";

    private final EntityManager database;
    private final ObjectMapper json;
    private final Clock clock;

    PostgresReporting(EntityManager database, ObjectMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Reported of(IndicatorKey indicator, LocalDate day) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = database.createNativeQuery(REACHED, Object[].class)
                .setParameter("municipality", indicator.municipality())
                .setParameter("indicator", indicator.indicator())
                .getResultList();
        Long responsibilityVersion = null;
        Long departmentVersion = null;
        List<Stated> stated = new ArrayList<>();
        List<Office> reached = new ArrayList<>();
        for (Object[] row : rows) {
            Long version = ((Number) row[1]).longValue();
            if ((Boolean) row[0]) {
                responsibilityVersion = version;
                for (Responsibility each : read((String) row[2], Responsibility[].class)) {
                    stated.add(each.stated());
                }
            } else {
                departmentVersion = departmentVersion == null ? version : Math.max(departmentVersion, version);
                reached.add(office(read((String) row[2], JsonNode.class)));
            }
        }
        Offices offices = new Offices(reached);
        Reporter reporter = offices.reporterOn(stated, day);
        return new Reported(reporter, writers(reporter, offices), responsibilityVersion, departmentVersion);
    }

    @Override
    public Map<String, Reported> ofAll(String municipality, LocalDate day) {
        Map<String, Long> versions = new HashMap<>();
        List<Office> all = new ArrayList<>();
        for (Object[] row : rows(DEPARTMENTS, municipality)) {
            Office office = office(read((String) row[1], JsonNode.class));
            all.add(office);
            versions.put(office.id(), ((Number) row[0]).longValue());
        }
        Offices offices = new Offices(all);
        Map<String, Reported> reported = new HashMap<>();
        for (Object[] row : rows(RESPONSIBILITIES, municipality)) {
            List<Stated> stated = new ArrayList<>();
            for (Responsibility each : read((String) row[2], Responsibility[].class)) {
                stated.add(each.stated());
            }
            Reporter reporter = offices.reporterOn(stated, day);
            reported.put(
                    (String) row[0],
                    new Reported(
                            reporter,
                            writers(reporter, offices),
                            ((Number) row[1]).longValue(),
                            newest(stated, offices, versions)));
        }
        return reported;
    }

    /** Of the departments stated and whatever succeeds them. */
    private static Long newest(List<Stated> stated, Offices offices, Map<String, Long> versions) {
        Deque<String> reached =
                new ArrayDeque<>(stated.stream().map(Stated::department).toList());
        Set<String> seen = new HashSet<>();
        Long newest = null;
        while (!reached.isEmpty()) {
            String id = reached.remove();
            Long version = versions.get(id);
            if (seen.add(id) && version != null) {
                newest = newest == null ? version : Math.max(newest, version);
                offices.find(id).ifPresent(office -> reached.addAll(office.successors()));
            }
        }
        return newest;
    }

    @SuppressWarnings("unchecked")
    private List<Object[]> rows(String sql, String municipality) {
        return database.createNativeQuery(sql, Object[].class)
                .setParameter("municipality", municipality)
                .getResultList();
    }

    private Set<String> writers(Reporter reporter, Offices offices) {
        Set<String> writers = new HashSet<>();
        if (reporter instanceof Reporter.Known known) {
            writers.add(known.department());
            if (offices.followerOn(known.department(), LocalDate.now(clock)) instanceof Reporter.Known today) {
                writers.add(today.department());
            }
        }
        return writers;
    }

    @Override
    public Offices departments(String municipality) {
        List<?> documents = database.createNativeQuery(
                        "select cast(document as text) from received_department where municipality = :municipality")
                .setParameter("municipality", municipality)
                .getResultList();
        return new Offices(documents.stream()
                .map(document -> office(read((String) document, JsonNode.class)))
                .toList());
    }

    private static Office office(JsonNode document) {
        List<DatedName> names = new ArrayList<>();
        for (JsonNode name : document.path("names")) {
            names.add(new DatedName(name.path("name").asText(), day(name, "from"), day(name, "to")));
        }
        List<String> successors = new ArrayList<>();
        document.path("successors").forEach(successor -> successors.add(successor.asText()));
        return new Office(document.path("id").asText(), names, day(document, "from"), day(document, "to"), successors);
    }

    private static LocalDate day(JsonNode parent, String field) {
        return parent.hasNonNull(field) ? LocalDate.parse(parent.path(field).asText()) : null;
    }

    private <T> T read(String content, Class<T> type) {
        try {
            return json.readValue(content, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is kept was readable when it came", e);
        }
    }
}
