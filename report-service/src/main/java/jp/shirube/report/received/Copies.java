package jp.shirube.report.received;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.report.targets.KnownIndicator;

/** Stores what was said; an older version never overwrites a newer one. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class Copies {

    private final EntityManager database;

    Copies(EntityManager database) {
        this.database = database;
    }

    void municipality(ReceivedEvent event) {
        JsonNode data = event.data();
        database.createNativeQuery("""
                insert into municipality (code, name, content, version) values (:code, :name, cast(:content as jsonb), :version)
                on conflict (code) do update set name = excluded.name, content = excluded.content, version = excluded.version
                where municipality.version < excluded.version""")
                .setParameter("code", data.path("municipality").asText())
                .setParameter("name", data.path("name").asText())
                .setParameter("content", data.toString())
                .setParameter("version", event.aggregateVersion())
                .executeUpdate();
    }

    void department(ReceivedEvent event) {
        item(
                "department",
                "id",
                event,
                event.data().path("department").path("id").asText());
    }

    void indicator(ReceivedEvent event) {
        item("indicator", "id", event, event.data().path("indicator").path("id").asText());
    }

    void responsibility(ReceivedEvent event) {
        item(
                "responsibility",
                "indicator",
                event,
                event.data().path("indicator").asText());
    }

    private void item(String table, String column, ReceivedEvent event, String id) {
        JsonNode content = event.data().path(table);
        database.createNativeQuery("""
                insert into %1$s (municipality, %2$s, content, version)
                values (:municipality, :id, cast(:content as jsonb), :version)
                on conflict (municipality, %2$s) do update set content = excluded.content, version = excluded.version
                where %1$s.version < excluded.version""".formatted(table, column))
                .setParameter("municipality", event.data().path("municipality").asText())
                .setParameter("id", id)
                .setParameter(
                        "content",
                        content.isObject() ? content.toString() : event.data().toString())
                .setParameter("version", event.aggregateVersion())
                .executeUpdate();
    }

    void actual(ReceivedEvent event) {
        JsonNode data = event.data();
        database.createNativeQuery("""
                insert into actual_revision (municipality, indicator, period, revision, recorded_at, withdrawn, content)
                values (:municipality, :indicator, :period, :revision, cast(:at as timestamptz), :withdrawn, cast(:content as jsonb))
                on conflict do nothing""")
                .setParameter("municipality", data.path("municipality").asText())
                .setParameter("indicator", data.path("indicator").asText())
                .setParameter("period", data.path("period").asText())
                .setParameter("revision", data.path("revision").asLong())
                .setParameter("at", data.path("recordedAt").asText())
                .setParameter("withdrawn", data.path("withdrawn").asBoolean())
                .setParameter("content", data.toString())
                .executeUpdate();
    }

    /** @param kind TEXT, ELEMENT, INITIATIVE or TARGET */
    void part(ReceivedEvent event, String kind, JsonNode part) {
        JsonNode data = event.data();
        database.createNativeQuery("""
                insert into edition_part (municipality, plan, number, statement, kind, position, id, indicator, content)
                values (:municipality, :plan, :number, :statement, :kind, :position, :id, :indicator, cast(:content as jsonb))
                on conflict do nothing""")
                .setParameter("municipality", data.path("municipality").asText())
                .setParameter("plan", data.path("planId").asText())
                .setParameter("number", data.path("edition").asInt())
                .setParameter("statement", data.path("statement").asLong())
                .setParameter("kind", kind)
                .setParameter("position", data.path("position").asInt())
                .setParameter("id", part.path("id").asText(""))
                .setParameter("indicator", part.path("indicator").asText(""))
                .setParameter("content", part.toString())
                .executeUpdate();
    }

    void closing(ReceivedEvent event) {
        JsonNode data = event.data();
        database.createNativeQuery("""
                insert into edition_waiting (municipality, plan, number, statement, content)
                values (:municipality, :plan, :number, :statement, cast(:content as jsonb)) on conflict do nothing""")
                .setParameter("municipality", data.path("municipality").asText())
                .setParameter("plan", data.path("planId").asText())
                .setParameter("number", data.path("edition").asInt())
                .setParameter("statement", data.path("statement").asLong())
                .setParameter("content", data.toString())
                .executeUpdate();
    }

    /** Adoption says nothing of the content. It comes after it: both have the key of the plan. */
    void adoption(ReceivedEvent event) {
        JsonNode data = event.data();
        database.createNativeQuery("""
                update edition set adopted_on = cast(:adopted as date), in_force_from = cast(:inForce as date), version = :version
                where municipality = :municipality and plan = :plan and number = :number and version < :version""")
                .setParameter("adopted", data.path("adoptedOn").asText())
                .setParameter("inForce", data.path("inForceFrom").asText())
                .setParameter("version", event.aggregateVersion())
                .setParameter("municipality", data.path("municipality").asText())
                .setParameter("plan", data.path("planId").asText())
                .setParameter("number", data.path("edition").asInt())
                .executeUpdate();
    }

    /**
     * Switches to every staged edition of which all parts have arrived and which is newer than what is served, and forgets
     * what it replaces.
     *
     * @return the indicators whose targets changed thereby, and those of the targets replaced
     */
    List<KnownIndicator> switchToComplete(String municipality, String plan) {
        @SuppressWarnings("unchecked")
        List<Object[]> switched = database.createNativeQuery("""
                with complete as (
                    select w.* from edition_waiting w
                    where w.municipality = :municipality and w.plan = :plan
                      and cast(w.content ->> 'count' as integer) =
                          (select count(*) from edition_part p
                           where (p.municipality, p.plan, p.number, p.statement) = (w.municipality, w.plan, w.number, w.statement))
                      and not exists (select 1 from edition_waiting newer
                           where (newer.municipality, newer.plan, newer.number) = (w.municipality, w.plan, w.number)
                             and newer.statement > w.statement)
                )
                insert into edition (municipality, plan, number, plan_name, first_year, last_year, content, statement, version,
                                     adopted_on, in_force_from)
                select municipality, plan, number, content -> 'plan' ->> 'name',
                       cast(content -> 'plan' ->> 'firstYear' as integer), cast(content -> 'plan' ->> 'lastYear' as integer),
                       content, statement, statement,
                       cast(content ->> 'adoptedOn' as date), cast(content ->> 'inForceFrom' as date)
                from complete
                on conflict (municipality, plan, number) do update set
                    plan_name = excluded.plan_name, first_year = excluded.first_year, last_year = excluded.last_year,
                    content = excluded.content, statement = excluded.statement, version = excluded.version,
                    adopted_on = excluded.adopted_on, in_force_from = excluded.in_force_from
                where edition.statement < excluded.statement
                returning number, statement""")
                .setParameter("municipality", municipality)
                .setParameter("plan", plan)
                .getResultList();
        List<KnownIndicator> affected = new ArrayList<>();
        for (Object[] edition : switched) {
            affected.addAll(indicatorsOf(municipality, plan, (Integer) edition[0]));
            forgetOlder(municipality, plan, (Integer) edition[0], (Long) edition[1]);
        }
        return affected;
    }

    private List<KnownIndicator> indicatorsOf(String municipality, String plan, int number) {
        @SuppressWarnings("unchecked")
        List<String> indicators = database.createNativeQuery("""
                select distinct indicator from edition_part
                where municipality = :municipality and plan = :plan and number = :number and kind = 'TARGET'""")
                .setParameter("municipality", municipality)
                .setParameter("plan", plan)
                .setParameter("number", number)
                .getResultList();
        return indicators.stream()
                .map(indicator -> new KnownIndicator(municipality, indicator))
                .toList();
    }

    private void forgetOlder(String municipality, String plan, int number, long statement) {
        for (String sql : List.of(
                "delete from edition_part where statement < :statement",
                "delete from edition_waiting where statement <= :statement")) {
            database.createNativeQuery(sql + " and municipality = :municipality and plan = :plan and number = :number")
                    .setParameter("municipality", municipality)
                    .setParameter("plan", plan)
                    .setParameter("number", number)
                    .setParameter("statement", statement)
                    .executeUpdate();
        }
    }
}
