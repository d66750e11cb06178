package jp.shirube.report.received;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collections;
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
        revision("MUNICIPALITY", "", event, event.data());
    }

    void department(ReceivedEvent event) {
        stated("DEPARTMENT", event, "department");
    }

    void indicator(ReceivedEvent event) {
        stated("INDICATOR", event, "indicator");
    }

    void gradingRule(ReceivedEvent event) {
        stated("GRADING_RULE", event, "gradingRule");
    }

    void responsibility(ReceivedEvent event) {
        revision("RESPONSIBILITY", PlanEvents.text(event, "/indicator"), event, event.data());
    }

    private void stated(String kind, ReceivedEvent event, String field) {
        revision(
                kind,
                PlanEvents.text(event, "/" + field + "/id"),
                event,
                event.data().path(field));
    }

    /** The highest version counts, in whatever order they arrive. */
    private void revision(String kind, String id, ReceivedEvent event, JsonNode content) {
        database.createNativeQuery("""
                insert into copy_revision (kind, municipality, id, version, recorded_at, content)
                values (:kind, :municipality, :id, :version, :at, cast(:content as jsonb)) on conflict do nothing""")
                .setParameter("kind", kind)
                .setParameter("municipality", PlanEvents.text(event, "/municipality"))
                .setParameter("id", id)
                .setParameter("version", event.aggregateVersion())
                .setParameter("at", event.occurredAt())
                .setParameter("content", content.toString())
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
                insert into edition_waiting (municipality, plan, number, statement, content, recorded_at)
                values (:municipality, :plan, :number, :statement, cast(:content as jsonb), :at) on conflict do nothing""")
                .setParameter("at", event.occurredAt())
                .setParameter("municipality", data.path("municipality").asText())
                .setParameter("plan", data.path("planId").asText())
                .setParameter("number", data.path("edition").asInt())
                .setParameter("statement", data.path("statement").asLong())
                .setParameter("content", data.toString())
                .executeUpdate();
    }

    /** Adoption says nothing of the content. */
    void adoption(ReceivedEvent event) {
        JsonNode data = event.data();
        database.createNativeQuery("""
                insert into edition_adoption (municipality, plan, number, version, recorded_at, adopted_on, in_force_from)
                values (:municipality, :plan, :number, :version, :at, cast(:adopted as date), cast(:inForce as date))
                on conflict do nothing""")
                .setParameter("adopted", data.path("adoptedOn").asText())
                .setParameter("inForce", data.path("inForceFrom").asText())
                .setParameter("version", event.aggregateVersion())
                .setParameter("at", event.occurredAt())
                .setParameter("municipality", data.path("municipality").asText())
                .setParameter("plan", data.path("planId").asText())
                .setParameter("number", data.path("edition").asInt())
                .executeUpdate();
    }

    /**
     * Switches to every staged statement of an edition of which all parts have arrived; the newest is served, the others stay
     * for what was known on a day.
     *
     * @return the indicators of all targets the editions switched have or had
     */
    List<KnownIndicator> switchToComplete(String municipality, String plan) {
        @SuppressWarnings("unchecked")
        List<Integer> switched = database.createNativeQuery("""
                with complete as (
                    delete from edition_waiting w
                    where w.municipality = :municipality and w.plan = :plan
                      and cast(w.content ->> 'count' as integer) =
                          (select count(*) from edition_part p
                           where (p.municipality, p.plan, p.number, p.statement) = (w.municipality, w.plan, w.number, w.statement))
                    returning w.*
                ), adopted as (
                    insert into edition_adoption (municipality, plan, number, version, recorded_at, adopted_on, in_force_from)
                    select municipality, plan, number, statement, recorded_at,
                           cast(content ->> 'adoptedOn' as date), cast(content ->> 'inForceFrom' as date)
                    from complete where content ->> 'inForceFrom' is not null
                    on conflict do nothing
                )
                insert into edition_statement
                    (municipality, plan, number, plan_name, first_year, last_year, content, statement, recorded_at)
                select municipality, plan, number, content -> 'plan' ->> 'name',
                       cast(content -> 'plan' ->> 'firstYear' as integer), cast(content -> 'plan' ->> 'lastYear' as integer),
                       content, statement, recorded_at
                from complete
                on conflict do nothing
                returning number""")
                .setParameter("municipality", municipality)
                .setParameter("plan", plan)
                .getResultList();
        return switched.isEmpty() ? List.of() : indicatorsOf(municipality, plan, switched);
    }

    /** Of a change in one edition the later ones must know too: they compare themselves with it. */
    private List<KnownIndicator> indicatorsOf(String municipality, String plan, List<Integer> numbers) {
        @SuppressWarnings("unchecked")
        List<String> indicators = database.createNativeQuery("""
                select distinct indicator from edition_part
                where municipality = :municipality and plan = :plan and number >= :number and kind = 'TARGET'""")
                .setParameter("municipality", municipality)
                .setParameter("plan", plan)
                .setParameter("number", Collections.min(numbers))
                .getResultList();
        return indicators.stream()
                .map(indicator -> new KnownIndicator(municipality, indicator))
                .toList();
    }

    /** Every indicator of the municipality that has a target: a grading rule or the choice of one changed. */
    List<KnownIndicator> indicatorsOf(String municipality) {
        @SuppressWarnings("unchecked")
        List<String> indicators = database.createNativeQuery(
                        "select distinct indicator from edition_part where municipality = :municipality and kind = 'TARGET'")
                .setParameter("municipality", municipality)
                .getResultList();
        return indicators.stream()
                .map(indicator -> new KnownIndicator(municipality, indicator))
                .toList();
    }
}
