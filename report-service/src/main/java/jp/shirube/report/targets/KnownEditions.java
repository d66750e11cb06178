package jp.shirube.report.targets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import jp.shirube.notation.FiscalYear;
import jp.shirube.problem.ProblemException;
import jp.shirube.report.ReportProblems;
import org.jspecify.annotations.Nullable;

/** All plans that have been heard of, in every edition that is known whole. */
@ApplicationScoped
public class KnownEditions {

    /**
     * @param content the closing event of the edition: levels, status, glossary, notes
     * @param adoptionNote 採択の備考: by what act, or what else is to be known of the day
     * @param current whether it is the edition one means who names none: the one in force, or the newest draft
     */
    public record KnownEdition(
            String municipality,
            String municipalityName,
            String plan,
            String planName,
            int number,
            FiscalYear firstYear,
            FiscalYear lastYear,
            JsonNode content,
            long statement,
            @Nullable LocalDate adoptedOn,
            @Nullable LocalDate inForceFrom,
            @Nullable String adoptionNote,
            boolean current) {

        public boolean covers(FiscalYear year) {
            return year.compareTo(firstYear) >= 0 && year.compareTo(lastYear) <= 0;
        }
    }

    public record KnownMunicipality(String code, String name) {}

    private static final String EDITIONS = """
            select e.municipality, coalesce(m.name, e.municipality), e.plan, e.plan_name, e.number, e.first_year, e.last_year,
                   cast(e.content as text), e.statement, e.adopted_on, e.in_force_from, e.adoption_note,
                   row_number() over (partition by e.municipality, e.plan
                       order by (e.in_force_from is not null and e.in_force_from <= :today) desc, e.number desc) = 1
            from edition_known(cast(:until as timestamptz)) e left join municipality m on m.code = e.municipality
            where (cast(:municipality as text) is null or e.municipality = :municipality)
              and (cast(:plan as text) is null or e.plan = :plan)
            order by e.municipality, e.plan, e.number""";

    private final EntityManager database;
    private final ObjectMapper json;
    private final Clock clock;

    KnownEditions(EntityManager database, ObjectMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    @SuppressWarnings("unchecked")
    public List<KnownMunicipality> listMunicipalities() {
        List<Object[]> rows = database.createNativeQuery("select code, name from municipality order by code")
                .getResultList();
        return rows.stream()
                .map(row -> new KnownMunicipality((String) row[0], (String) row[1]))
                .toList();
    }

    /** @throws ProblemException when it has not been heard of */
    public KnownMunicipality getMunicipality(String code) {
        return listMunicipalities().stream()
                .filter(municipality -> municipality.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ReportProblems.MUNICIPALITY_UNKNOWN,
                        "団体コード " + code + " の自治体は登録されていません。",
                        "No municipality has the code " + code + "."));
    }

    /** Every edition of every plan of the municipality, by plan and number; null for all municipalities. */
    public List<KnownEdition> list(@Nullable String municipality) {
        return list(municipality, AsOf.now(clock));
    }

    /** The same as it was known on a day; the current edition is the one in force that day. */
    public List<KnownEdition> list(@Nullable String municipality, AsOf asOf) {
        return list(municipality, null, asOf);
    }

    /**
     * @param number null for the current one
     * @throws ProblemException when the municipality, the plan or the edition has not been heard of
     */
    public KnownEdition get(String municipality, String plan, @Nullable Integer number, AsOf asOf) {
        getMunicipality(municipality);
        // PostgreSQL knows no NUL and would refuse the question.
        List<KnownEdition> editions = plan.indexOf('\0') < 0 ? list(municipality, plan, asOf) : List.of();
        if (editions.isEmpty()) {
            throw new ProblemException(
                    ReportProblems.PLAN_UNKNOWN, "計画「" + plan + "」は登録されていません。", "No plan " + plan + " is known.");
        }
        Optional<KnownEdition> found = editions.stream()
                .filter(edition -> number == null ? edition.current() : edition.number() == number)
                .findFirst();
        return found.orElseThrow(() -> new ProblemException(
                ReportProblems.EDITION_UNKNOWN,
                "計画「" + plan + "」に版" + number + "はありません。",
                "The plan " + plan + " has no edition " + number + "."));
    }

    @SuppressWarnings("unchecked")
    private List<KnownEdition> list(@Nullable String municipality, @Nullable String plan, AsOf asOf) {
        List<Object[]> rows = database.createNativeQuery(EDITIONS)
                .setParameter("until", asOf.until())
                .setParameter("today", asOf.day())
                .setParameter("municipality", municipality)
                .setParameter("plan", plan)
                .getResultList();
        return rows.stream().map(this::edition).toList();
    }

    private KnownEdition edition(Object[] row) {
        try {
            return new KnownEdition(
                    (String) row[0],
                    (String) row[1],
                    (String) row[2],
                    (String) row[3],
                    (Integer) row[4],
                    new FiscalYear((Integer) row[5]),
                    new FiscalYear((Integer) row[6]),
                    json.readTree((String) row[7]),
                    (Long) row[8],
                    day(row[9]),
                    day(row[10]),
                    (String) row[11],
                    Objects.equals(row[12], true));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("jsonb is always well-formed", e);
        }
    }

    private static @Nullable LocalDate day(@Nullable Object column) {
        return switch (column) {
            case null -> null;
            case LocalDate day -> day;
            case java.sql.Date day -> day.toLocalDate();
            default -> throw new IllegalStateException("not a day: " + column);
        };
    }
}
