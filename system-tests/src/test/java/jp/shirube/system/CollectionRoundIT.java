package jp.shirube.system;

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
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
    private static final Path LATER_CLOCK = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static final String CITY = "/api/kpi/v1/municipalities/062022";
    private static final String ROUNDS = CITY + "/collection-rounds";
    private static final String ROUND = ROUNDS + "/fy2025";
    private static final String PLAN = "digital-denen-sogo-senryaku";
    private static final String PROGRESS =
            "/api/report/v1/municipalities/062022/indicators/women-on-councils/progress";

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
    private Installation.Asking planner;
    private Installation.Asking community;
    private Installation.Asking commerce;

    @BeforeAll
    void theFivePlansAreLoaded(@TempDir Path home) throws Exception {
        folder = Files.createDirectory(home.resolve("office"));
        shirube = new Installation(home.resolve("shirube"));
        shirube.start();
        planner = shirube.as("yonezawa-planner");
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
        assertThat(community
                        .download(ROUND + "/departments/shoko/form")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @Order(3)
    void aFormFilledInLibreOfficeComesBackAsADifferenceAndIsAppliedOnce() throws Exception {
        assumeTrue(
                LibreOffice.isHere(), "skipped: no LibreOffice (soffice) on this machine; install libreoffice-calc");
        byte[] form = community
                .download(ROUND + "/departments/chiiki-shinko/form")
                .body();
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
        assertThat(state(WOMEN)).as("nothing is changed by looking").isEqualTo("OPEN");

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
            if (!state(each.getKey()).equals("SUBMITTED")) {
                type(community, each.getKey(), each.getValue());
                read(submit(community, each.getKey()), 200);
            }
            assertThat(state(each.getKey())).isEqualTo("SUBMITTED");
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
        JsonNode typed = type(commerce, DONATIONS, tenfold + "}");
        assertThat(typed.path("findings").findValuesAsText("pointer")).contains("/value");
        HttpResponse<String> asked = submit(commerce, DONATIONS);
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(422);
        assertThat(json.readTree(asked.body()).path("type").asText()).endsWith(":explanation-needed");

        type(commerce, DONATIONS, tenfold + ", \"explanation\": \"大口の寄附があった\"}");
        read(submit(commerce, DONATIONS), 200);
        assertThat(read(planner.get(actual("furusato-donations"))).path("value").asText())
                .isEqualTo("15000000");
    }

    @Test
    @Order(6)
    void noFigureWithItsReasonAndHowAnInitiativeWentAreAnswersToo() throws Exception {
        HttpResponse<String> blank = submit(commerce, PRODUCT);
        assertThat(blank.statusCode()).as("a blank is no answer").isEqualTo(422);
        type(commerce, PRODUCT, "{\"missingReason\": \"NOT_PUBLISHED\", \"note\": \"" + DEMO + "\"}");
        read(submit(commerce, PRODUCT), 200);
        JsonNode stated = read(planner.get(actual("gross-municipal-product")));
        assertThat(stated.path("missingReason").asText()).isEqualTo("NOT_PUBLISHED");
        assertThat(stated.path("value").isNull()).isTrue();

        type(commerce, STARTUPS, "{\"progress\": \"BEHIND\", \"text\": \"" + DEMO + "\", \"direction\": \"IMPROVE\"}");
        read(submit(commerce, STARTUPS), 200);
        assertThat(state(STARTUPS)).isEqualTo("SUBMITTED");
    }

    @Test
    @Order(7)
    void whatIsStatedPastTheRoundAnswersIt() throws Exception {
        HttpResponse<String> stated =
                commerce.put(actual("joint-research-projects"), "{\"value\": 22, \"note\": \"" + DEMO + "\"}");
        assertThat(read(stated, 201).path("review").asText()).isEqualTo("SUBMITTED");
        assertThat(state(RESEARCH)).isEqualTo("SUBMITTED");

        String csv = "指標,期間,値,状態,備考\nnew-business-sitings,R7,1,確定,%s\nfounders-under-startup-plan,令和7年度,３３人,確定,%s\n"
                .formatted(DEMO, DEMO);
        JsonNode file = read(
                shirube.as("yonezawa-system-shoko")
                        .post(CITY + "/actuals", "text/csv", csv.getBytes(StandardCharsets.UTF_8)),
                200);
        assertThat(file.path("recorded").asInt()).as(file.toPrettyString()).isEqualTo(2);
        assertThat(List.of(state(SITINGS), state(FOUNDERS))).containsOnly("SUBMITTED");
    }

    @Test
    @Order(8)
    void whatIsReturnedIsAnsweredAgain() throws Exception {
        assertThat(planner.post(item(DONATIONS) + "/return", "{\"reason\": \" \"}").statusCode())
                .as("a return says why")
                .isEqualTo(422);
        read(planner.post(item(DONATIONS) + "/return", "{\"reason\": \"桁を確かめてください\"}"), 200);
        JsonNode returned = read(commerce.get(item(DONATIONS)));
        assertThat(returned.path("state").asText()).isEqualTo("RETURNED");
        assertThat(returned.path("reason").asText()).isEqualTo("桁を確かめてください");
        assertThat(returned.path("late").asBoolean()).isTrue();
        type(commerce, DONATIONS, "{\"value\": \"16億5,000万円\", \"note\": \"" + DEMO + "\"}");
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

        List<String> sent = ids(
                read(planner.get(ROUND + "/items?state=SUBMITTED")).path("items"));
        assertThat(sent)
                .containsExactlyInAnyOrder(
                        WOMEN, SCHOLARSHIPS, MEETINGS, DONATIONS, PRODUCT, STARTUPS, RESEARCH, SITINGS, FOUNDERS);
        assertThat(community
                        .post(ROUND + "/confirmations", chosen(sent))
                        .statusCode())
                .isEqualTo(403);
        JsonNode confirmed = read(planner.post(ROUND + "/confirmations", chosen(sent)), 200);
        assertThat(confirmed.path("moved").asInt()).as(confirmed.toPrettyString()).isEqualTo(9);
        assertThat(confirmed.path("refused")).isEmpty();

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(judged(shirube.resident())).isEqualTo("35.2"));
        assertThat(year(read(shirube.resident().get(PROGRESS)), 2025)
                        .path("achievementRateDisplay")
                        .asText())
                .isEqualTo("88.0");
    }

    @Test
    @Order(10)
    void whatIsLockedIsCorrectedByAReopeningWithItsReason() throws Exception {
        JsonNode locked = read(planner.post(ROUND + "/locks", "{}"), 200);
        assertThat(locked.path("moved").asInt()).isEqualTo(9);
        assertRefusedAsLocked(planner.put(
                actual("women-on-councils"), "{\"value\": 36, \"reason\": \"訂正\"}", "If-Match", "\"2\""));
        assertRefusedAsLocked(
                community.put(item(WOMEN) + "/answer", "{\"value\": \"36\"}", "If-Match", etag(WOMEN)));

        String reason = "委員を数え落としていたため（デモ）";
        read(planner.post(item(WOMEN) + "/reopening", "{\"reason\": \"" + reason + "\"}"), 200);
        type(
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
        List<String> rows = list.body().lines().filter(row -> row.startsWith("fy2025,")).toList();
        assertThat(list.body()).startsWith("\ufeff照会,対象年度（西暦）,項目,課,");
        assertThat(rows).hasSize(total.path("asked").asInt());
        Map<String, Integer> states = new TreeMap<>();
        for (String row : rows) {
            states.merge(row.contains(",確定,") ? "LOCKED" : row.contains(",確認済,") ? "CONFIRMED" : "owed", 1, Integer::sum);
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

    /** On the day a round opens nobody is reminded, so everything is started again on the morning after. */
    @Test
    @Order(12)
    void theMorningAfterTheDeadlineALateDepartmentIsReminded() throws Exception {
        assumeTrue(Files.exists(LATER_CLOCK), "skipped: no faketime on this machine; apt-get install faketime");
        HttpResponse<String> round = planner.get(ROUND);
        read(
                planner.put(
                        ROUND,
                        "{\"title\": \"令和7年度実績照会\", \"deadline\": \"" + today + "\"}",
                        "If-Match",
                        round.headers().firstValue("ETag").orElse("")),
                200);
        assertThat(read(planner.get(ROUND)).path("total").path("late").asInt()).isZero();
        read(
                planner.put(
                        CITY + "/collection-contacts",
                        "{\"contacts\": [{\"department\": \"shoko\", \"addresses\": [\"shoko@city.example.lg.jp\"]}]}"),
                200);
        assertThat(shirube.say("mails")).contains("no mails yet");

        shirube.stop();
        ZonedDateTime morning = today.plusDays(1).atTime(LocalTime.of(9, 0)).atZone(JAPAN);
        long later = Duration.between(ZonedDateTime.now(JAPAN), morning).toSeconds();
        shirube.tell("LD_PRELOAD", LATER_CLOCK.toString());
        shirube.tell("FAKETIME", "+" + later);
        shirube.tell("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        shirube.tell("SHIRUBE_REMINDERS_DELAYED", "2s");
        shirube.start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        reminder(read(planner.get(CITY + "/collection-reminders")), "shoko")
                                .path("state")
                                .asText())
                .isEqualTo("SENT"));
        int owed = department(read(planner.get(ROUND)), "shoko").path("late").asInt();
        assertThat(owed).isPositive();
        String mail = shirube.say("mails", "show", "1");
        assertThat(mail).contains("shoko@city.example.lg.jp").contains("商工課").contains("令和7年度実績照会");
        assertThat(mail).as("what is sent in").doesNotContain("ふるさと応援寄附金額");
    }

    private String opening() {
        return "{\"year\": \"R7\", \"deadline\": \"" + today.minusDays(1) + "\", \"instructions\": \"" + DEMO + "\"}";
    }

    private static String item(String id) {
        return ROUND + "/items/" + id;
    }

    private static String actual(String indicator) {
        return CITY + "/indicators/" + indicator + "/actuals/R7";
    }

    private String etag(String item) throws Exception {
        return planner.get(item(item)).headers().firstValue("ETag").orElse("");
    }

    private String state(String item) throws Exception {
        return read(planner.get(item(item))).path("state").asText();
    }

    private JsonNode type(Installation.Asking who, String item, String answer) throws Exception {
        return read(who.put(item(item) + "/answer", answer, "If-Match", etag(item)));
    }

    private static HttpResponse<String> submit(Installation.Asking who, String item) throws Exception {
        return who.post(item(item) + "/submission", "");
    }

    private String chosen(List<String> items) throws Exception {
        return json.writeValueAsString(Map.of("items", items));
    }

    private void assertRefusedAsLocked(HttpResponse<String> refused) throws Exception {
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(json.readTree(refused.body()).path("type").asText()).endsWith(":collection-item-locked");
    }

    /** Of the target of the plan, of FY2025; empty where nothing is judged. */
    private String judged(Installation.Asking who) throws Exception {
        return year(read(who.get(PROGRESS)), 2025).path("judged").asText("");
    }

    private static JsonNode year(JsonNode progress, int year) {
        return all(progress.path("targets"))
                .filter(target -> target.path("plan").asText().equals(PLAN))
                .flatMap(target -> all(target.path("assessments")))
                .filter(assessment -> assessment.path("year").asInt() == year)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no year " + year + ": " + progress.toPrettyString()));
    }

    private static JsonNode find(JsonNode items, String id) {
        return named(items, "id", id);
    }

    private static JsonNode department(JsonNode overview, String id) {
        return named(overview.path("departments"), "department", id);
    }

    private static JsonNode reminder(JsonNode reminders, String department) {
        return named(reminders.path("items"), "department", department);
    }

    private static JsonNode field(JsonNode difference, String item, String field) {
        return named(named(difference.path("changes"), "item", item).path("fields"), "field", field);
    }

    private static JsonNode named(JsonNode list, String by, String name) {
        return all(list)
                .filter(each -> each.path(by).asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + ": " + list.toPrettyString()));
    }

    private static Stream<JsonNode> all(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static List<String> ids(JsonNode items) {
        return all(items).map(each -> each.path("id").asText()).toList();
    }

    private static List<String> texts(JsonNode list) {
        return all(list).map(JsonNode::asText).toList();
    }

    private JsonNode read(HttpResponse<String> response) throws Exception {
        return read(response, 200);
    }

    private JsonNode read(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return json.readTree(response.body());
    }
}
