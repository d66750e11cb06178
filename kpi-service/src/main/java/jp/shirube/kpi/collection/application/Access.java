package jp.shirube.kpi.collection.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import jp.shirube.access.AccessProblems;
import jp.shirube.access.Caller;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.Subject;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Reporting;
import jp.shirube.responsibility.Reporter;
import org.jspecify.annotations.Nullable;

/** Who may do what with an item: the department it is asked of on that day (Asia/Tokyo), or who stands for all. */
@ApplicationScoped
class Access {

    private final Reporting reporting;
    private final CurrentCaller current;
    private final Clock clock;

    Access(Reporting reporting, CurrentCaller current, Clock clock) {
        this.reporting = reporting;
        this.current = current;
        this.clock = clock;
    }

    /**
     * The department they act for; null where nobody is asked.
     *
     * @throws jp.shirube.problem.ProblemException {@link AccessProblems#NOT_YOUR_DEPARTMENT}
     */
    @Nullable
    String require(Caller caller, Item item, Permission permission) {
        Set<String> asked = asked(item);
        Set<String> own = caller.departments(permission);
        Optional<String> mine = asked.stream().filter(own::contains).sorted().findFirst();
        Optional<String> first = asked.stream().sorted().findFirst();
        if (mine.isEmpty() && !caller.mayForAll(permission)) {
            throw AccessProblems.notYourDepartment(first.orElse(null));
        }
        String department = mine.or(() -> first).orElse(null);
        current.actsFor(department);
        return department;
    }

    private Set<String> asked(Item item) {
        LocalDate today = LocalDate.now(clock);
        return switch (item.subject()) {
            case Subject.OfIndicator it ->
                reporting
                        .of(new IndicatorKey(item.municipality(), it.indicator()), today)
                        .writers();
            case Subject.OfInitiative it -> {
                String assigned = item.assigned();
                yield assigned != null
                                && reporting.departments(item.municipality()).followerOn(assigned, today)
                                        instanceof Reporter.Known known
                        ? Set.of(known.department())
                        : Set.of();
            }
        };
    }
}
