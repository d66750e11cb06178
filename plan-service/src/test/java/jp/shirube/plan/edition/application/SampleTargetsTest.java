package jp.shirube.plan.edition.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import jp.shirube.outbox.OutgoingEvent;
import jp.shirube.plan.Samples;
import jp.shirube.plan.Samples.Print;
import jp.shirube.plan.edition.Edition;
import jp.shirube.plan.edition.Editions.Stated;
import jp.shirube.plan.municipality.Indicator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What plan-service says of the targets of the five real plans, in contracts/samples: report-service's tests judge them without
 * knowing how a plan is read. {@code -Dapprove} writes them anew.
 */
class SampleTargetsTest {

    private static final Path SAID = Path.of("..", "contracts", "samples");

    private final ObjectMapper json = Samples.json();

    @ParameterizedTest
    @FieldSource("jp.shirube.plan.Samples#PRINTS")
    void everyTargetIsSaidAsApproved(Print print) throws IOException {
        for (int number = 1; number <= print.editions().size(); number++) {
            Path file = SAID.resolve(print.source() + "-" + number + ".json");
            ObjectNode said = said(print, number);
            if (System.getProperty("approve") != null) {
                Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(said) + "\n");
            }
            assertThat(json.readTree(file.toFile()).toString()).isEqualTo(said.toString());
        }
    }

    @Test
    void ninetyNinePlacesOfTheNewestEditionsArePromised() throws IOException {
        int places = 0;
        int relisted = 0;
        for (Print print : Samples.PRINTS) {
            Path file = SAID.resolve(print.source() + "-" + print.editions().size() + ".json");
            for (JsonNode target : json.readTree(file.toFile()).path("targets")) {
                places++;
                relisted += target.has("relistedFrom") ? 1 : 0;
            }
        }
        assertThat(places).isEqualTo(99);
        assertThat(places - relisted).isEqualTo(97);
    }

    private ObjectNode said(Print print, int number) {
        Edition edition = print.edition(number);
        Stated stated = new Stated(edition.municipality(), edition.plan(), number, "", "", 1, Instant.EPOCH, null);
        ObjectNode said = json.createObjectNode();
        said.put("municipality", edition.municipality());
        said.put("plan", edition.plan());
        said.put("name", edition.planName());
        said.put("edition", number);
        said.put("firstYear", edition.firstYear().year());
        said.put("lastYear", edition.lastYear().year());
        Set<String> used = new TreeSet<>();
        edition.targets().forEach(target -> used.add(target.indicator()));
        for (Indicator indicator : Samples.municipality(print.city()).indicators()) {
            if (used.contains(indicator.id())) {
                said.withArray("indicators").add(json.valueToTree(indicator));
            }
        }
        for (OutgoingEvent event : new EditionEvents(json).stated(edition, stated, null)) {
            JsonNode data = event.data();
            if (data != null && event.type().equals("jp.shirube.plan.target.stated.v1")) {
                said.withArray("targets").add(data.path("target"));
            }
        }
        return said;
    }
}
