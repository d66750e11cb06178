package jp.shirube.kpi.received;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** An indicator together with who reports it. */
public record KnownIndicator(Indicator indicator, List<Responsibility> responsibilities) {

    /** The department that reports it on that day, if the copy knows one. */
    public Optional<String> departmentOn(LocalDate day) {
        return responsibilities.stream()
                .filter(each -> each.holdsOn(day))
                .map(Responsibility::department)
                .findFirst();
    }
}
