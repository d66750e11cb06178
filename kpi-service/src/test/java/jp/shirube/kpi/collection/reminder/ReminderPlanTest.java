package jp.shirube.kpi.collection.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReminderPlanTest {

    private static final LocalDate OPENED = LocalDate.of(2026, 5, 1);
    private static final LocalDate DEADLINE = LocalDate.of(2026, 6, 30);

    @Test
    void aDepartmentIsRemindedTwoWeeksAndThreeDaysBeforeTheDayAfterAndThenWeekly() {
        assertThat(reminded(ReminderPlan.USUAL, OPENED, LocalDate.of(2026, 7, 20)))
                .containsExactly(
                        LocalDate.of(2026, 6, 16),
                        LocalDate.of(2026, 6, 27),
                        LocalDate.of(2026, 7, 1),
                        LocalDate.of(2026, 7, 8),
                        LocalDate.of(2026, 7, 15));
    }

    @Test
    void nobodyIsRemindedOnTheDayARoundOpensNorOfDaysBefore() {
        assertThat(reminded(ReminderPlan.USUAL, LocalDate.of(2026, 6, 27), DEADLINE))
                .isEmpty();
        assertThat(reminded(ReminderPlan.USUAL, LocalDate.of(2026, 6, 26), DEADLINE))
                .containsExactly(LocalDate.of(2026, 6, 27));
    }

    @Test
    void aDayOnWhichNothingRanIsMadeUpForLaterOnce() {
        assertThat(due(LocalDate.of(2026, 6, 18), null)).isTrue();
        assertThat(due(LocalDate.of(2026, 6, 19), null)).isFalse();
        assertThat(due(LocalDate.of(2026, 6, 17), LocalDate.of(2026, 6, 16))).isFalse();
        assertThat(due(LocalDate.of(2026, 6, 18), LocalDate.of(2026, 6, 17))).isFalse();
    }

    @Test
    void whoeverExtendsTheDeadlineRemindsAgain() {
        LocalDate extended = LocalDate.of(2026, 7, 14);
        assertThat(ReminderPlan.USUAL.dueOn(LocalDate.of(2026, 6, 30), OPENED, extended, LocalDate.of(2026, 6, 27)))
                .contains(LocalDate.of(2026, 6, 30));
    }

    @Test
    void theOperatorMayChooseOtherDays() {
        ReminderPlan plan = new ReminderPlan(List.of(7, 0), 2, 3, 0);
        assertThat(reminded(plan, OPENED, LocalDate.of(2026, 7, 9)))
                .containsExactly(
                        LocalDate.of(2026, 6, 23),
                        LocalDate.of(2026, 6, 30),
                        LocalDate.of(2026, 7, 2),
                        LocalDate.of(2026, 7, 5),
                        LocalDate.of(2026, 7, 8));
        assertThatThrownBy(() -> new ReminderPlan(List.of(-1), 1, 7, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReminderPlan(List.of(3), 1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDepartmentThatHasAnsweredEverythingHasNoOpenWork() {
        assertThatThrownBy(() ->
                        new DepartmentWork("520401", "r7", "令和7年度実績照会", OPENED, DEADLINE, "danjo-kyodo", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean due(LocalDate today, @Nullable LocalDate last) {
        return ReminderPlan.USUAL.dueOn(today, OPENED, DEADLINE, last).isPresent();
    }

    /** Day by day, from the day the round opens. */
    private static List<LocalDate> reminded(ReminderPlan plan, LocalDate opened, LocalDate until) {
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = opened; !day.isAfter(until); day = day.plusDays(1)) {
            LocalDate last = days.isEmpty() ? null : days.getLast();
            if (plan.dueOn(day, opened, DEADLINE, last).isPresent()) {
                days.add(day);
            }
        }
        return days;
    }
}
