package jp.shirube.kpi.received.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.List;
import jp.shirube.kpi.received.Asked;
import jp.shirube.kpi.received.EntryRules;
import jp.shirube.kpi.received.EntryRules.Checks;
import jp.shirube.kpi.received.EntryRules.EntryUnit;
import jp.shirube.kpi.received.EntryRules.Formula;
import jp.shirube.kpi.received.EntryRules.Life;
import jp.shirube.kpi.received.Origin;
import jp.shirube.kpi.received.SourceKind;
import org.junit.jupiter.api.Test;

class IndicatorDocumentTest {

    @Test
    void everythingThatIsStatedIsRead() throws Exception {
        JsonNode document = json("""
                {"definition": "審議会等の委員に占める女性の割合", "source": "市民意識調査", "sourceKind": "SURVEY",
                 "canBeNegative": true, "surveyEvery": 3, "surveyFirst": 2023, "usuallyKnown": {"monthsAfter": 4},
                 "life": {"from": 2019, "to": 2030},
                 "checks": {"atLeast": "0", "atMost": "120.5", "jumpPercent": "10", "mayFall": false, "mayRepeat": true},
                 "formula": {"numerator": "女性委員", "denominator": "全委員", "times": "100"},
                 "entryUnits": [{"unit": "千円", "times": "0.001"}]}""");

        assertThat(IndicatorDocument.origin(document))
                .isEqualTo(new Origin("審議会等の委員に占める女性の割合", "市民意識調査", SourceKind.SURVEY));
        assertThat(IndicatorDocument.asked(document)).isEqualTo(new Asked(3, 2023, 4));
        assertThat(IndicatorDocument.rules(document))
                .isEqualTo(new EntryRules(
                        true,
                        new Life(2019, 2030),
                        new Checks(BigDecimal.ZERO, new BigDecimal("120.5"), BigDecimal.TEN, false, true),
                        new Formula("女性委員", "全委員", new BigDecimal("100")),
                        List.of(new EntryUnit("千円", new BigDecimal("0.001")))));
    }

    @Test
    void aDocumentStoredBeforeTheFieldsWereKnownStatesNothing() throws Exception {
        JsonNode document = json("{}");

        assertThat(IndicatorDocument.origin(document)).isEqualTo(Origin.UNSTATED);
        assertThat(IndicatorDocument.asked(document)).isEqualTo(Asked.EVERY_YEAR);
        assertThat(IndicatorDocument.rules(document)).isEqualTo(EntryRules.UNSTATED);
    }

    @Test
    void whatANewerServiceWritesOtherwiseCountsAsUnstated() throws Exception {
        JsonNode document = json("""
                {"sourceKind": "ORACLE", "surveyFirst": 2023, "surveyEvery": 0, "life": "long",
                 "checks": {"atMost": "1e9", "jumpPercent": {}}, "formula": {"numerator": 1}, "entryUnits": {"unit": 2}}""");

        assertThat(IndicatorDocument.origin(document)).isEqualTo(Origin.UNSTATED);
        assertThat(IndicatorDocument.asked(document)).isEqualTo(Asked.EVERY_YEAR);
        assertThat(IndicatorDocument.rules(document)).isEqualTo(EntryRules.UNSTATED);
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
