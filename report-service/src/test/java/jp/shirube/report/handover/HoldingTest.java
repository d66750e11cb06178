package jp.shirube.report.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import jp.shirube.report.handover.Holding.Held;
import jp.shirube.report.handover.Holding.Passed;
import jp.shirube.responsibility.DatedName;
import jp.shirube.responsibility.Office;
import jp.shirube.responsibility.Offices;
import jp.shirube.responsibility.Reporter.Known;
import jp.shirube.responsibility.Reporter.Nobody;
import jp.shirube.responsibility.Reporter.Reason;
import jp.shirube.responsibility.Stated;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Since when a department reports an indicator, from whom it has it, and to whom it goes. */
class HoldingTest {

    private static final LocalDate MARCH = LocalDate.of(2026, 3, 31);
    private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);
    private static final Offices MERGED = new Offices(List.of(
            office("sports", null, MARCH, "education"),
            office("education", APRIL, null),
            office("culture", null, null)));
    private static final List<Stated> SPORTS = List.of(new Stated("sports", null, null));

    @Test
    void whatAMergerTookOverIsHeldSinceThatDayAndKnowsWhereItCameFrom() {
        assertThat(Holding.of("education", SPORTS, MERGED, APRIL.plusYears(1)))
                .contains(new Held(
                        new Known("education", List.of("sports")), APRIL, new Known("sports", List.of()), null, null));
    }

    @Test
    void beforeThatDayItIsStillTheOthersAndToBeHandedOver() {
        assertThat(Holding.of("sports", SPORTS, MERGED, MARCH))
                .contains(new Held(
                        new Known("sports", List.of()), null, null, APRIL, new Known("education", List.of("sports"))));
        assertThat(Holding.of("education", SPORTS, MERGED, MARCH)).isEmpty();
    }

    @Test
    void afterThatDayItHasPassed() {
        assertThat(Holding.of("sports", SPORTS, MERGED, APRIL.plusYears(3)))
                .contains(new Passed(APRIL, new Known("education", List.of("sports"))));
    }

    @Test
    void aTurnOfAnotherDepartmentInterruptsNothing() {
        List<Stated> stated = List.of(new Stated("culture", LocalDate.of(2020, 4, 1), null));

        assertThat(Holding.of("culture", stated, MERGED, APRIL.plusYears(1)))
                .contains(new Held(
                        new Known("culture", List.of()),
                        LocalDate.of(2020, 4, 1),
                        new Nobody(Reason.NOT_STATED),
                        null,
                        null));
    }

    @Test
    void whoNeverHadItHasNothingToDoWithIt() {
        assertThat(Holding.of("culture", SPORTS, MERGED, APRIL)).isEmpty();
        assertThat(Holding.of("culture", List.of(), MERGED, APRIL)).isEmpty();
    }

    private static Office office(String id, @Nullable LocalDate from, @Nullable LocalDate to, String... successors) {
        return new Office(id, List.of(new DatedName(id, null, null)), from, to, List.of(successors));
    }
}
