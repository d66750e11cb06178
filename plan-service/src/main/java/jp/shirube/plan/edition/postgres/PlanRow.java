package jp.shirube.plan.edition.postgres;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jp.shirube.plan.edition.Editions.StatedPlan;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "plan")
@IdClass(PlanRow.Key.class)
@NullUnmarked
class PlanRow {

    record Key(String municipality, String id) {}

    @Id
    String municipality;

    @Id
    String id;

    String name;
    long version;

    protected PlanRow() {}

    PlanRow(StatedPlan plan) {
        municipality = plan.municipality();
        id = plan.id();
        name = plan.name();
        version = plan.version();
    }

    StatedPlan stated() {
        return new StatedPlan(municipality, id, name, version);
    }
}
