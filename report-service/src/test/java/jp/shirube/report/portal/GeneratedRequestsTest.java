package jp.shirube.report.portal;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import jp.shirube.access.generated.GeneratedRequests;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.Test;

/** ASVS 5.0 2.2.1, 4.1.1, 15.3.3: whatever is asked, the answer is one the interface names. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class GeneratedRequestsTest {

    @SuppressWarnings("NullAway.Init") // by Quarkus
    @TestHTTPResource
    URI address;

    @Inject
    StatedCity city;

    @Test
    void everyAnswerIsOneTheInterfaceNames() {
        city.begin();
        city.indicator("women", "審議会の女性登用率", "%", "UP", "RATIO", ",\"decimals\":1");
        city.edition("sogo", 1, "総合計画", "2024-01-01T00:00:00Z", """
                {"plan":{"id":"sogo","levels":["施策"]},"name":"総合計画","status":"ADOPTED","inForceFrom":"2024-04-01",
                 "glossary":[],"notes":[]}""");
        city.part("sogo", 1, "ELEMENT", 0, "e1", "", """
                {"id":"e1","tree":"PLAN","depth":0,"code":"1","title":"まちをひらく","departments":[],"sdgs":[],"sections":[],
                 "references":[]}""");
        city.target("sogo", 1, 0, "t1", "KPI", "women", """
                "element":"e1",
                "baseline":{"printed":"28.9% (R4)","value":"28.9","period":"FY2022","accumulation":"POINT"},
                "goal":{"printed":"40%","comparator":"AT_LEAST","value":"40","period":"FY2027","accumulation":"POINT",
                        "reading":"PRINTED"},
                "milestones":[],"previousGoals":[],"components":[]""");
        city.actual("women", "FY2024", 1, "2025-05-01T00:00:00Z", """
                "value":"32.8","status":"FINAL","review":"CONFIRMED\"""");
        city.judge("sogo", 1, LocalDate.of(2026, 6, 30));
        new GeneratedRequests(
                        address,
                        Map.of(
                                "code",
                                List.of(StatedCity.CODE),
                                "plan",
                                List.of("sogo"),
                                "indicator",
                                List.of("women"),
                                "target",
                                List.of("t1"),
                                "element",
                                List.of("e1"),
                                "year",
                                List.of("R6", "R7", "2024"),
                                "edition",
                                List.of("1"),
                                "asOf",
                                List.of("2026-06-30", "2025-01-01"),
                                "reason",
                                List.of("現場を見て判断した")),
                        List.of(
                                """
                                {"symbol": "A", "by": "外部評価委員会", "reason": "現場を見て判断した"}""",
                                """
                                {"url": "http://127.0.0.1:9/hook"}""",
                                """
                                {"direction": "UP", "baseline": {"value": 28.9, "period": "R4"},
                                 "goal": {"comparator": "AT_LEAST", "value": 40, "to": "R9"},
                                 "actuals": [{"period": "R6", "value": 32.8}], "year": "R6"}"""))
                .hold("/api/report/v1/openapi");
    }
}
