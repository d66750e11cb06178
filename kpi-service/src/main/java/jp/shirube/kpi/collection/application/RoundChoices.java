package jp.shirube.kpi.collection.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.kpi.received.Plans;
import jp.shirube.kpi.received.Reporting;

/** What a round can be about: the plans and departments the planning office chooses from. */
@ApplicationScoped
public class RoundChoices {

    /** One of them. */
    public record Named(String id, String name) {}

    private final Plans plans;
    private final Reporting reporting;
    private final Clock clock;

    RoundChoices(Plans plans, Reporting reporting, Clock clock) {
        this.plans = plans;
        this.reporting = reporting;
        this.clock = clock;
    }

    /** Those of which an edition is adopted. */
    @Transactional
    public List<Named> plans(String municipality) {
        return plans.adopted(municipality).stream()
                .map(plan -> new Named(plan.plan(), plan.name()))
                .toList();
    }

    /** Those of today. */
    @Transactional
    public List<Named> departments(String municipality) {
        LocalDate today = LocalDate.now(clock);
        return reporting
                .departments(municipality)
                .all()
                .filter(office -> office.existsOn(today))
                .map(office -> new Named(office.id(), office.nameOn(today)))
                .toList();
    }
}
