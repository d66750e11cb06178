package jp.shirube.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import jp.shirube.responsibility.Reporter.Known;
import jp.shirube.responsibility.Reporter.Nobody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever becomes of the departments. {@code -Dresponsibility.seed} repeats a run. */
class AnyMovesTest {

    private static final int TRIES = 3_000;
    private static final LocalDate FIRST = LocalDate.of(2010, 4, 1);

    private final Random random = new Random(seed());

    @Test
    void everyDayHasOneReporterThatExistsOrNoneForAReason() {
        for (int run = 0; run < TRIES; run++) {
            Offices offices = new Offices(anyOffices());
            List<Stated> stated = anyStated();
            for (int asked = 0; asked < 10; asked++) {
                LocalDate day = anyDay();
                switch (offices.reporterOn(stated, day)) {
                    case Known known -> {
                        assertThat(offices.find(known.department()).map(office -> office.existsOn(day)))
                                .isNotEqualTo(java.util.Optional.of(false));
                        String first = known.predecessors().isEmpty()
                                ? known.department()
                                : known.predecessors().getFirst();
                        assertThat(stated)
                                .anyMatch(one ->
                                        one.holdsOn(day) && one.department().equals(first));
                        assertThat(known.predecessors())
                                .allMatch(id -> offices.find(id).orElseThrow().hasEndedBefore(day));
                    }
                    case Nobody nobody -> assertThat(nobody.reason().ja()).isNotBlank();
                }
            }
        }
    }

    @Test
    void aRenameNeverChangesWhoReports() {
        for (int run = 0; run < TRIES; run++) {
            List<Office> before = anyOffices();
            List<Office> after = before.stream()
                    .map(office -> new Office(
                            office.id(),
                            List.of(new DatedName("旧", null, FIRST.minusDays(1)), new DatedName("新", FIRST, null)),
                            office.from(),
                            office.to(),
                            office.successors()))
                    .toList();
            List<Stated> stated = anyStated();
            LocalDate day = anyDay();

            assertThat(new Offices(after).reporterOn(stated, day))
                    .isEqualTo(new Offices(before).reporterOn(stated, day));
        }
    }

    @Test
    void mergingKeepsEveryIndicatorReported() {
        for (int run = 0; run < TRIES; run++) {
            List<Office> offices = anyOffices();
            LocalDate day = anyDay();
            List<Office> merged = new ArrayList<>();
            for (Office office : offices) {
                boolean ends = office.existsOn(day.minusDays(1)) && random.nextBoolean();
                merged.add(
                        ends
                                ? new Office(
                                        office.id(), office.names(), office.from(), day.minusDays(1), List.of("merged"))
                                : office);
            }
            merged.add(new Office("merged", List.of(new DatedName("統合課", null, null)), day, null, List.of()));
            List<Stated> stated = List.of(new Stated("d" + random.nextInt(8), null, null));
            if (new Offices(offices).reporterOn(stated, day.minusDays(1)) instanceof Known known
                    && merged.stream()
                            .anyMatch(one -> one.id().equals(known.department())
                                    && one.successors().equals(List.of("merged")))) {
                assertThat(new Offices(merged).reporterOn(stated, day))
                        .isInstanceOfSatisfying(
                                Known.class, now -> assertThat(now.department()).isEqualTo("merged"));
            }
        }
    }

    @Test
    void betweenTwoTurningDaysNothingChanges() {
        for (int run = 0; run < TRIES; run++) {
            Offices offices = new Offices(anyOffices());
            List<Stated> stated = anyStated();
            List<LocalDate> days = offices.turningDays(stated);
            for (int turn = 0; turn + 1 < days.size(); turn++) {
                assertThat(offices.reporterOn(stated, days.get(turn + 1).minusDays(1)))
                        .isEqualTo(offices.reporterOn(stated, days.get(turn)));
            }
        }
    }

    private List<Office> anyOffices() {
        List<Office> offices = new ArrayList<>();
        int count = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            List<String> successors = new ArrayList<>();
            while (random.nextInt(3) != 0) {
                successors.add("d" + random.nextInt(8));
            }
            offices.add(new Office(
                    "d" + i, List.of(new DatedName("課" + i, null, null)), dayOrUnknown(), dayOrUnknown(), successors));
        }
        return offices;
    }

    private List<Stated> anyStated() {
        List<Stated> stated = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            stated.add(new Stated("d" + random.nextInt(8), dayOrUnknown(), dayOrUnknown()));
        }
        return stated;
    }

    private @Nullable LocalDate dayOrUnknown() {
        return random.nextInt(3) == 0 ? null : anyDay();
    }

    private LocalDate anyDay() {
        return FIRST.plusDays(random.nextInt(60));
    }

    private static long seed() {
        String given = System.getProperty("responsibility.seed", "");
        long seed = given.isBlank() ? System.nanoTime() : Long.parseLong(given);
        System.out.println("responsibility.seed " + seed);
        return seed;
    }
}
