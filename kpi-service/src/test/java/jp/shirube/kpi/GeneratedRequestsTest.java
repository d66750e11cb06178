package jp.shirube.kpi;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import jp.shirube.access.generated.GeneratedRequests;
import org.junit.jupiter.api.Test;

/** ASVS 5.0 2.2.1, 4.1.1, 15.3.3: whatever is asked, the answer is one the interface names. */
@QuarkusTest
class GeneratedRequestsTest extends RunningService {

    @SuppressWarnings("NullAway.Init") // by Quarkus
    @TestHTTPResource
    URI address;

    @Test
    void everyAnswerIsOneTheInterfaceNames() {
        String women = known(Yonezawa::womenOnCouncils);
        String pupils = known(Yonezawa::pupils);
        new GeneratedRequests(
                        address,
                        Map.of(
                                "code",
                                List.of(Yonezawa.CODE),
                                "indicator",
                                List.of(
                                        women,
                                        pupils,
                                        known(Yonezawa::founders),
                                        known(Yonezawa::socialChange),
                                        known(Yonezawa::waitingChildren)),
                                "period",
                                List.of("R5", "R6", "R7", "2025", "令和7年度", "2025-10-01", "H27..H30", "2024"),
                                "asOf",
                                List.of("2026-06-30", "2026-01-01"),
                                "reason",
                                List.of("集計の誤り")),
                        List.of(
                                """
                                {"value": 32.8, "status": "FINAL", "evidence": "令和7年度年次報告"}""",
                                """
                                {"components": [{"name": "小学校", "value": "80.2"}, {"name": "中学校", "missingReason": "NOT_PUBLISHED"}]}""",
                                """
                                {"missingReason": "NOT_SURVEYED", "note": "隔年調査"}"""))
                .hold("/api/kpi/v1/openapi");
    }
}
