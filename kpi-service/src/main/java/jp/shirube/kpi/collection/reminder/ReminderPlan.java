package jp.shirube.kpi.collection.reminder;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 督促の日: on which days before and after a deadline a department with open items is reminded.
 *
 * @param daysBefore so many days before the deadline each; 0 is the deadline itself
 * @param daysAfter so many days after the deadline for the first time
 * @param thenEvery and so many days later again and again
 * @param madeUpWithin a planned day on which nothing ran is made up for as many days
 */
public record ReminderPlan(List<Integer> daysBefore, int daysAfter, int thenEvery, int madeUpWithin) {

    /** 14 and 3 days before, the day after, then weekly. */
    public static final ReminderPlan USUAL = new ReminderPlan(List.of(14, 3), 1, 7, 2);

    public ReminderPlan {
        daysBefore = List.copyOf(daysBefore);
        if (daysBefore.stream().anyMatch(days -> days < 0) || daysAfter < 1 || thenEvery < 1 || madeUpWithin < 0) {
            throw new IllegalArgumentException("reminders need days from 0 before, and from 1 after, a deadline");
        }
    }

    /**
     * The planned day that is due: today, or one lately missed. Whoever was reminded on it or since is not reminded of it again,
     * and nobody is on the day a round opens, nor of days before it.
     *
     * @param last the day of the last reminder, null where there was none
     */
    public Optional<LocalDate> dueOn(
            LocalDate today, LocalDate openedOn, LocalDate deadline, @Nullable LocalDate last) {
        return days(today, deadline)
                .filter(day -> !day.isAfter(today) && !day.isBefore(today.minusDays(madeUpWithin)))
                .filter(day -> day.isAfter(openedOn))
                .filter(day -> last == null || day.isAfter(last))
                .max(LocalDate::compareTo);
    }

    private Stream<LocalDate> days(LocalDate today, LocalDate deadline) {
        LocalDate first = deadline.plusDays(daysAfter);
        long times = Math.max(0, ChronoUnit.DAYS.between(first, today) / thenEvery);
        return Stream.concat(
                daysBefore.stream().map(deadline::minusDays),
                LongStream.of(Math.max(0, times - 1), times).mapToObj(time -> first.plusDays(time * thenEvery)));
    }
}
