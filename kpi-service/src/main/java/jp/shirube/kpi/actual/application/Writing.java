package jp.shirube.kpi.actual.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import jp.shirube.access.AccessProblems;
import jp.shirube.access.Caller;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Permission;
import jp.shirube.kpi.actual.Writer;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Reported;
import jp.shirube.kpi.received.Reporting;
import jp.shirube.problem.ProblemException;

/** Who may write an indicator's figures: its department on the day of writing (Asia/Tokyo), or who stands for all. */
@ApplicationScoped
public class Writing {

    private final Reporting reporting;
    private final CurrentCaller current;
    private final Clock clock;

    Writing(Reporting reporting, CurrentCaller current, Clock clock) {
        this.reporting = reporting;
        this.current = current;
        this.clock = clock;
    }

    /** @throws ProblemException {@link AccessProblems#NOT_YOUR_DEPARTMENT} */
    Writer of(IndicatorKey indicator, Caller caller) {
        Reported reported = reporting.of(indicator, LocalDate.now(clock));
        Writer writer = find(reported, caller)
                .orElseThrow(() ->
                        AccessProblems.notYourDepartment(reported.department().orElse(null)));
        current.actsFor(writer.department());
        return writer;
    }

    /** As whom they write what is reported so on the day of writing; empty where they may not. */
    public static Optional<Writer> find(Reported reported, Caller caller) {
        Set<String> own = caller.departments(Permission.RECORD_ACTUAL);
        if (!caller.mayForAll(Permission.RECORD_ACTUAL) && !reported.mayBeWrittenBy(own)) {
            return Optional.empty();
        }
        Optional<String> department = reported.writers().stream()
                .filter(own::contains)
                .sorted()
                .findFirst()
                .or(reported::department);
        return Optional.of(new Writer(caller.name(), department.orElse(null), reported.responsibilityVersion()));
    }
}
