package jp.shirube.system;

import static jp.shirube.system.YonezawaRound.CITY;
import static jp.shirube.system.YonezawaRound.PLAN;
import static jp.shirube.system.YonezawaRound.ROUND;
import static jp.shirube.system.YonezawaRound.ROUNDS;
import static jp.shirube.system.YonezawaRound.actual;
import static jp.shirube.system.YonezawaRound.department;
import static jp.shirube.system.YonezawaRound.field;
import static jp.shirube.system.YonezawaRound.find;
import static jp.shirube.system.YonezawaRound.ids;
import static jp.shirube.system.YonezawaRound.item;
import static jp.shirube.system.YonezawaRound.judged;
import static jp.shirube.system.YonezawaRound.read;
import static jp.shirube.system.YonezawaRound.submit;
import static jp.shirube.system.YonezawaRound.texts;
import static jp.shirube.system.YonezawaRound.year2025;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A round (実績照会) of R7 in 米沢市, over the indicators of its printed plan, with everything started as {@code ./shirube up}
 * does. Every figure that is answered here is demo data, and says so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CollectionRoundIT {

    private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static final String WOMEN = "indicator:women-on-councils:FY2025";
    private static final String SCHOLARSHIPS = "indicator:scholarship-repayment-support-users:FY2025";
    private static final String MEETINGS = "initiative:" + PLAN + ":migrant-meetings";
    private static final String DONATIONS = "indicator:furusato-donations:FY2025";
    private static final String PRODUCT = "indicator:gross-municipal-product:FY2025";
    private static final String STARTUPS = "initiative:" + PLAN + ":startup-support";
    private static final String RESEARCH = "indicator:joint-research-projects:FY2025";
    private static final String SITINGS = "indicator:new-business-sitings:FY2025";
    private static final String FOUNDERS = "indicator:founders-under-startup-plan:FY2025";

    private static final String DEMO = "デモの値（実際の実績ではない）";

    private final ObjectMapper json = new ObjectMapper();
    private final LocalDate today = LocalDate.now(JAPAN);
    private Installation shirube;
    private Path folder;
    private YonezawaRound round;
    private Installation.Asking planner;
    private Installation.Asking community;
    private Installation.Asking commerce;

    @BeforeAll
    void theFivePlansAreLoaded(@TempDir Path home) throws Exception {
        folder = Files.createDirectory(home.resolve("office"));
        shirube = new Installation(home.resolve("shirube"));
        shirube.start();
        planner = shirube.as("yonezawa-planner");
        round = new YonezawaRound(planner);
        community = shirube.as("yonezawa-editor-chiiki-shinko");
        commerce = shirube.as("yonezawa-editor-shoko");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                planner.post(ROUNDS + "?dryRun=true", opening()).statusCode())
                        .isEqualTo(200));
    }

    @AfterAll
    void stop() throws Exception {
        shirube.close();
    }

    /** The draft edition of R3 to R7 is not in force: what only it promises is not asked. */
    @Test
    @Order(1)
    void theRoundAsksEveryDepartmentWhatTheAdoptedPlanOfTheYearPromises() throws Exception {
        JsonNode foreseen = read(planner.post(ROUNDS + "?dryRun=true", opening()), 200);
        assertThat(read(planner.get(ROUNDS)).path("items")).isEmpty();

        JsonNode opened = read(planner.post(ROUNDS, opening()), 201);
        assertThat(ids(opened.path("items"))).isEqualTo(ids(foreseen.path("items")));
        assertThat(opened.path("round").path("title").asText()).isEqualTo("令和7年度実績照会");
        assertThat(ids(opened.path("items")))
                .hasSize(opened.path("asked").asInt())
                .doesNotHaveDuplicates()
                .contains(WOMEN, SCHOLARSHIPS, MEETINGS, DONATIONS, PRODUCT, STARTUPS, RESEARCH, SITINGS, FOUNDERS)
                .doesNotContain("indicator:homepage-views:FY2025");
        JsonNode women = find(opened.path("items"), WOMEN);
        assertThat(women.path("department").asText()).isEqualTo("chiiki-shinko");
        assertThat(women.path("lastYears").findValuesAsText("value")).containsExactly("28.9", "30.8", "32.8");
        assertThat(women.path("places").findValuesAsText("plan")).containsOnly(PLAN);

        JsonNode overview = read(planner.get(ROUND));
        assertThat(overview.path("total").path("asked")).isEqualTo(opened.path("asked"));
        assertThat(overview.path("total").path("late").asInt())
                .as("the deadline has passed")
                .isEqualTo(opened.path("asked").asInt());
        assertThat(shirube.resident().get(ROUND).statusCode()).isEqualTo(401);
        assertThat(shirube.as("higashine-planner").get(ROUND).statusCode()).isEqualTo(403);
    }

    @Test
    @Order(2)
    void everyDepartmentHasItsForm() throws Exception {
        List<String> departments = new ArrayList<>();
        read(planner.get(ROUND)).path("departments").forEach(each -> {
            if (!each.path("department").isNull()) {
                departments.add(each.path("name").asText());
            }
        });
        HttpResponse<byte[]> all = planner.download(ROUND + "/forms");
        assertThat(all.statusCode()).isEqualTo(200);
        List<String> files = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(all.body()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.add(entry.getName());
                assertThat(zip.readAllBytes()).startsWith((byte) 'P', (byte) 'K');
            }
        }
        assertThat(files)
                .containsExactlyInAnyOrderElementsOf(departments.stream()
                        .map(name -> "令和7年度実績照会_" + name + ".xlsx")
                        .toList());
        assertThat(community.download(ROUND + "/departments/shoko/form").statusCode())
                .isEqualTo(403);
    }

    @Test
    @Order(3)
    void aFormFilledInLibreOfficeComesBackAsADifferenceAndIsAppliedOnce() throws Exception {
        assumeTrue(LibreOffice.isHere(), "skipped: no LibreOffice (soffice) on this machine; install libreoffice-calc");
        byte[] form =
                community.download(ROUND + "/departments/chiiki-shinko/form").body();
        byte[] filled = new LibreOffice(folder)
                .fill(
                        form,
                        List.of(
                                new LibreOffice.Filled(WOMEN, "実績値", "３５．２"),
                                new LibreOffice.Filled(WOMEN, "自己評価", "目標に近づいた"),
                                new LibreOffice.Filled(WOMEN, "要因", "団体への働きかけ\n公募枠の見直し"),
                                new LibreOffice.Filled(WOMEN, "今後の方向", "継続"),
                                new LibreOffice.Filled(WOMEN, "取組の内容・備考", DEMO),
                                new LibreOffice.Filled(SCHOLARSHIPS, "実績値", "12人"),
                                new LibreOffice.Filled(SCHOLARSHIPS, "取組の内容・備考", DEMO),
                                new LibreOffice.Filled(MEETINGS, "取組の状況", "計画どおり"),
                                new LibreOffice.Filled(MEETINGS, "取組の内容・備考", "交流会を2回開いた。" + DEMO)));
        JsonNode difference = read(community.post(ROUND + "/uploads", XLSX, filled), 201);
        assertThat(difference.path("counts").path("NEW").asInt())
                .as(difference.toPrettyString())
                .isEqualTo(3);
        assertThat(difference.path("counts").has("REJECTED")).isFalse();
        assertThat(difference.path("files")).isEmpty();
        assertThat(field(difference, WOMEN, "VALUE").path("after").asText()).isEqualTo("３５．２");
        assertThat(field(difference, WOMEN, "CAUSE").path("after").asText()).isEqualTo("団体への働きかけ\n公募枠の見直し");
        assertThat(round.state(WOMEN)).as("nothing is changed by looking").isEqualTo("OPEN");

        String application = ROUND + "/uploads/" + difference.path("upload").asText() + "/application?submit=true";
        JsonNode applied = read(community.post(application, ""), 200);
        assertThat(applied.path("refused")).isEmpty();
        assertThat(texts(applied.path("submitted"))).containsExactlyInAnyOrder(WOMEN, SCHOLARSHIPS, MEETINGS);
        JsonNode again = read(community.post(application, ""), 200);
        assertThat(again.path("saved")).isEmpty();
        assertThat(again.path("submitted")).isEmpty();
    }

    /** Without LibreOffice this is where the figures come from. */
    @Test
    @Order(4)
    void whatNoFormHasBroughtIsTypedIn() throws Exception {
        Map<String, String> answers = Map.of(
                WOMEN,
                "{\"value\": \"３５．２\", \"selfEvaluation\": \"目標に近づいた\", \"cause\": \"団体への働きかけ\\n公募枠の見直し\","
                        + " \"direction\": \"CONTINUE\", \"note\": \"" + DEMO + "\"}",
                SCHOLARSHIPS,
                "{\"value\": \"12人\", \"note\": \"" + DEMO + "\"}",
                MEETINGS,
                "{\"progress\": \"ON_SCHEDULE\", \"text\": \"交流会を2回開いた。" + DEMO + "\"}");
        for (Map.Entry<String, String> each : answers.entrySet()) {
            if (!round.state(each.getKey()).equals("SUBMITTED")) {
                round.type(community, each.getKey(), each.getValue());
                read(submit(community, each.getKey()), 200);
            }
            assertThat(round.state(each.getKey())).isEqualTo("SUBMITTED");
        }
        JsonNode stated = read(planner.get(actual("women-on-councils")));
        assertThat(stated.path("value").asText()).isEqualTo("35.2");
        assertThat(stated.path("review").asText()).isEqualTo("SUBMITTED");
        assertThat(commerce.post(item(WOMEN) + "/submission", "").statusCode())
                .as("what another department is asked")
                .isEqualTo(403);
    }

    /** R6 was 15億円. */
    @Test
    @Order(5)
    void aFigureTenfoldLastYearsIsSentInWithAWordOnly() throws Exception {
        String tenfold = "{\"value\": \"150億円\", \"note\": \"" + DEMO + "\"";
        JsonNode typed = round.type(commerce, DONATIONS, tenfold + "}");
        assertThat(typed.path("findings").findValuesAsText("pointer")).contains("/value");
        HttpResponse<String> asked = submit(commerce, DONATIONS);
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(422);
        assertThat(json.readTree(asked.body()).path("type").asText()).endsWith(":explanation-needed");

        round.type(commerce, DONATIONS, tenfold + ", \"explanation\": \"大口の寄附があった\"}");
        read(submit(commerce, DONATIONS), 200);
        assertThat(read(planner.get(actual("furusato-donations"))).path("value").asText())
                .isEqualTo("15000000");
    }

    @Test
    @Order(6)
    void noFigureWithItsReasonAndHowAnInitiativeWentAreAnswersToo() throws Exception {
        HttpResponse<String> blank = submit(commerce, PRODUCT);
        assertThat(blank.statusCode()).as("a blank is no answer").isEqualTo(422);
        round.type(commerce, PRODUCT, "{\"missingReason\": \"NOT_PUBLISHED\", \"note\": \"" + DEMO + "\"}");
        read(submit(commerce, PRODUCT), 200);
        JsonNode stated = read(planner.get(actual("gross-municipal-product")));
        assertThat(stated.path("missingReason").asText()).isEqualTo("NOT_PUBLISHED");
        assertThat(stated.path("value").isNull()).isTrue();

        round.type(
                commerce,
                STARTUPS,
                "{\"progress\": \"BEHIND\", \"text\": \"" + DEMO + "\", \"direction\": \"IMPROVE\"}");
        read(submit(commerce, STARTUPS), 200);
        assertThat(round.state(STARTUPS)).isEqualTo("SUBMITTED");
    }

    @Test
    @Order(7)
    void whatIsStatedPastTheRoundAnswersIt() throws Exception {
        HttpResponse<String> stated =
                commerce.put(actual("joint-research-projects"), "{\"value\": 22, \"note\": \"" + DEMO + "\"}");
        assertThat(read(stated, 201).path("review").asText()).isEqualTo("SUBMITTED");
        assertThat(round.state(RESEARCH)).isEqualTo("SUBMITTED");

        String csv = "指標,期間,値,状態,備考\nnew-business-sitings,R7,1,確定,%s\nfounders-under-startup-plan,令和7年度,３３人,確定,%s\n"
                .formatted(DEMO, DEMO);
        JsonNode file = read(
                shirube.as("yonezawa-system-shoko")
                        .post(CITY + "/actuals", "text/csv", csv.getBytes(StandardCharsets.UTF_8)),
                200);
        assertThat(file.path("recorded").asInt()).as(file.toPrettyString()).isEqualTo(2);
        assertThat(List.of(round.state(SITINGS), round.state(FOUNDERS))).containsOnly("SUBMITTED");
    }

    @Test
    @Order(8)
    void whatIsReturnedIsAnsweredAgain() throws Exception {
        assertThat(planner.post(item(DONATIONS) + "/return", "{\"reason\": \" \"}")
                        .statusCode())
                .as("a return says why")
                .isEqualTo(422);
        read(planner.post(item(DONATIONS) + "/return", "{\"reason\": \"桁を確かめてください\"}"), 200);
        JsonNode returned = read(commerce.get(item(DONATIONS)));
        assertThat(returned.path("state").asText()).isEqualTo("RETURNED");
        assertThat(returned.path("reason").asText()).isEqualTo("桁を確かめてください");
        assertThat(returned.path("late").asBoolean()).isTrue();
        round.type(commerce, DONATIONS, "{\"value\": \"16億5,000万円\", \"note\": \"" + DEMO + "\"}");
        JsonNode again = read(submit(commerce, DONATIONS), 200);
        assertThat(again.path("reason").isNull()).isTrue();
        assertThat(again.path("history").findValuesAsText("done"))
                .containsExactly("ASKED", "DRAFTED", "DRAFTED", "SUBMITTED", "RETURNED", "DRAFTED", "SUBMITTED");
    }

    /** 目標までの率: 35.2 of 40 is 88.0 %. */
    @Test
    @Order(9)
    void residentsSeeAFigureOnceThePlanningOfficeHasConfirmedIt() throws Exception {
        assertThat(shirube.resident().get(actual("women-on-councils")).statusCode())
                .isEqualTo(404);
        assertThat(judged(shirube.resident())).as("sent in only").isEmpty();

        List<String> sent =
                ids(read(planner.get(ROUND + "/items?state=SUBMITTED")).path("items"));
        assertThat(sent)
                .containsExactlyInAnyOrder(
                        WOMEN, SCHOLARSHIPS, MEETINGS, DONATIONS, PRODUCT, STARTUPS, RESEARCH, SITINGS, FOUNDERS);
        assertThat(community.post(ROUND + "/confirmations", chosen(sent)).statusCode())
                .isEqualTo(403);
        JsonNode confirmed = read(planner.post(ROUND + "/confirmations", chosen(sent)), 200);
        assertThat(confirmed.path("moved").asInt())
                .as(confirmed.toPrettyString())
                .isEqualTo(9);
        assertThat(confirmed.path("refused")).isEmpty();

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(judged(shirube.resident())).isEqualTo("35.2"));
        assertThat(year2025(shirube.resident()).path("achievementRateDisplay").asText())
                .isEqualTo("88.0");
    }

    @Test
    @Order(10)
    void whatIsLockedIsCorrectedByAReopeningWithItsReason() throws Exception {
        JsonNode locked = read(planner.post(ROUND + "/locks", "{}"), 200);
        assertThat(locked.path("moved").asInt()).isEqualTo(9);
        assertRefusedAsLocked(
                planner.put(actual("women-on-councils"), "{\"value\": 36, \"reason\": \"訂正\"}", "If-Match", "\"2\""));
        assertRefusedAsLocked(
                community.put(item(WOMEN) + "/answer", "{\"value\": \"36\"}", "If-Match", round.etag(WOMEN)));

        HttpResponse<String> sentAgain = shirube.as("yonezawa-system-shoko")
                .post(
                        CITY + "/actuals?reason=test",
                        "text/csv",
                        "指標,期間,値\nfounders-under-startup-plan,R7,34\n".getBytes(StandardCharsets.UTF_8));
        assertThat(sentAgain.statusCode()).as(sentAgain.body()).isEqualTo(422);
        assertThat(sentAgain.body()).contains(FOUNDERS);

        String reason = "委員を数え落としていたため（デモ）";
        read(planner.post(item(WOMEN) + "/reopening", "{\"reason\": \"" + reason + "\"}"), 200);
        round.type(
                community,
                WOMEN,
                "{\"value\": \"36.1\", \"selfEvaluation\": \"目標に近づいた\", \"cause\": \"団体への働きかけ\\n公募枠の見直し\","
                        + " \"direction\": \"CONTINUE\", \"note\": \"" + DEMO + "\"}");
        read(submit(community, WOMEN), 200);
        assertThat(read(shirube.resident().get(actual("women-on-councils")))
                        .path("value")
                        .asText())
                .as("until it is confirmed, what was confirmed before")
                .isEqualTo("35.2");
        assertThat(judged(shirube.resident())).isEqualTo("35.2");
        read(planner.post(item(WOMEN) + "/confirmation", ""), 200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(judged(shirube.resident())).isEqualTo("36.1"));
        JsonNode corrected = read(shirube.resident().get(actual("women-on-councils")));
        assertThat(corrected.path("value").asText()).isEqualTo("36.1");
        assertThat(corrected.path("reason").asText()).isEqualTo(reason);

        JsonNode corrections =
                read(shirube.resident().get(CITY + "/corrections?year=R7")).path("items");
        assertThat(corrections.findValuesAsText("indicator"))
                .as("what was public and is not any more")
                .containsExactly("women-on-councils");
        JsonNode correction = corrections.path(0);
        assertThat(correction.path("before").path("value").asText()).isEqualTo("35.2");
        assertThat(correction.path("now").path("value").asText()).isEqualTo("36.1");
        assertThat(correction.path("reason").asText()).isEqualTo(reason);
    }

    @Test
    @Order(11)
    void theOverviewTheListAndTheBurdenSayWhatTheRoundTook() throws Exception {
        JsonNode overview = read(planner.get(ROUND));
        JsonNode communityStands = department(overview, "chiiki-shinko");
        assertThat(communityStands.path("answered").asInt()).isEqualTo(3);
        assertThat(communityStands.path("states").path("LOCKED").asInt()).isEqualTo(2);
        assertThat(communityStands.path("states").path("CONFIRMED").asInt()).isEqualTo(1);
        // 5 of the rate, 2 of the scholarships, 2 of the meetings, 1 of the correction
        assertThat(communityStands.path("burden").path("typed").asInt()).isEqualTo(10);
        assertThat(communityStands.path("burden").path("returns").asInt()).isZero();
        JsonNode commerceStands = department(overview, "shoko");
        assertThat(commerceStands.path("answered").asInt()).isEqualTo(6);
        // 2, 1 and 1 of the donations, 2 of what is not published, 3 of the initiative; nothing of what systems sent
        assertThat(commerceStands.path("burden").path("typed").asInt()).isEqualTo(9);
        assertThat(commerceStands.path("burden").path("returns").asInt()).isEqualTo(1);
        JsonNode total = overview.path("total");
        assertThat(total.path("answered").asInt()).isEqualTo(9);
        assertThat(total.path("late").asInt()).isEqualTo(total.path("asked").asInt() - 9);
        assertThat(total.path("burden").path("prefilled").asInt()).isZero();

        HttpResponse<String> list = planner.get(ROUND + "/items", "text/csv");
        assertThat(list.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        List<String> rows =
                list.body().lines().filter(row -> row.startsWith("fy2025,")).toList();
        assertThat(list.body()).startsWith("\ufeff照会,対象年度（西暦）,項目,課,");
        assertThat(rows).hasSize(total.path("asked").asInt());
        Map<String, Integer> states = new TreeMap<>();
        for (String row : rows) {
            states.merge(
                    row.contains(",確定,") ? "LOCKED" : row.contains(",確認済,") ? "CONFIRMED" : "owed", 1, Integer::sum);
        }
        assertThat(states)
                .containsEntry("LOCKED", 8)
                .containsEntry("CONFIRMED", 1)
                .containsEntry("owed", total.path("asked").asInt() - 9);
        assertThat(rows)
                .anySatisfy(row -> assertThat(row)
                        .contains("," + WOMEN + ",地域振興課,chiiki-shinko,")
                        .contains(",36.1,"));
    }

    private String opening() {
        return "{\"year\": \"R7\", \"deadline\": \"" + today.minusDays(1) + "\", \"instructions\": \"" + DEMO + "\"}";
    }

    private String chosen(List<String> items) throws Exception {
        return json.writeValueAsString(Map.of("items", items));
    }

    private void assertRefusedAsLocked(HttpResponse<String> refused) throws Exception {
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(json.readTree(refused.body()).path("type").asText()).endsWith(":collection-item-locked");
    }
}
