package jp.shirube.report.received;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import jp.shirube.access.AccessCopies;
import jp.shirube.access.ApiKey;
import jp.shirube.access.Grant;
import jp.shirube.access.Grants;
import jp.shirube.access.Role;
import jp.shirube.local.RealParts;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** What plan-service states of who may do what holds here as soon as it has arrived, and while the read model is made anew. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class WhoMayDoWhatTest {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 30);
    private static final Instant NOW = Instant.parse("2026-06-30T01:00:00Z");

    @Inject
    Grants grants;

    @Inject
    Rebuild rebuild;

    @Inject
    RebuildRuns runs;

    @Test
    void aNewerTableReplacesAnOlderOneAndNeverTheOtherWayRound() {
        try (Announced say = new Announced("513016")) {
            mapping(say, 2, "sub:a", "COMMITTEE_MEMBER");
            settled(() -> assertThat(grants.of("513016", List.of("sub:a"), DAY))
                    .isEqualTo(new Grants.Found(Set.of(new Grant(Role.COMMITTEE_MEMBER, null)), 2)));
            mapping(say, 1, "sub:b", "ADMINISTRATOR");
            mapping(say, 3, "sub:a", "AUDITOR");
            settled(() -> assertThat(grants.of("513016", List.of("sub:a", "sub:b"), DAY))
                    .isEqualTo(new Grants.Found(Set.of(new Grant(Role.AUDITOR, null)), 3)));
        }
    }

    @Test
    void aRevokedKeyStaysRevokedThoughTheReadModelIsMadeAnewFromTheFirstEventOn() {
        ApiKey key = ApiKey.create("513024", new SecureRandom());
        ApiKey other = ApiKey.create("513024", new SecureRandom());
        try (Announced say = new Announced("513024")) {
            key(say, key, 1, "");
            settled(() -> assertThat(grants.ofKey("513024", key.reveal(), NOW)).isPresent());
            key(say, key, 2, ", \"revokedAt\": \"" + NOW + "\"");
            key(say, other, 1, "");
            settled(() -> {
                assertThat(grants.ofKey("513024", key.reveal(), NOW)).isEmpty();
                assertThat(grants.ofKey("513024", other.reveal(), NOW)).isPresent();
            });
            long run = rebuild.begin().orElseThrow().id();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> runs.find(run).orElseThrow().finishedAt() != null);
            assertThat(runs.find(run).orElseThrow().failure()).isNull();
            assertThat(grants.ofKey("513024", key.reveal(), NOW)).isEmpty();
            assertThat(grants.ofKey("513024", other.reveal(), NOW)).isPresent();
        }
    }

    private static void mapping(Announced say, long version, String claim, String role) {
        say.send("shirube.plan", "access-mapping", AccessCopies.MAPPING_CHANGED, version, """
                {"municipality": "%s", "rows": [{"claim": "%s", "role": "%s"}], "recordedBy": "a"}""".formatted(
                        say.code(), claim, role));
    }

    private static void key(Announced say, ApiKey key, long version, String more) {
        say.send("shirube.plan", "api-key/" + key.id(), AccessCopies.KEY_CHANGED, version, """
                {"municipality": "%s", "apiKey": {"id": "%s", "name": "取り込み", "hash": "%s", "role": "SUBSCRIBER",
                 "createdAt": "2026-06-01T00:00:00Z", "expiresAt": "2026-12-31T15:00:00Z"%s}, "recordedBy": "a"}""".formatted(
                        say.code(), key.id(), key.hash(), more));
    }

    private static void settled(ThrowingRunnable facts) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(facts);
    }
}
