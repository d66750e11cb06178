package jp.shirube.report.announced;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.shirube.report.announced.ChangedTarget.Place;
import jp.shirube.report.targets.AsOf;
import jp.shirube.report.targets.KnownDepartments;
import jp.shirube.report.targets.KnownIndicator;
import org.jspecify.annotations.Nullable;

/** What a target is called and where it stands in its plan, so that who hears of it need not ask. */
@ApplicationScoped
class TargetPlaces {

    /** As many plans as are usually touched between two restarts; an edition's statement never changes. */
    private static final int REMEMBERED = 200;

    /** In the newest statement in which the target stood: one that was dropped is still to be named. */
    private static final String TARGETS = """
            select distinct on (p.municipality, p.plan, p.number, p.id)
                   p.municipality, p.plan, p.number, p.id, p.statement, p.indicator, p.content ->> 'printedName',
                   p.content ->> 'element', cast(p.content -> 'departments' as text)
            from edition_part p
            join edition_statement s on (s.municipality, s.plan, s.number, s.statement) = (p.municipality, p.plan, p.number, p.statement)
            where p.kind = 'TARGET' and (p.municipality, p.plan, p.id) in (select * from unnest(:municipalities, :plans, :targets))
            order by p.municipality, p.plan, p.number, p.id, p.statement desc""";

    private static final String ELEMENTS = """
            select cast(content as text) from edition_part
            where (municipality, plan, number, statement) = (:municipality, :plan, :number, :statement) and kind = 'ELEMENT'
            order by position""";

    /**
     * @param element null when the target stands under none
     * @param departments those printed at the target, and who reports its indicator today
     */
    record TargetPlace(
            String name, String indicator, @Nullable Element element, Set<String> departments) {}

    /** @param path the ids of what it belongs to, the root first, itself last */
    record Element(
            String id, @Nullable String code, @Nullable String title, List<String> path) {}

    private record Statement(String municipality, String plan, int number, long statement) {}

    private final EntityManager database;
    private final KnownDepartments departments;
    private final ObjectMapper json;
    private final Map<Statement, Map<String, Element>> elements =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Statement, Map<String, Element>> eldest) {
                    return size() > REMEMBERED;
                }
            });

    TargetPlaces(EntityManager database, KnownDepartments departments, ObjectMapper json) {
        this.database = database;
        this.departments = departments;
        this.json = json;
    }

    /** The place of each of the targets in every edition it ever stood in. */
    @SuppressWarnings("unchecked")
    Map<Place, TargetPlace> of(Collection<Place> targets, AsOf asOf) {
        List<Object[]> rows = database.createNativeQuery(TARGETS)
                .setParameter(
                        "municipalities",
                        targets.stream().map(Place::municipality).toArray(String[]::new))
                .setParameter("plans", targets.stream().map(Place::plan).toArray(String[]::new))
                .setParameter("targets", targets.stream().map(Place::target).toArray(String[]::new))
                .getResultList();
        Map<KnownIndicator, String> responsible = departments.responsibleFor(
                rows.stream()
                        .map(row -> new KnownIndicator((String) row[0], (String) row[5]))
                        .distinct()
                        .toList(),
                asOf);
        Map<Place, TargetPlace> places = new HashMap<>();
        for (Object[] row : rows) {
            Place place = new Place((String) row[0], (String) row[1], (Integer) row[2], (String) row[3]);
            KnownIndicator indicator = new KnownIndicator(place.municipality(), (String) row[5]);
            Set<String> concerned = new LinkedHashSet<>();
            if (row[8] != null) {
                read((String) row[8]).findValuesAsText("department").forEach(concerned::add);
            }
            if (responsible.containsKey(indicator)) {
                concerned.add(responsible.get(indicator));
            }
            places.put(
                    place,
                    new TargetPlace(
                            row[6] == null ? place.target() : (String) row[6],
                            indicator.id(),
                            row[7] == null
                                    ? null
                                    : elementsOf(new Statement(
                                                    place.municipality(), place.plan(), place.edition(), (Long) row[4]))
                                            .get((String) row[7]),
                            concerned));
        }
        return places;
    }

    private Map<String, Element> elementsOf(Statement statement) {
        Map<String, Element> known = elements.get(statement);
        if (known == null) {
            known = read(statement);
            elements.put(statement, known);
        }
        return known;
    }

    private Map<String, Element> read(Statement statement) {
        Map<String, JsonNode> stated = new LinkedHashMap<>();
        for (Object content : database.createNativeQuery(ELEMENTS)
                .setParameter("municipality", statement.municipality())
                .setParameter("plan", statement.plan())
                .setParameter("number", statement.number())
                .setParameter("statement", statement.statement())
                .getResultList()) {
            JsonNode element = read((String) content);
            stated.put(element.path("id").asText(), element);
        }
        Map<String, Element> read = new HashMap<>();
        stated.forEach((id, element) -> read.put(
                id,
                new Element(
                        id,
                        element.path("code").textValue(),
                        element.path("title").textValue(),
                        path(id, stated))));
        return read;
    }

    private static List<String> path(String id, Map<String, JsonNode> stated) {
        List<String> path = new ArrayList<>();
        // The owner refuses circles; a second look costs less than never coming back.
        for (String next = id; next != null && !path.contains(next); ) {
            path.add(next);
            JsonNode element = stated.get(next);
            next = element == null ? null : element.path("parent").textValue();
        }
        Collections.reverse(path);
        return path;
    }

    private JsonNode read(String content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("jsonb is always well-formed", e);
        }
    }
}
