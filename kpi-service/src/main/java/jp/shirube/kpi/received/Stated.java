package jp.shirube.kpi.received;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One state plan-service has stated; {@code version} counts the states of one aggregate. */
public sealed interface Stated {

    long version();

    record OfMunicipality(String code, long version, String name) implements Stated {}

    /** @param document the department as plan-service states it, JSON */
    record OfDepartment(String municipality, String id, long version, String document) implements Stated {}

    /** @param document the indicator as plan-service states it, JSON */
    record OfIndicator(Indicator indicator, long version, String document) implements Stated {}

    /**
     * A part of an edition: TARGET, INITIATIVE, ELEMENT or TEXT.
     *
     * @param version of the plan when the edition was stated; parts of one statement belong together
     * @param document as plan-service states it, JSON; empty where this service needs nothing of it
     */
    record OfPart(
            String municipality,
            String plan,
            int edition,
            long version,
            String kind,
            int position,
            String id,
            String document)
            implements Stated {}

    /**
     * @param parts how many there are of this statement
     * @param inForceFrom null of a draft
     */
    record OfEdition(
            String municipality,
            String plan,
            int edition,
            long version,
            String name,
            int firstYear,
            int lastYear,
            int parts,
            @Nullable LocalDate inForceFrom)
            implements Stated {

        /** What a statement of an adopted edition says beside its content. */
        public OfAdoption adoption() {
            if (inForceFrom == null) {
                throw new IllegalStateException("a draft is not adopted");
            }
            return new OfAdoption(municipality, plan, edition, version, inForceFrom);
        }
    }

    record OfAdoption(String municipality, String plan, int edition, long version, LocalDate inForceFrom)
            implements Stated {}

    record OfResponsibility(IndicatorKey key, long version, List<Responsibility> responsibilities) implements Stated {
        public OfResponsibility {
            responsibilities = List.copyOf(responsibilities);
        }
    }
}
