package jp.shirube.kpi.received;

import java.util.List;

/** One state plan-service has stated; {@code version} counts the states of one aggregate. */
public sealed interface Stated {

    long version();

    record OfMunicipality(String code, long version, String name) implements Stated {}

    /** @param document the department as plan-service states it, JSON */
    record OfDepartment(String municipality, String id, long version, String document) implements Stated {}

    /** @param document the indicator as plan-service states it, JSON */
    record OfIndicator(Indicator indicator, long version, String document) implements Stated {}

    record OfResponsibility(IndicatorKey key, long version, List<Responsibility> responsibilities) implements Stated {
        public OfResponsibility {
            responsibilities = List.copyOf(responsibilities);
        }
    }
}
