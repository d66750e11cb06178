package jp.shirube.kpi.correction.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.kpi.correction.Correction;
import jp.shirube.kpi.correction.Corrections;
import jp.shirube.kpi.received.Indicators;
import jp.shirube.notation.FiscalYear;
import jp.shirube.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** 正誤表の元. The same for everybody: both sides of a correction were public. */
@ApplicationScoped
public class ShowCorrections {

    private final Corrections corrections;
    private final Indicators indicators;
    private final Clock clock;

    ShowCorrections(Corrections corrections, Indicators indicators, Clock clock) {
        this.corrections = corrections;
        this.indicators = indicators;
        this.clock = clock;
    }

    /**
     * @param from the first day (Asia/Tokyo)
     * @param to the last day
     */
    @Transactional
    public List<Correction> list(
            String municipality,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable FiscalYear year,
            @Nullable String indicator,
            Correction.@Nullable Position after,
            int limit) {
        List<Correction> found = corrections.list(
                municipality,
                new Corrections.Wish(
                        startOf(from), to == null ? null : startOf(to.plusDays(1)), year, indicator, after),
                limit);
        if (found.isEmpty() && !indicators.knowsMunicipality(municipality)) {
            throw new ProblemException(
                            Indicators.NOT_YET_KNOWN,
                            "自治体" + municipality + "の指標は、まだこのサービスに届いていません。",
                            "Nothing of municipality " + municipality + " has arrived here yet.")
                    .retryAfter(1);
        }
        return found;
    }

    private @Nullable Instant startOf(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(clock.getZone()).toInstant();
    }
}
