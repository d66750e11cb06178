package jp.shirube.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import jp.shirube.responsibility.Reporter.How;
import jp.shirube.responsibility.Reporter.Known;
import jp.shirube.responsibility.Reporter.Nobody;
import jp.shirube.responsibility.Reporter.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WhoReportsTest {

    private static final LocalDate MARCH = LocalDate.of(2026, 3, 31);
    private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);
    private static final List<Stated> SPORTS = List.of(new Stated("sports", null, null));

    @Test
    void aStatedDepartmentReports() {
        Offices offices = offices(office("sports", null, null));

        assertThat(offices.reporterOn(SPORTS, APRIL)).isEqualTo(new Known("sports", List.of()));
    }

    @Test
    void aRenameChangesTheNameAndNotTheReporter() {
        Office sports = new Office(
                "sports",
                List.of(new DatedName("体育課", null, MARCH), new DatedName("スポーツ課", APRIL, null)),
                null,
                null,
                List.of());

        assertThat(sports.nameOn(MARCH)).isEqualTo("体育課");
        assertThat(sports.nameOn(APRIL)).isEqualTo("スポーツ課");
        assertThat(new Offices(List.of(sports)).reporterOn(SPORTS, APRIL)).isEqualTo(new Known("sports", List.of()));
    }

    @Test
    void aMergerPassesOnWhatWasStated() {
        Offices offices = offices(
                office("sports", null, MARCH, "lifelong-learning"),
                office("culture", null, MARCH, "lifelong-learning"),
                office("lifelong-learning", APRIL, null));

        assertThat(offices.reporterOn(SPORTS, MARCH)).isEqualTo(new Known("sports", List.of()));
        assertThat(offices.reporterOn(SPORTS, APRIL)).isEqualTo(new Known("lifelong-learning", List.of("sports")));
        assertThat(offices.predecessorsOf("lifelong-learning")).containsExactly("culture", "sports");
    }

    @Test
    void itFollowsThroughSeveralMovesAndSaysThrough() {
        Offices offices = offices(
                office("sports", null, MARCH, "education"),
                office("education", APRIL, MARCH.plusYears(1), "children"),
                office("children", APRIL.plusYears(1), null));

        Reporter reporter = offices.reporterOn(SPORTS, APRIL.plusYears(1));

        assertThat(reporter).isEqualTo(new Known("children", List.of("sports", "education")));
        assertThat(((Known) reporter).how()).isEqualTo(How.FOLLOWED);
    }

    @Test
    void aSplitLeavesItWithoutAReporterUntilSomebodyStatesIt() {
        Offices offices = offices(
                office("sports", null, MARCH, "events", "facilities"),
                office("events", APRIL, null),
                office("facilities", APRIL, null));

        assertThat(offices.reporterOn(SPORTS, APRIL)).isEqualTo(new Nobody(Reason.SPLIT));
        assertThat(offices.reporterOn(
                        List.of(new Stated("sports", null, MARCH), new Stated("events", APRIL, null)), APRIL))
                .isEqualTo(new Known("events", List.of()));
    }

    @Test
    void whatASplitTookApartAndAMergerBroughtTogetherIsReportedAgain() {
        Offices offices = offices(
                office("sports", null, MARCH, "events", "facilities"),
                office("events", APRIL, MARCH.plusYears(1), "education"),
                office("facilities", APRIL, MARCH.plusYears(1), "education"),
                office("education", APRIL.plusYears(1), null));

        assertThat(offices.reporterOn(SPORTS, APRIL)).isEqualTo(new Nobody(Reason.SPLIT));
        assertThat(offices.reporterOn(SPORTS, APRIL.plusYears(1)))
                .isInstanceOfSatisfying(
                        Known.class, known -> assertThat(known.department()).isEqualTo("education"));
    }

    @Test
    void whatEndsWithoutASuccessorIsReportedByNobody() {
        assertThat(offices(office("sports", null, MARCH)).reporterOn(SPORTS, APRIL))
                .isEqualTo(new Nobody(Reason.ENDED));
        assertThat(offices(office("sports", null, MARCH, "unheard-of")).reporterOn(SPORTS, APRIL))
                .isEqualTo(new Nobody(Reason.ENDED));
    }

    @Test
    void aSpanThatIsOverIsToldFromOneThatNeverWas() {
        Offices offices = offices(office("sports", null, null));

        assertThat(offices.reporterOn(List.of(new Stated("sports", null, MARCH)), APRIL))
                .isEqualTo(new Nobody(Reason.NO_LONGER));
        assertThat(offices.reporterOn(List.of(new Stated("sports", APRIL, null)), MARCH))
                .isEqualTo(new Nobody(Reason.NOT_STATED));
        assertThat(offices.reporterOn(List.of(), APRIL)).isEqualTo(new Nobody(Reason.NOT_STATED));
    }

    @Test
    void aDepartmentReportsNothingBeforeItBegins() {
        assertThat(offices(office("sports", APRIL, null)).reporterOn(SPORTS, MARCH))
                .isEqualTo(new Nobody(Reason.NOT_STATED));
    }

    @Test
    void successorsWithoutAKnownEndTakeNothingOver() {
        assertThat(offices(office("sports", null, null, "events"), office("events", null, null))
                        .reporterOn(SPORTS, APRIL))
                .isEqualTo(new Known("sports", List.of()));
    }

    @Test
    void aDepartmentNothingIsKnownOfReportsAsStated() {
        assertThat(offices().reporterOn(SPORTS, APRIL)).isEqualTo(new Known("sports", List.of()));
    }

    @Test
    void departmentsThatSucceedOneAnotherInACircleEnd() {
        Offices offices = offices(office("sports", null, MARCH, "events"), office("events", null, MARCH, "sports"));

        assertThat(offices.reporterOn(SPORTS, APRIL)).isEqualTo(new Nobody(Reason.ENDED));
    }

    @Test
    void aDepartmentIsNeverWithoutAName() {
        Office sports = new Office(
                "sports",
                List.of(
                        new DatedName("体育課", MARCH.minusYears(9), MARCH.minusYears(1)),
                        new DatedName("スポーツ課", APRIL, APRIL.plusYears(1))),
                null,
                null,
                List.of());

        assertThat(sports.nameOn(MARCH.minusYears(20))).isEqualTo("体育課");
        assertThat(sports.nameOn(MARCH)).isEqualTo("体育課");
        assertThat(sports.nameOn(APRIL.plusYears(5))).isEqualTo("スポーツ課");
        assertThat(new Office("sports", List.of(), null, null, List.of()).nameOn(APRIL))
                .isEqualTo("sports");
    }

    static Offices offices(Office... offices) {
        return new Offices(Arrays.asList(offices));
    }

    static Office office(String id, @Nullable LocalDate from, @Nullable LocalDate to, String... successors) {
        return new Office(id, List.of(new DatedName(id, null, null)), from, to, List.of(successors));
    }
}
