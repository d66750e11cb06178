package jp.shirube.report.portal;

import java.time.Clock;
import java.time.LocalDate;
import jp.shirube.problem.ProblemException;
import jp.shirube.report.Days;
import jp.shirube.report.ReportProblems;
import jp.shirube.report.targets.AsOf;
import org.jspecify.annotations.Nullable;

/**
 * いつの時点で: the day somebody asked for.
 *
 * @param day null for now, also where what was asked is no such day
 * @param error what is wrong with it; empty when nothing is
 */
record AskedDay(@Nullable LocalDate day, String error) {

    static AskedDay read(@Nullable String text, Clock clock) {
        String given = text == null ? "" : text.strip();
        try {
            LocalDate day = Days.read(Address.AS_OF, given);
            AsOf.endOf(day, clock);
            return new AskedDay(day, "");
        } catch (ProblemException refusal) {
            return new AskedDay(
                    null,
                    refusal.type().equals(ReportProblems.DAY_TO_COME)
                            ? "「" + given + "」はまだ来ていない日です。今日までの日付を入れてください。"
                            : "「" + given + "」は日付として読み取れません。2026-07-01 の形で入れてください。");
        }
    }

    boolean isWrong() {
        return !error.isEmpty();
    }

    /** As it stands in an address; empty for now. */
    String inAddress() {
        return day == null ? "" : day.toString();
    }
}
