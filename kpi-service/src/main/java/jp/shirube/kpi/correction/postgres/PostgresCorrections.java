package jp.shirube.kpi.correction.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.correction.Correction;
import jp.shirube.kpi.correction.Corrections;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PostgresCorrections implements Corrections {

    /** Later than anything recorded, and still a date PostgreSQL knows. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private static final Instant EVER = Instant.EPOCH;

    /**
     * Of every period stated more than once what was public, each with what was public before it. A day that counts for the
     * year before is judged a fiscal year earlier.
     */
    private static final String LIST = """
            with seen as (
                select r.*,
                    lag(r.withdrawn) over w as withdrawn_before,
                    max(case when not r.withdrawn then r.revision end)
                        over (w rows between unbounded preceding and 1 preceding) as revision_before
                from actual_revision r
                where r.municipality = :municipality and (r.withdrawn or r.review = 'CONFIRMED')
                    and (:indicator = '' or r.indicator = :indicator)
                    and (r.indicator, r.period) in (
                        select c.indicator, c.period from actual_revision c
                        where c.municipality = :municipality and c.revision > 1 and c.recorded_at >= :from
                            and c.recorded_at < :before and (:indicator = '' or c.indicator = :indicator))
                window w as (partition by r.indicator, r.period order by r.revision))
            select n.indicator, n.version, coalesce(i.name, ''), coalesce(i.unit, ''), n.period, n.withdrawn,
                n.withdrawn_before, coalesce(n.correction_reason, n.reason), n.recorded_at, n.recorded_by,
                o.revision, o.value, o.missing_reason, o.counts_as_zero, cast(o.components as text), o.status,
                n.revision, n.value, n.missing_reason, n.counts_as_zero, cast(n.components as text), n.status
            from seen n
            join actual_revision o on o.municipality = n.municipality and o.indicator = n.indicator
                and o.period = n.period and o.revision = n.revision_before
            left join received_indicator i on i.municipality = n.municipality and i.id = n.indicator
            where n.recorded_at >= :from and n.recorded_at < :before
                and case when n.withdrawn then not n.withdrawn_before
                    else n.withdrawn_before
                        or (n.value, n.missing_reason, n.counts_as_zero, n.components)
                            is distinct from (o.value, o.missing_reason, o.counts_as_zero, o.components) end
                and case when i.counts_for = 'FISCAL_YEAR_BEFORE' and n.period ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
                    then cast(n.last_day - interval '1 year' as date) else n.last_day end between :firstDay and :lastDay
                and (n.recorded_at, n.indicator, n.version) > (:at, :after, :version)
            order by n.recorded_at, n.indicator, n.version""";

    private final EntityManager database;
    private final ObjectMapper json;

    PostgresCorrections(EntityManager database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public List<Correction> list(String municipality, Wish wish, int limit) {
        FiscalYear year = wish.year();
        Correction.Position after = wish.after();
        NativeQuery<Object[]> query = database.unwrap(Session.class).createNativeQuery(LIST, Object[].class);
        return query
                .setParameter("municipality", municipality)
                .setParameter("indicator", wish.indicator() == null ? "" : wish.indicator())
                .setParameter("from", or(wish.from(), EVER))
                .setParameter("before", or(wish.before(), NEVER))
                .setParameter(
                        "firstDay",
                        year == null
                                ? LocalDate.of(1, 1, 1)
                                : year.lastDay().minusYears(1).plusDays(1))
                .setParameter("lastDay", year == null ? LocalDate.of(9999, 1, 1) : year.lastDay())
                .setParameter("at", after == null ? EVER : after.confirmedAt())
                .setParameter("after", after == null ? "" : after.indicator())
                .setParameter("version", after == null ? 0L : after.version())
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(this::correction)
                .toList();
    }

    private static Instant or(@Nullable Instant wished, Instant unless) {
        return wished == null ? unless : wished;
    }

    private Correction correction(Object[] row) {
        boolean withdrawn = (Boolean) row[5];
        Correction.Stated before = stated(row, 10);
        Correction.@Nullable Stated now = withdrawn ? null : stated(row, 16);
        return new Correction(
                (String) row[0],
                ((Number) row[1]).longValue(),
                (String) row[2],
                (String) row[3],
                Period.ofCanonical((String) row[4]),
                kind(before, now, (Boolean) row[6]),
                before,
                now,
                ((Number) row[16]).intValue(),
                (String) row[7],
                (Instant) row[8],
                (String) row[9]);
    }

    private static Correction.Kind kind(
            Correction.Stated before, Correction.@Nullable Stated now, boolean withdrawnBefore) {
        if (now == null) {
            return Correction.Kind.WITHDRAWN;
        }
        if (withdrawnBefore) {
            return Correction.Kind.RESTATED;
        }
        return now.status().compareTo(before.status()) > 0 ? Correction.Kind.SETTLED : Correction.Kind.CORRECTED;
    }

    /** Six columns from a place on. */
    private Correction.Stated stated(Object[] row, int place) {
        Measured.@Nullable Single whole =
                single((BigDecimal) row[place + 1], (String) row[place + 2], (Boolean) row[place + 3]);
        String components = (String) row[place + 4];
        Measured measured;
        if (components != null) {
            measured = new Measured.Breakdown(whole, components(components));
        } else if (whole != null) {
            measured = whole;
        } else {
            throw new IllegalStateException("a revision states nothing");
        }
        return new Correction.Stated(
                ((Number) row[place]).intValue(), measured, Status.valueOf((String) row[place + 5]));
    }

    private static Measured.@Nullable Single single(
            @Nullable BigDecimal value, @Nullable String reason, boolean countsAsZero) {
        if (value != null) {
            return new Measured.Value(value);
        }
        return reason == null ? null : new Measured.Missing(MissingReason.valueOf(reason), countsAsZero);
    }

    private List<Measured.Component> components(String text) {
        try {
            List<Measured.Component> components = new ArrayList<>();
            for (JsonNode each : json.readTree(text)) {
                JsonNode value = each.path("value");
                components.add(new Measured.Component(
                        each.path("name").asText(),
                        value.isTextual()
                                ? new Measured.Value(new BigDecimal(value.asText()))
                                : new Measured.Missing(MissingReason.valueOf(
                                        each.path("missingReason").asText()))));
            }
            return components;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is kept was readable when it came", e);
        }
    }
}
