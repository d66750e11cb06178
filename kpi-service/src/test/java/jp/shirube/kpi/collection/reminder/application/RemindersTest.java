package jp.shirube.kpi.collection.reminder.application;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.collection.reminder.DepartmentWork;
import jp.shirube.kpi.collection.reminder.OpenItem;
import jp.shirube.kpi.collection.reminder.OpenItem.Standing;
import jp.shirube.kpi.received.Stated;
import jp.shirube.local.MailKeeper;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real mail server. Every test is about a municipality of its own. */
@QuarkusTest
@WithTestResource(value = MailServerThere.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class RemindersTest extends RunningService {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);
    private static final Path CONTRACTS = Path.of("..", "contracts", "events");
    private static final String DUE = "jp.shirube.kpi.collection-reminder.due.v1";

    @Inject
    Remind remind;

    @TempDir
    Path mails = Path.of("");

    private @Nullable MailKeeper server;

    @BeforeEach
    void theMailServerRuns() throws IOException {
        server = MailKeeper.start(ConfigProvider.getConfig().getValue("quarkus.mailer.port", Integer.class), mails);
    }

    @AfterEach
    void theMailServerEnds() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aDepartmentIsRemindedOnceADayOfWhatIsOpenAndWhatWasReturned() throws Exception {
        city("520401", "男女共同参画課");
        contacts("520401", "ja", "danjo@city.example.lg.jp", "kacho@city.example.lg.jp");
        DepartmentWork work = work("520401", "r7", TODAY.plusDays(14));

        remind(work);
        remind(work);

        MimeMessage mail = onlyMail();
        assertThat(mail.getRecipients(Message.RecipientType.TO)).hasSize(2);
        assertThat(mail.getSubject()).isEqualTo("【回答のお願い】令和7年度 実績照会（男女共同参画課）");
        assertThat(text(mail, "text/plain"))
                .contains(
                        "男女共同参画課 御担当者様",
                        "■ 令和7年度 実績照会",
                        "回答期限: 2026年7月14日（火）　あと14日",
                        "未提出: 2件",
                        "・<創業者数>\r\n　理由: 単位を確認してください",
                        "・審議会・委員会の女性登用率（入力中）",
                        "/collection/520401/danjo-kyodo");
        assertThat(text(mail, "text/html")).contains("<li>&lt;創業者数&gt;<br>理由: 単位を確認してください</li>");
        reminders("520401")
                .body("mailing", equalTo("ON"))
                .body("items", hasSize(1))
                .body("items[0].state", equalTo("SENT"))
                .body("items[0].addressees", equalTo(2))
                .body("items[0].open", equalTo(2))
                .body("items[0].returned", equalTo(1));
        assertThat(announced("520401", "r7")).isEqualTo(1);
    }

    @Test
    void severalRoundsAreOneMailAndLateOnesSaySoInTheLanguageOfTheContact() throws Exception {
        city("520402", "男女共同参画課");
        contacts("520402", "en", "danjo@city.example.lg.jp");

        remind(work("520402", "r7", TODAY.minusDays(1)), work("520402", "r7-mid", TODAY.plusDays(3)));

        MimeMessage mail = onlyMail();
        assertThat(mail.getSubject()).isEqualTo("[Overdue] 令和7年度 実績照会 and 1 more (男女共同参画課)");
        assertThat(text(mail, "text/plain"))
                .contains(
                        "Deadline: Monday, 29 June 2026 (1 day ago)",
                        "Overdue:",
                        "Deadline: Friday, 3 July 2026 (3 days left)",
                        "To be submitted:",
                        "Reason: 単位を確認してください");
        reminders("520402").body("items.state", equalTo(List.of("SENT", "SENT")));
    }

    @Test
    void nobodyIsRemindedOnOtherDays() throws Exception {
        city("520403", "男女共同参画課");
        contacts("520403", "ja", "danjo@city.example.lg.jp");

        remind(work("520403", "r7", TODAY.plusDays(10)));

        assertThat(MailKeeper.mails(mails)).isEmpty();
        reminders("520403").body("items", hasSize(0));
        assertThat(announced("520403", "r7")).isZero();
    }

    @Test
    void twoReplicasRemindOnce() throws Exception {
        List<DepartmentWork> works = new ArrayList<>();
        for (String code : List.of("520404", "520405", "520406")) {
            city(code, "男女共同参画課");
            contacts(code, "ja", code + "@city.example.lg.jp");
            works.add(work(code, "r7", TODAY.plusDays(3)));
        }
        DepartmentWork[] all = works.toArray(DepartmentWork[]::new);

        CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(() -> remind(all)))
                        .limit(4)
                        .toArray(CompletableFuture[]::new))
                .join();
        remind(all);

        assertThat(MailKeeper.mails(mails)).hasSize(3);
        assertThat(announced("520404", "r7")).isEqualTo(1);
    }

    @Test
    void aMailServerThatIsAwayIsTriedAgainDuringTheDayAndShown() throws Exception {
        city("520407", "男女共同参画課");
        contacts("520407", "ja", "danjo@city.example.lg.jp");
        theMailServerEnds();

        remind(work("520407", "r7", TODAY.plusDays(3)));

        reminders("520407")
                .body("items[0].state", equalTo("FAILED"))
                .body("items[0].attempts", equalTo(1))
                .body("items[0].error", containsString("refused"));
        theMailServerRuns();
        remind(work("520407", "r7", TODAY.plusDays(3)));
        assertThat(MailKeeper.mails(mails)).as("not before five minutes").isEmpty();
        clock.set(clock.instant().plus(Duration.ofMinutes(5)));
        remind(work("520407", "r7", TODAY.plusDays(3)));
        assertThat(MailKeeper.mails(mails)).hasSize(1);
        reminders("520407").body("items[0].state", equalTo("SENT")).body("items[0].attempts", equalTo(2));
        assertThat(announced("520407", "r7")).isEqualTo(1);
    }

    @Test
    void whatWasClaimedBeforeACrashIsSentAfterIt() throws Exception {
        city("520408", "男女共同参画課");
        contacts("520408", "ja", "danjo@city.example.lg.jp");
        remind(work("520408", "r7", TODAY.plusDays(3)));
        assertThat(MailKeeper.mails(mails)).hasSize(1);
        execute("update reminder set state = 'DUE', attempts = 0 where municipality = '520408'");

        remind();

        assertThat(MailKeeper.mails(mails)).hasSize(2);
    }

    @Test
    void aMailThatMayHaveLeftWhenTheServiceEndedIsNotSentAgainAndShown() throws Exception {
        city("520409", "男女共同参画課");
        contacts("520409", "ja", "danjo@city.example.lg.jp");
        remind(work("520409", "r7", TODAY.plusDays(3)));
        execute("update reminder set state = 'SENDING', sending_since = timestamptz '2026-06-30 09:49 Asia/Tokyo'"
                + " where municipality = '520409'");

        remind(work("520409", "r7", TODAY.plusDays(3)));

        assertThat(MailKeeper.mails(mails)).hasSize(1);
        reminders("520409").body("items[0].state", equalTo("UNKNOWN"));
    }

    @Test
    void aDepartmentWithoutContactIsShownAndMailedAsSoonAsOneIsStated() throws Exception {
        city("520410", "男女共同参画課");
        remind(work("520410", "r7", TODAY.plusDays(3)));
        reminders("520410").body("items[0].state", equalTo("NO_CONTACT"));
        assertThat(announced("520410", "r7")).isEqualTo(1);

        contacts("520410", "ja", "danjo@city.example.lg.jp");
        clock.set(clock.instant().plus(Duration.ofMinutes(5)));
        remind(work("520410", "r7", TODAY.plusDays(3)));

        assertThat(MailKeeper.mails(mails)).hasSize(1);
        reminders("520410").body("items[0].state", equalTo("SENT"));
    }

    /** A change of what is said is a difference somebody approves: {@code -Dapprove} writes the new example. */
    @Test
    void otherSystemsAreToldWithoutAnyPersonalData() throws Exception {
        city("520411", "男女共同参画課");
        contacts("520411", "ja", "danjo@city.example.lg.jp");
        remind(work("520411", "r7", TODAY.plusDays(3), "創業者数"));
        clock.setDay(2026, 7, 4);
        InTheNameOf.theSystem(() ->
                remind.remind(List.of(work("520411", "r7", TODAY.plusDays(3), "創業者数")), LocalDate.of(2026, 7, 4)));

        ObjectMapper json = new ObjectMapper();
        List<String> told = data("520411/collection-reminder/r7/danjo-kyodo");
        JsonNode first = json.readTree(told.getFirst());
        assertThat(told).hasSize(2);
        assertThat(json.readTree(told.getLast()).path("version").asInt()).isEqualTo(2);
        assertThat(json.readTree(told.getLast()).path("late").asBoolean()).isTrue();
        assertThat(first.toString()).doesNotContain("@", "単位を確認");
        Path example = CONTRACTS.resolve(DUE + ".example.json");
        if (System.getProperty("approve") != null) {
            Files.writeString(example, first.toPrettyString() + "\n");
        }
        assertThat(first).isEqualTo(json.readTree(example.toFile()));
        for (String each : told) {
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(json.readTree(
                                    CONTRACTS.resolve(DUE + ".schema.json").toFile()))
                            .validate(json.readTree(each)))
                    .isEmpty();
        }
    }

    private void remind(DepartmentWork... works) {
        InTheNameOf.theSystem(() -> remind.remind(List.of(works), TODAY));
    }

    private static DepartmentWork work(String code, String round, LocalDate deadline) {
        return work(code, round, deadline, "<創業者数>");
    }

    private static DepartmentWork work(String code, String round, LocalDate deadline, String founders) {
        return new DepartmentWork(
                code,
                round,
                "令和7年度 実績照会",
                LocalDate.of(2026, 5, 1),
                deadline,
                "danjo-kyodo",
                List.of(
                        new OpenItem(
                                "indicator:women-on-councils:FY2025",
                                "審議会・委員会の女性登用率",
                                "FY2025",
                                Standing.DRAFTED,
                                null),
                        new OpenItem(
                                "indicator:founders:FY2025", founders, "FY2025", Standing.RETURNED, "単位を確認してください")));
    }

    private void city(String code, String department) {
        keep(new Stated.OfMunicipality(code, 1, "試験市"));
        keep(new Stated.OfDepartment(
                code, "danjo-kyodo", 1, "{\"id\": \"danjo-kyodo\", \"names\": [{\"name\": \"" + department + "\"}]}"));
    }

    private static void contacts(String code, String language, String... addresses) {
        given().contentType(ContentType.JSON)
                .body("{\"contacts\": [{\"department\": \"danjo-kyodo\", \"language\": \"" + language
                        + "\", \"addresses\": [\"" + String.join("\", \"", addresses) + "\"]}]}")
                .put("/api/kpi/v1/municipalities/" + code + "/collection-contacts")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse reminders(String code) {
        return given().get("/api/kpi/v1/municipalities/" + code + "/collection-reminders")
                .then()
                .statusCode(200);
    }

    private long announced(String code, String round) throws SQLException {
        return count(
                "select count(*) from outbox where subject = ?",
                code + "/collection-reminder/" + round + "/danjo-kyodo");
    }

    private List<String> data(String subject) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select data from outbox where subject = ? order by aggregate_version")) {
            query.setString(1, subject);
            List<String> data = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    data.add(rows.getString(1));
                }
            }
            return data;
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private MimeMessage onlyMail() throws Exception {
        List<Path> all = MailKeeper.mails(mails);
        assertThat(all).hasSize(1);
        try (var in = Files.newInputStream(all.getFirst())) {
            return new MimeMessage(null, in);
        }
    }

    private static String text(Part part, String type) throws Exception {
        if (part.isMimeType(type)) {
            return String.valueOf(part.getContent());
        }
        StringBuilder text = new StringBuilder();
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                text.append(text(parts.getBodyPart(i), type));
            }
        }
        return text.toString();
    }
}
