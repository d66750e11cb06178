package jp.shirube.kpi.received;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import jp.shirube.responsibility.Reporter;
import org.jspecify.annotations.Nullable;

/**
 * 担当 of an indicator on a day, as far as it has arrived.
 *
 * @param reporter who reports it that day
 * @param writers who may state figures as reported that day: the reporter, and what has taken its place until today
 * @param responsibilityVersion of the copy of its responsibilities this rests on; null where none has arrived
 * @param departmentVersion the newest of the copies of departments this rests on; null where none has arrived
 */
public record Reported(
        Reporter reporter,
        Set<String> writers,
        @Nullable Long responsibilityVersion,
        @Nullable Long departmentVersion) {

    public Reported {
        writers = Set.copyOf(writers);
    }

    public Optional<String> department() {
        return switch (reporter) {
            case Reporter.Known known -> Optional.of(known.department());
            case Reporter.Nobody nobody -> Optional.empty();
        };
    }

    /** Whether one of somebody's departments may. Where nobody reports, none may. */
    public boolean mayBeWrittenBy(Set<String> departments) {
        return !Collections.disjoint(writers, departments);
    }
}
