package jp.shirube.plan.municipality;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jp.shirube.responsibility.Offices;
import jp.shirube.responsibility.Reporter;
import jp.shirube.responsibility.Reporter.Nobody;
import jp.shirube.responsibility.Stated;
import org.jspecify.annotations.Nullable;

/**
 * 担当なし: an indicator nobody reports from a day on.
 *
 * @param name of the indicator
 * @param from the day it is left alone; null when no department ever reported it as far as is known
 */
public record WithoutReporter(
        String indicator, String name, @Nullable LocalDate from, Reporter.Reason reason, String ja, String en) {

    /** Those on that day, by indicator. */
    public static List<WithoutReporter> on(LocalDate day, Municipality municipality) {
        Offices offices = municipality.offices();
        List<WithoutReporter> found = new ArrayList<>();
        for (Indicator indicator : municipality.indicators()) {
            List<Stated> stated = municipality.responsibilitiesOf(indicator.id());
            if (offices.reporterOn(stated, day) instanceof Nobody nobody) {
                found.add(of(indicator, since(day, nobody, stated, offices), nobody));
            }
        }
        found.sort(Comparator.comparing(WithoutReporter::indicator));
        return found;
    }

    /** Those on that day, and whatever comes to it on a later day on which something changes; by indicator and day. */
    public static List<WithoutReporter> fromOn(LocalDate day, Municipality municipality) {
        Offices offices = municipality.offices();
        List<WithoutReporter> found = new ArrayList<>(on(day, municipality));
        for (Indicator indicator : municipality.indicators()) {
            List<Stated> stated = municipality.responsibilitiesOf(indicator.id());
            Reporter before = offices.reporterOn(stated, day);
            for (LocalDate turn : offices.turningDays(stated)) {
                if (turn.isAfter(day)) {
                    Reporter now = offices.reporterOn(stated, turn);
                    if (now instanceof Nobody nobody && !now.equals(before)) {
                        found.add(of(indicator, turn, nobody));
                    }
                    before = now;
                }
            }
        }
        found.sort(Comparator.comparing(WithoutReporter::indicator)
                .thenComparing(WithoutReporter::from, Comparator.nullsFirst(Comparator.naturalOrder())));
        return found;
    }

    private static @Nullable LocalDate since(LocalDate day, Nobody nobody, List<Stated> stated, Offices offices) {
        LocalDate since = null;
        Reporter before = null;
        for (LocalDate turn : offices.turningDays(stated)) {
            if (turn.isAfter(day)) {
                break;
            }
            if (before == null) {
                before = offices.reporterOn(stated, turn.minusDays(1));
            }
            Reporter now = offices.reporterOn(stated, turn);
            since = now.equals(nobody) && !now.equals(before) ? turn : since;
            before = now;
        }
        return since;
    }

    private static WithoutReporter of(Indicator indicator, @Nullable LocalDate from, Nobody nobody) {
        return new WithoutReporter(
                indicator.id(),
                indicator.name(),
                from,
                nobody.reason(),
                nobody.reason().ja(),
                nobody.reason().en());
    }
}
