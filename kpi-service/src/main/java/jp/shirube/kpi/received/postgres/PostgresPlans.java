package jp.shirube.kpi.received.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jp.shirube.kpi.received.Placed;
import jp.shirube.kpi.received.Plans;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;

@ApplicationScoped
class PostgresPlans implements Plans {

    /** Of each plan the newest edition in force, in its newest statement that is whole. */
    private static final String PLACED = """
            with in_force as (
                select distinct on (e.plan) e.municipality, e.plan, e.edition, e.statement, e.name, e.first_year, e.last_year
                from received_edition e
                join received_adoption a on (a.municipality, a.plan, a.edition) = (e.municipality, e.plan, e.edition)
                where e.municipality = :municipality and (a.in_force_from <= :day or e.plan = any(:chosen))
                  and e.parts = (select count(*) from received_edition_part p
                    where (p.municipality, p.plan, p.edition, p.statement) = (e.municipality, e.plan, e.edition, e.statement))
                order by e.plan, a.in_force_from desc, e.edition desc, e.statement desc)
            select e.plan, e.name, p.kind, cast(p.document as text), cast(n.document as text)
            from in_force e
            join received_edition_part p
                on (p.municipality, p.plan, p.edition, p.statement) = (e.municipality, e.plan, e.edition, e.statement)
            left join received_edition_part n
                on (n.municipality, n.plan, n.edition, n.statement, n.kind, n.id)
                    = (p.municipality, p.plan, p.edition, p.statement, 'ELEMENT', p.document ->> 'element')
            where p.kind in ('TARGET', 'INITIATIVE')
              and (case when cardinality(:chosen) = 0 then :year between e.first_year and e.last_year
                  else e.plan = any(:chosen) end)
            order by e.plan, p.kind desc, p.position""";

    private static final String ADOPTED = """
            select distinct on (e.plan) e.plan, e.name
            from received_edition e
            join received_adoption a on (a.municipality, a.plan, a.edition) = (e.municipality, e.plan, e.edition)
            where e.municipality = :municipality
            order by e.plan, a.in_force_from desc, e.edition desc, e.statement desc""";

    private final EntityManager database;
    private final ObjectMapper json;

    PostgresPlans(EntityManager database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public List<Placed> placed(String municipality, FiscalYear year, LocalDate day, Set<String> chosen) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = database.createNativeQuery(PLACED, Object[].class)
                .setParameter("municipality", municipality)
                .setParameter("year", year.year())
                .setParameter("day", day)
                .setParameter("chosen", chosen.toArray(String[]::new))
                .getResultList();
        List<Placed> placed = new ArrayList<>();
        for (Object[] row : rows) {
            JsonNode document = tree((String) row[3]);
            String element = row[4] == null ? "" : element(tree((String) row[4]));
            placed.add(
                    "TARGET".equals(row[2])
                            ? target((String) row[0], (String) row[1], element, document)
                            : initiative((String) row[0], (String) row[1], element, document));
        }
        return placed;
    }

    @Override
    public List<Adopted> adopted(String municipality) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = database.createNativeQuery(ADOPTED, Object[].class)
                .setParameter("municipality", municipality)
                .getResultList();
        return rows.stream()
                .map(row -> new Adopted((String) row[0], (String) row[1]))
                .toList();
    }

    private static String element(JsonNode element) {
        return (element.path("code").asText("") + " " + element.path("title").asText("")).strip();
    }

    private static Placed target(String plan, String planName, String element, JsonNode target) {
        return new Placed.OfIndicator(
                plan,
                planName,
                element,
                target.path("number").asText(""),
                target.path("indicator").asText(""),
                target.path("printedName").asText(""),
                target.path("baseline").path("printed").asText(""),
                target.path("goal").path("printed").asText(""));
    }

    private static Placed initiative(String plan, String planName, String element, JsonNode initiative) {
        List<Placed.Cell> cells = new ArrayList<>();
        for (JsonNode cell : initiative.path("schedule")) {
            cells.add(new Placed.Cell(
                    cell.path("years").asText(""), cell.path("printed").asText("")));
        }
        List<String> departments = new ArrayList<>();
        for (JsonNode department : initiative.path("departments")) {
            if (department.hasNonNull("department")) {
                departments.add(department.path("department").asText());
            }
        }
        return new Placed.OfInitiative(
                plan,
                planName,
                element,
                initiative.path("id").asText(""),
                initiative.path("title").asText(""),
                cells,
                departments,
                initiative.hasNonNull("startYear")
                        ? Period.ofCanonical(initiative.path("startYear").asText())
                                .fiscalYear()
                                .year()
                        : null,
                initiative.hasNonNull("relistedFrom"));
    }

    private JsonNode tree(String content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is kept was readable when it came", e);
        }
    }
}
