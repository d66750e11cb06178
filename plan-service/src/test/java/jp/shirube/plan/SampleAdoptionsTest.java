package jp.shirube.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.plan.edition.Edition;
import org.junit.jupiter.api.Test;

/** The prints say no day of adoption: what stands for it says so itself. */
class SampleAdoptionsTest {

    private static final String NOTE = "デモ: 採択日は資料に印字がないため、計画期間の初日を仮に置いています";

    @Test
    void everyEditionButTheOneThatShowsADraftIsAdoptedOnTheFirstDayOfItsPlanAndSaysThatTheDayIsNotReal() {
        List<String> due = new ArrayList<>();
        List<String> adopted = new ArrayList<>();
        for (Samples.Print print : Samples.PRINTS) {
            for (int number = 1; number <= print.editions().size(); number++) {
                Edition edition = print.edition(number);
                due.add("%s/%s/%d %d-04-01 %s"
                        .formatted(
                                print.city(),
                                print.plan(),
                                number,
                                edition.firstYear().year(),
                                NOTE));
            }
        }
        due.removeIf(each -> each.startsWith("yonezawa/machizukuri-sogo-keikaku/2 "));
        for (String city : Samples.CITIES) {
            for (JsonNode each : Samples.tree(city + "/adoptions.yaml").path("adoptions")) {
                adopted.add("%s/%s/%s %s %s"
                        .formatted(
                                city,
                                each.path("plan").asText(),
                                each.path("edition").asText(),
                                each.path("adoptedOn").asText(),
                                each.path("note").asText()));
            }
        }
        assertThat(adopted).hasSize(5).containsExactlyInAnyOrderElementsOf(due);
    }
}
