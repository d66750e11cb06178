package jp.shirube.kpi.received.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import jp.shirube.kpi.received.Copies;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.Stated;

/** One statement per kind of aggregate and batch; an older version never overwrites a newer one. */
@ApplicationScoped
class PostgresCopies implements Copies {

    static final String YEAR_BEFORE = "FISCAL_YEAR_BEFORE";

    private static final String MUNICIPALITIES = """
            insert into received_municipality as kept (code, version, name)
            select code, version, name
            from jsonb_to_recordset(cast(:rows as jsonb)) as row(code text, version bigint, name text) order by code
            on conflict (code) do update set version = excluded.version, name = excluded.name
            where excluded.version > kept.version""";

    private static final String DEPARTMENTS = """
            insert into received_department as kept (municipality, id, version, document)
            select municipality, id, version, document
            from jsonb_to_recordset(cast(:rows as jsonb))
                as row(municipality text, id text, version bigint, document jsonb) order by municipality, id
            on conflict (municipality, id) do update set version = excluded.version, document = excluded.document
            where excluded.version > kept.version""";

    private static final String INDICATORS = """
            insert into received_indicator as kept (municipality, id, version, name, unit, direction, period_kind,
                as_of_day, counts_for, quantity, decimals, components, document)
            select municipality, id, version, name, unit, direction, period_kind, as_of_day, counts_for, quantity,
                decimals, components, document
            from jsonb_to_recordset(cast(:rows as jsonb)) as row(municipality text, id text, version bigint,
                name text, unit text, direction text, period_kind text, as_of_day text, counts_for text,
                quantity text, decimals integer, components jsonb, document jsonb) order by municipality, id
            on conflict (municipality, id) do update set version = excluded.version, name = excluded.name,
                unit = excluded.unit, direction = excluded.direction, period_kind = excluded.period_kind,
                as_of_day = excluded.as_of_day, counts_for = excluded.counts_for, quantity = excluded.quantity,
                decimals = excluded.decimals, components = excluded.components, document = excluded.document
            where excluded.version > kept.version""";

    private static final String RESPONSIBILITIES = """
            insert into received_responsibility as kept (municipality, indicator, version, responsibilities)
            select municipality, indicator, version, responsibilities
            from jsonb_to_recordset(cast(:rows as jsonb))
                as row(municipality text, indicator text, version bigint, responsibilities jsonb)
                order by municipality, indicator
            on conflict (municipality, indicator) do update
            set version = excluded.version, responsibilities = excluded.responsibilities
            where excluded.version > kept.version""";

    private static final String PARTS = """
            insert into received_edition_part (municipality, plan, edition, statement, kind, position, id, document)
            select municipality, plan, edition, version, kind, position, id, document
            from jsonb_to_recordset(cast(:rows as jsonb)) as row(municipality text, plan text, edition integer, version bigint,
                kind text, position integer, id text, document jsonb)
            on conflict do nothing""";

    private static final String EDITIONS = """
            insert into received_edition (municipality, plan, edition, statement, name, first_year, last_year, parts)
            select municipality, plan, edition, version, name, first_year, last_year, parts
            from jsonb_to_recordset(cast(:rows as jsonb)) as row(municipality text, plan text, edition integer, version bigint,
                name text, first_year integer, last_year integer, parts integer)
            on conflict do nothing""";

    /** Of an edition stated anew; the one before was served until all parts of the new one were there. */
    private static final String OUTDATED = """
            delete from received_edition_part p
            using jsonb_to_recordset(cast(:rows as jsonb)) as row(municipality text, plan text, edition integer, version bigint,
                parts integer)
            where (p.municipality, p.plan, p.edition) = (row.municipality, row.plan, row.edition) and p.statement < row.version
              and row.parts = (select count(*) from received_edition_part whole
                where (whole.municipality, whole.plan, whole.edition, whole.statement)
                    = (row.municipality, row.plan, row.edition, row.version))""";

    private static final String ADOPTIONS = """
            insert into received_adoption as kept (municipality, plan, edition, version, in_force_from)
            select municipality, plan, edition, version, in_force_from
            from jsonb_to_recordset(cast(:rows as jsonb)) as row(municipality text, plan text, edition integer, version bigint,
                in_force_from date)
            on conflict (municipality, plan, edition) do update
            set version = excluded.version, in_force_from = excluded.in_force_from
            where excluded.version > kept.version""";

    private final EntityManager database;
    private final ObjectMapper json;

    PostgresCopies(EntityManager database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void keep(List<Stated> stated) {
        SortedMap<String, Stated> municipalities = new TreeMap<>();
        SortedMap<String, Stated> departments = new TreeMap<>();
        SortedMap<String, Stated> indicators = new TreeMap<>();
        SortedMap<String, Stated> responsibilities = new TreeMap<>();
        List<Stated> parts = new ArrayList<>();
        List<Stated> editions = new ArrayList<>();
        SortedMap<String, Stated> adoptions = new TreeMap<>();
        for (Stated each : stated) {
            switch (each) {
                case Stated.OfMunicipality it -> newest(municipalities, it.code(), it);
                case Stated.OfDepartment it -> newest(departments, it.municipality() + "/" + it.id(), it);
                case Stated.OfIndicator it ->
                    newest(indicators, it.indicator().key().toString(), it);
                case Stated.OfResponsibility it ->
                    newest(responsibilities, it.key().toString(), it);
                case Stated.OfPart it -> parts.add(it);
                case Stated.OfEdition it -> {
                    editions.add(it);
                    if (it.inForceFrom() != null) {
                        adopted(adoptions, it.adoption());
                    }
                }
                case Stated.OfAdoption it -> adopted(adoptions, it);
            }
        }
        write(MUNICIPALITIES, municipalities.values());
        write(DEPARTMENTS, departments.values());
        write(INDICATORS, indicators.values());
        write(RESPONSIBILITIES, responsibilities.values());
        write(PARTS, parts);
        write(EDITIONS, editions);
        write(OUTDATED, editions);
        write(ADOPTIONS, adoptions.values());
    }

    private static void adopted(SortedMap<String, Stated> kept, Stated.OfAdoption it) {
        newest(kept, it.municipality() + "/" + it.plan() + "/" + it.edition(), it);
    }

    /** One row twice in one statement would be refused by PostgreSQL. */
    private static void newest(SortedMap<String, Stated> kept, String key, Stated stated) {
        kept.merge(key, stated, (one, other) -> one.version() >= other.version() ? one : other);
    }

    private void write(String sql, Collection<Stated> stated) {
        if (stated.isEmpty()) {
            return;
        }
        ArrayNode rows = json.createArrayNode();
        stated.forEach(each -> rows.add(row(each)));
        database.createNativeQuery(sql).setParameter("rows", rows.toString()).executeUpdate();
    }

    private ObjectNode row(Stated stated) {
        ObjectNode row = json.createObjectNode().put("version", stated.version());
        return switch (stated) {
            case Stated.OfMunicipality it -> row.put("code", it.code()).put("name", it.name());
            case Stated.OfDepartment it ->
                row.put("municipality", it.municipality()).put("id", it.id()).set("document", tree(it.document()));
            case Stated.OfIndicator it -> row(row, it.indicator()).set("document", tree(it.document()));
            case Stated.OfPart it ->
                edition(row, it.municipality(), it.plan(), it.edition())
                        .put("kind", it.kind())
                        .put("position", it.position())
                        .put("id", it.id())
                        .set("document", tree(it.document()));
            case Stated.OfEdition it ->
                edition(row, it.municipality(), it.plan(), it.edition())
                        .put("name", it.name())
                        .put("first_year", it.firstYear())
                        .put("last_year", it.lastYear())
                        .put("parts", it.parts());
            case Stated.OfAdoption it ->
                edition(row, it.municipality(), it.plan(), it.edition())
                        .put("in_force_from", it.inForceFrom().toString());
            case Stated.OfResponsibility it ->
                row.put("municipality", it.key().municipality())
                        .put("indicator", it.key().indicator())
                        .set("responsibilities", json.valueToTree(it.responsibilities()));
        };
    }

    private static ObjectNode edition(ObjectNode row, String municipality, String plan, int edition) {
        return row.put("municipality", municipality).put("plan", plan).put("edition", edition);
    }

    private ObjectNode row(ObjectNode row, Indicator indicator) {
        row.put("municipality", indicator.key().municipality())
                .put("id", indicator.key().indicator())
                .put("name", indicator.name())
                .put("unit", indicator.unit())
                .put("direction", indicator.direction().name())
                .put("period_kind", indicator.periodKind().name())
                .put("quantity", indicator.quantity().name())
                .put("decimals", indicator.decimals())
                .set("components", json.valueToTree(indicator.components()));
        if (indicator.asOf() != null) {
            row.put("as_of_day", indicator.asOf().day().toString().substring(2))
                    .put("counts_for", indicator.asOf().countsForYearBefore() ? YEAR_BEFORE : "SAME_FISCAL_YEAR");
        }
        return row;
    }

    private ObjectNode tree(String document) {
        try {
            return (ObjectNode) json.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
