package jp.shirube.report.targets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jp.shirube.responsibility.DatedName;
import jp.shirube.responsibility.Office;
import jp.shirube.responsibility.Offices;
import jp.shirube.responsibility.Reporter;
import jp.shirube.responsibility.Stated;
import org.jspecify.annotations.Nullable;

/** Who reports what, and under which name, as known on a day. */
@ApplicationScoped
public class KnownDepartments {

    private final EntityManager database;
    private final ObjectMapper json;

    KnownDepartments(EntityManager database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Its departments over time. */
    public Offices of(String municipality, AsOf asOf) {
        return new Offices(known("DEPARTMENT", municipality, asOf).values().stream()
                .map(KnownDepartments::office)
                .toList());
    }

    /** 担当 as stated, by indicator. */
    public Map<String, List<Stated>> statedOf(String municipality, AsOf asOf) {
        Map<String, List<Stated>> stated = new TreeMap<>();
        known("RESPONSIBILITY", municipality, asOf)
                .forEach((indicator, content) -> stated.put(indicator, stated(content)));
        return stated;
    }

    /** The id of the department responsible on that day, by indicator; without those nobody reports. */
    public Map<String, String> responsibleOn(String municipality, AsOf asOf) {
        Offices offices = of(municipality, asOf);
        Map<String, String> responsible = new HashMap<>();
        statedOf(municipality, asOf).forEach((indicator, stated) -> {
            if (offices.reporterOn(stated, asOf.day()) instanceof Reporter.Known reporter) {
                responsible.put(indicator, reporter.department());
            }
        });
        return responsible;
    }

    /** The id of the department that reports each of the indicators on that day. */
    @SuppressWarnings("unchecked")
    public Map<KnownIndicator, String> responsibleFor(Collection<KnownIndicator> indicators, AsOf asOf) {
        List<Object[]> rows = database.createNativeQuery("""
                select distinct on (municipality, id) municipality, id, cast(content as text) from copy_revision
                where kind = 'RESPONSIBILITY' and (municipality, id) in (select * from unnest(:municipalities, :indicators))
                  and recorded_at < cast(:until as timestamptz)
                order by municipality, id, version desc""")
                .setParameter("municipalities", KnownIndicator.municipalities(indicators))
                .setParameter("indicators", KnownIndicator.ids(indicators))
                .setParameter("until", asOf.until())
                .getResultList();
        Map<KnownIndicator, List<Stated>> stated = new HashMap<>();
        for (Object[] row : rows) {
            stated.put(new KnownIndicator((String) row[0], (String) row[1]), stated(read((String) row[2])));
        }
        Map<String, Offices> offices = concerned(stated, asOf);
        Map<KnownIndicator, String> responsible = new HashMap<>();
        stated.forEach((indicator, all) -> {
            if (offices.getOrDefault(indicator.municipality(), new Offices(List.of()))
                            .reporterOn(all, asOf.day())
                    instanceof Reporter.Known reporter) {
                responsible.put(indicator, reporter.department());
            }
        });
        return responsible;
    }

    /** The departments stated; all of a municipality only where one of them has ended. */
    @SuppressWarnings("unchecked")
    private Map<String, Offices> concerned(Map<KnownIndicator, List<Stated>> stated, AsOf asOf) {
        Set<KnownIndicator> departments = new HashSet<>();
        stated.forEach((indicator, all) -> all.stream()
                .filter(one -> one.holdsOn(asOf.day()))
                .forEach(one -> departments.add(new KnownIndicator(indicator.municipality(), one.department()))));
        if (departments.isEmpty()) {
            return Map.of();
        }
        List<Object[]> rows = database.createNativeQuery("""
                select distinct on (municipality, id) municipality, cast(content as text) from copy_revision
                where kind = 'DEPARTMENT' and (municipality, id) in (select * from unnest(:municipalities, :departments))
                  and recorded_at < cast(:until as timestamptz)
                order by municipality, id, version desc""")
                .setParameter("municipalities", KnownIndicator.municipalities(departments))
                .setParameter("departments", KnownIndicator.ids(departments))
                .setParameter("until", asOf.until())
                .getResultList();
        Map<String, List<Office>> found = new HashMap<>();
        for (Object[] row : rows) {
            found.computeIfAbsent((String) row[0], none -> new ArrayList<>()).add(office(read((String) row[1])));
        }
        Map<String, Offices> offices = new HashMap<>();
        found.forEach((municipality, some) -> offices.put(
                municipality,
                some.stream().anyMatch(one -> one.hasEndedBefore(asOf.day()))
                        ? of(municipality, asOf)
                        : new Offices(some)));
        return offices;
    }

    /** The name each department bears that day, by its id. */
    public Map<String, String> namesOn(String municipality, AsOf asOf) {
        Map<String, String> names = new HashMap<>();
        of(municipality, asOf).all().forEach(office -> names.put(office.id(), office.nameOn(asOf.day())));
        return names;
    }

    private static Office office(JsonNode content) {
        List<DatedName> names = new ArrayList<>();
        for (JsonNode name : content.path("names")) {
            names.add(new DatedName(name.path("name").asText(), day(name.path("from")), day(name.path("to"))));
        }
        List<String> successors = new ArrayList<>();
        content.path("successors").forEach(successor -> successors.add(successor.asText()));
        return new Office(
                content.path("id").asText(), names, day(content.path("from")), day(content.path("to")), successors);
    }

    private static List<Stated> stated(JsonNode content) {
        List<Stated> stated = new ArrayList<>();
        for (JsonNode one : content.path("responsibilities")) {
            stated.add(new Stated(one.path("department").asText(), day(one.path("from")), day(one.path("to"))));
        }
        return stated;
    }

    private static @Nullable LocalDate day(JsonNode node) {
        if (node.isArray()) {
            return LocalDate.of(
                    node.path(0).asInt(), node.path(1).asInt(), node.path(2).asInt());
        }
        return node.isTextual() ? LocalDate.parse(node.asText()) : null;
    }

    @SuppressWarnings("unchecked")
    private Map<String, JsonNode> known(String kind, String municipality, AsOf asOf) {
        List<Object[]> rows = database.createNativeQuery(
                        "select id, cast(content as text) from known(:kind, cast(:until as timestamptz))"
                                + " where municipality = :municipality")
                .setParameter("kind", kind)
                .setParameter("until", asOf.until())
                .setParameter("municipality", municipality)
                .getResultList();
        Map<String, JsonNode> contents = new TreeMap<>();
        for (Object[] row : rows) {
            contents.put((String) row[0], read((String) row[1]));
        }
        return contents;
    }

    private JsonNode read(String content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("jsonb is always well-formed", e);
        }
    }
}
