package jp.shirube.kpi.received;

import java.time.LocalDate;
import java.util.List;
import jp.shirube.responsibility.Offices;
import jp.shirube.responsibility.Reporter;

/** An indicator together with who reports it. */
public record KnownIndicator(Indicator indicator, List<Responsibility> responsibilities) {

    public Reporter reporterOn(LocalDate day, Offices departments) {
        return departments.reporterOn(
                responsibilities.stream().map(Responsibility::stated).toList(), day);
    }
}
