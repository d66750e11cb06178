package jp.shirube.report;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Set;
import jp.shirube.apart.EveryTableApartTest;
import jp.shirube.local.RealParts;

@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class MunicipalitiesApartTest extends EveryTableApartTest {

    @Override
    protected Set<String> ofNoMunicipality() {
        return Set.of(
                "outbox",
                "inbox",
                "relay_position",
                "buried",
                "own_topic_reading",
                "republish",
                "consumed_position",
                "audit_seal",
                "rebuild_run",
                "progress_log_pruned");
    }
}
