package jp.shirube.report.handover;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jp.shirube.responsibility.Offices;
import jp.shirube.responsibility.Reporter;
import jp.shirube.responsibility.Stated;
import org.jspecify.annotations.Nullable;

/** What an indicator is to a department on a day. */
sealed interface Holding {

    /**
     * The department reports it.
     *
     * @param since the first day; null when it has as far as is known
     * @param before who reported until then; null where that is not known
     * @param until the first day it no longer will; null when nothing is stated
     * @param next who reports from then on; null with {@code until}
     */
    record Held(
            Reporter.Known reporter,
            @Nullable LocalDate since,
            @Nullable Reporter before,
            @Nullable LocalDate until,
            @Nullable Reporter next)
            implements Holding {}

    /**
     * The department reported it once.
     *
     * @param until the first day it no longer did
     * @param next who did from then on
     */
    record Passed(LocalDate until, Reporter next) implements Holding {}

    /** @return empty where the department has had nothing to do with it until that day */
    static Optional<Holding> of(String department, List<Stated> stated, Offices offices, LocalDate day) {
        List<LocalDate> turns = offices.turningDays(stated);
        int at = -1;
        while (at + 1 < turns.size() && !turns.get(at + 1).isAfter(day)) {
            at++;
        }
        if (reporter(at, turns, stated, offices, day) instanceof Reporter.Known known
                && known.department().equals(department)) {
            int first = at;
            while (first >= 0 && holds(department, reporter(first - 1, turns, stated, offices, day))) {
                first--;
            }
            int end = at + 1;
            while (end < turns.size() && holds(department, reporter(end, turns, stated, offices, day))) {
                end++;
            }
            boolean ends = end < turns.size();
            return Optional.of(new Held(
                    known,
                    first < 0 ? null : turns.get(first),
                    first < 0 ? null : reporter(first - 1, turns, stated, offices, day),
                    ends ? turns.get(end) : null,
                    ends ? reporter(end, turns, stated, offices, day) : null));
        }
        for (int turn = at; turn >= 0; turn--) {
            if (holds(department, reporter(turn - 1, turns, stated, offices, day))) {
                return Optional.of(new Passed(turns.get(turn), reporter(turn, turns, stated, offices, day)));
            }
        }
        return Optional.empty();
    }

    private static boolean holds(String department, Reporter reporter) {
        return reporter instanceof Reporter.Known known && known.department().equals(department);
    }

    /** @param turn place of the day from which on it is so; −1 for before the first */
    private static Reporter reporter(
            int turn, List<LocalDate> turns, List<Stated> stated, Offices offices, LocalDate day) {
        LocalDate asked = turn >= 0
                ? turns.get(turn)
                : turns.isEmpty() ? day : turns.getFirst().minusDays(1);
        return offices.reporterOn(stated, asked);
    }
}
