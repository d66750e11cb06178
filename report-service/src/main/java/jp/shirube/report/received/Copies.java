package jp.shirube.report.received;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.report.targets.KnownIndicator;

/** Stores what was said: every version of it, so that none ever overwrites another. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class Copies {

    private final EntityManager database;

    Copies(EntityManager database) {
        this.database = database;
    }

    /** One statement per table, however many events; the order of versions is that of the versions, not of the arrival. */
    void keep(Heard heard) {
        revisions(heard.revisions());
        actuals(heard.actuals());
        parts(heard.parts());
        closings(heard.closings());
        adoptions(heard.adoptions());
        initiatives(heard.initiatives());
    }

    private void revisions(List<Heard.Revision> rows) {
        if (rows.isEmpty()) {
            return;
        }
        database.createNativeQuery("""
                insert into copy_revision (kind, municipality, id, version, recorded_at, content)
                select kind, municipality, id, version, cast(at as timestamptz), cast(content as jsonb)
                from unnest(:kinds, :municipalities, :ids, :versions, :ats, :contents)
                    as heard (kind, municipality, id, version, at, content)
                on conflict do nothing""")
                .setParameter("kinds", texts(rows, Heard.Revision::kind))
                .setParameter("municipalities", texts(rows, Heard.Revision::municipality))
                .setParameter("ids", texts(rows, Heard.Revision::id))
                .setParameter("versions", longs(rows, Heard.Revision::version))
                .setParameter("ats", texts(rows, row -> row.at().toString()))
                .setParameter("contents", texts(rows, row -> row.content().toString()))
                .executeUpdate();
    }

    private void actuals(List<ReceivedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        database.createNativeQuery("""
                insert into actual_revision (municipality, indicator, period, revision, recorded_at, withdrawn, content)
                select municipality, indicator, period, revision, cast(at as timestamptz), withdrawn, cast(content as jsonb)
                from unnest(:municipalities, :indicators, :periods, :revisions, :ats, :withdrawns, :contents)
                    as heard (municipality, indicator, period, revision, at, withdrawn, content)
                on conflict do nothing""")
                .setParameter("municipalities", data(events, "municipality"))
                .setParameter("indicators", data(events, "indicator"))
                .setParameter("periods", data(events, "period"))
                .setParameter(
                        "revisions",
                        longs(events, event -> event.data().path("revision").asLong()))
                .setParameter("ats", data(events, "recordedAt"))
                .setParameter(
                        "withdrawns",
                        events.stream()
                                .map(event -> event.data().path("withdrawn").asBoolean())
                                .toArray(Boolean[]::new))
                .setParameter("contents", texts(events, event -> event.data().toString()))
                .executeUpdate();
    }

    private void parts(List<Heard.Part> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<ReceivedEvent> events = rows.stream().map(Heard.Part::event).toList();
        aboutEditions("""
                insert into edition_part (municipality, plan, number, statement, kind, position, id, indicator, content)
                select municipality, plan, number, statement, kind, position, id, indicator, cast(content as jsonb)
                from unnest(:municipalities, :plans, :numbers, :statements, :kinds, :positions, :ids, :indicators, :contents)
                    as heard (municipality, plan, number, statement, kind, position, id, indicator, content)
                on conflict do nothing""", events)
                .setParameter(
                        "statements",
                        longs(events, event -> event.data().path("statement").asLong()))
                .setParameter("kinds", texts(rows, Heard.Part::kind))
                .setParameter(
                        "positions",
                        events.stream()
                                .map(event -> event.data().path("position").asInt())
                                .toArray(Integer[]::new))
                .setParameter("ids", texts(rows, row -> row.content().path("id").asText("")))
                .setParameter(
                        "indicators",
                        texts(rows, row -> row.content().path("indicator").asText("")))
                .setParameter("contents", texts(rows, row -> row.content().toString()))
                .executeUpdate();
    }

    private void closings(List<ReceivedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        aboutEditions("""
                insert into edition_waiting (municipality, plan, number, statement, content, recorded_at)
                select municipality, plan, number, statement, cast(content as jsonb), cast(at as timestamptz)
                from unnest(:municipalities, :plans, :numbers, :statements, :contents, :ats)
                    as heard (municipality, plan, number, statement, content, at)
                on conflict do nothing""", events)
                .setParameter(
                        "statements",
                        longs(events, event -> event.data().path("statement").asLong()))
                .setParameter("contents", texts(events, event -> event.data().toString()))
                .setParameter("ats", texts(events, event -> event.occurredAt().toString()))
                .executeUpdate();
    }

    /** Adoption says nothing of the content. */
    private void adoptions(List<ReceivedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        aboutEditions("""
                insert into edition_adoption (municipality, plan, number, version, recorded_at, adopted_on, in_force_from, note)
                select municipality, plan, number, version, cast(at as timestamptz), cast(adopted as date), cast(in_force as date),
                       nullif(note, '')
                from unnest(:municipalities, :plans, :numbers, :versions, :ats, :adopted, :inForce, :notes)
                    as heard (municipality, plan, number, version, at, adopted, in_force, note)
                on conflict do nothing""", events)
                .setParameter("versions", longs(events, ReceivedEvent::aggregateVersion))
                .setParameter("ats", texts(events, event -> event.occurredAt().toString()))
                .setParameter("adopted", data(events, "adoptedOn"))
                .setParameter("inForce", data(events, "inForceFrom"))
                .setParameter("notes", data(events, "adoptionNote"))
                .executeUpdate();
    }

    private void initiatives(List<ReceivedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        database.createNativeQuery("""
                insert into initiative_progress (municipality, plan, initiative, year, round, stated, recorded_at, progress)
                select municipality, plan, initiative, year, round, stated, cast(at as timestamptz), progress
                from unnest(:municipalities, :plans, :initiatives, :years, :rounds, :stated, :ats, :progress)
                    as heard (municipality, plan, initiative, year, round, stated, at, progress)
                on conflict do nothing""")
                .setParameter("municipalities", data(events, "municipality"))
                .setParameter("plans", data(events, "plan"))
                .setParameter("initiatives", data(events, "initiative"))
                .setParameter(
                        "years",
                        events.stream()
                                .map(event -> event.data().path("year").asInt())
                                .toArray(Integer[]::new))
                .setParameter("rounds", data(events, "round"))
                .setParameter("stated", longs(events, ReceivedEvent::aggregateVersion))
                .setParameter("ats", texts(events, event -> event.occurredAt().toString()))
                .setParameter("progress", data(events, "progress"))
                .executeUpdate();
    }

    private Query aboutEditions(String sql, List<ReceivedEvent> events) {
        return database.createNativeQuery(sql)
                .setParameter("municipalities", data(events, "municipality"))
                .setParameter("plans", data(events, "planId"))
                .setParameter(
                        "numbers",
                        events.stream()
                                .map(event -> event.data().path("edition").asInt())
                                .toArray(Integer[]::new));
    }

    private static String[] data(List<ReceivedEvent> events, String field) {
        return texts(events, event -> event.data().path(field).asText());
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static <T> Long[] longs(List<T> rows, ToLongFunction<T> column) {
        return rows.stream().mapToLong(column).boxed().toArray(Long[]::new);
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
                    insert into edition_adoption
                        (municipality, plan, number, version, recorded_at, adopted_on, in_force_from, note)
                    select municipality, plan, number, statement, recorded_at,
                           cast(content ->> 'adoptedOn' as date), cast(content ->> 'inForceFrom' as date),
                           content ->> 'adoptionNote'
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
