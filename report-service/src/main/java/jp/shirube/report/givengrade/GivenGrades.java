package jp.shirube.report.givengrade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.notation.FiscalYear;
import jp.shirube.report.givengrade.GivenGrade.Given;
import jp.shirube.report.givengrade.GivenGrade.Place;
import jp.shirube.report.givengrade.GivenGrade.State;
import jp.shirube.report.givengrade.GivenGrade.Withdrawn;
import jp.shirube.report.targets.AsOf;
import jp.shirube.report.targets.KnownTarget;
import org.jspecify.annotations.Nullable;

/** All grades that people gave, in every state they ever had. */
@ApplicationScoped
public class GivenGrades {

    private static final String COLUMNS = "year, axis, revision, recorded_at, withdrawn, cast(content as text)";

    private static final String PRESENT = "select distinct on (plan, edition, target, year, axis) " + COLUMNS + """
            , plan, edition, target from given_grade
            where municipality = :municipality
              and (plan, edition, target) in (select * from unnest(:plans, :editions, :targets))
              and (cast(:year as integer) is null or year = cast(:year as integer))
              and recorded_at < cast(:until as timestamptz)
            order by plan, edition, target, year, axis, revision desc""";

    private static final String HISTORY = "select " + COLUMNS + """
             from given_grade
            where municipality = :municipality and plan = :plan and edition = :edition and target = :target and year = :year
            order by recorded_at""";

    private final EntityManager database;
    private final ObjectMapper json;

    GivenGrades(EntityManager database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * The grades that are not withdrawn, by year and axis.
     *
     * @param targets of one municipality
     * @param year null for all years
     */
    @SuppressWarnings("unchecked")
    public Map<Place, List<GivenGrade>> of(Collection<KnownTarget> targets, @Nullable FiscalYear year, AsOf asOf) {
        Map<Place, List<GivenGrade>> present = new HashMap<>();
        if (targets.isEmpty()) {
            return present;
        }
        String municipality = targets.iterator().next().municipality();
        List<Object[]> rows = database.createNativeQuery(PRESENT)
                .setParameter("municipality", municipality)
                .setParameter("plans", targets.stream().map(KnownTarget::plan).toArray(String[]::new))
                .setParameter(
                        "editions", targets.stream().map(KnownTarget::edition).toArray(Integer[]::new))
                .setParameter("targets", targets.stream().map(KnownTarget::id).toArray(String[]::new))
                .setParameter("year", year == null ? null : year.year())
                .setParameter("until", asOf.until())
                .getResultList();
        for (Object[] row : rows) {
            GivenGrade grade = grade(row);
            if (!grade.isWithdrawn()) {
                Place place = new Place(municipality, (String) row[6], (Integer) row[7], (String) row[8]);
                present.computeIfAbsent(place, none -> new ArrayList<>()).add(grade);
            }
        }
        return present;
    }

    /** Every state of every axis, the first one first. */
    @SuppressWarnings("unchecked")
    List<GivenGrade> history(Place place, FiscalYear year) {
        List<Object[]> rows = database.createNativeQuery(HISTORY)
                .setParameter("municipality", place.municipality())
                .setParameter("plan", place.plan())
                .setParameter("edition", place.edition())
                .setParameter("target", place.target())
                .setParameter("year", year.year())
                .getResultList();
        return rows.stream().map(this::grade).toList();
    }

    /** Until the end of the transaction nobody else writes of that target and year: a second writer sees what the first wrote. */
    List<GivenGrade> takeTurn(Place place, FiscalYear year) {
        database.createNativeQuery("select 1 from (select pg_advisory_xact_lock(hashtextextended(:place, 0))) turn")
                .setParameter("place", "given_grade " + place + " " + year.year())
                .getSingleResult();
        return history(place, year);
    }

    void add(Place place, GivenGrade grade) {
        database.createNativeQuery("""
                insert into given_grade
                    (municipality, plan, edition, target, year, axis, revision, recorded_at, withdrawn, content)
                values (:municipality, :plan, :edition, :target, :year, :axis, :revision, :recordedAt, :withdrawn,
                        cast(:content as jsonb))""")
                .setParameter("municipality", place.municipality())
                .setParameter("plan", place.plan())
                .setParameter("edition", place.edition())
                .setParameter("target", place.target())
                .setParameter("year", grade.year().year())
                .setParameter("axis", grade.axis())
                .setParameter("revision", grade.revision())
                .setParameter("recordedAt", grade.recordedAt())
                .setParameter("withdrawn", grade.isWithdrawn())
                .setParameter("content", write(grade.state()))
                .executeUpdate();
    }

    private GivenGrade grade(Object[] row) {
        Class<? extends State> kind = Boolean.TRUE.equals(row[4]) ? Withdrawn.class : Given.class;
        try {
            return new GivenGrade(
                    new FiscalYear((Integer) row[0]),
                    (String) row[1],
                    (Integer) row[2],
                    (Instant) row[3],
                    json.readValue((String) row[5], kind));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not what was written", e);
        }
    }

    private String write(State state) {
        try {
            return json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record can always be written", e);
        }
    }
}
