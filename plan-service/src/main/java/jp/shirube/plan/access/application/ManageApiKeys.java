package jp.shirube.plan.access.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jp.shirube.access.AccessTables;
import jp.shirube.access.ApiKey;
import jp.shirube.access.Permission;
import jp.shirube.access.Role;
import jp.shirube.access.StatedKey;
import jp.shirube.outbox.Outbox;
import jp.shirube.plan.PlanProblems;
import jp.shirube.plan.Revisions;
import jp.shirube.plan.access.AccessRevisions;
import jp.shirube.plan.access.AccessRevisions.Revision;
import jp.shirube.plan.access.document.KeyRequest;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.application.ReadMunicipality;
import jp.shirube.problem.ProblemException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Makes, lists and revokes the API keys of a municipality. */
@ApplicationScoped
public class ManageApiKeys {

    /** @param key shown now and never again */
    public record Made(StatedKey stated, ApiKey key) {}

    private final ReadMunicipality municipalities;
    private final AccessTables tables;
    private final AccessRevisions revisions;
    private final AccessEvents events;
    private final Outbox outbox;
    private final Clock clock;
    private final Duration longest;
    private final SecureRandom random = new SecureRandom();

    ManageApiKeys(
            ReadMunicipality municipalities,
            AccessTables tables,
            AccessRevisions revisions,
            AccessEvents events,
            Outbox outbox,
            Clock clock,
            @ConfigProperty(name = "shirube.api-keys.longest", defaultValue = "P400D") Duration longest) {
        this.municipalities = municipalities;
        this.tables = tables;
        this.revisions = revisions;
        this.events = events;
        this.outbox = outbox;
        this.clock = clock;
        this.longest = longest;
    }

    /** @throws ProblemException for every fault at once */
    @Transactional
    public Made create(String code, String sent, Author author) {
        Municipality municipality = municipalities.getWhole(code);
        LocalDate today = LocalDate.now(clock);
        KeyRequest wanted = KeyRequest.read(sent, municipality, today, today.plusDays(longest.toDays()));
        Role role = wanted.role();
        List<Permission> scopes = wanted.scopes();
        Instant now = Revisions.after(null, clock);
        ApiKey key = ApiKey.create(code, random);
        StatedKey stated = new StatedKey(
                code,
                key.id(),
                wanted.name(),
                key.hash(),
                role.name(),
                wanted.department(),
                scopes == null ? null : scopes.stream().map(Permission::name).toList(),
                now,
                wanted.expiresOn().plusDays(1).atStartOfDay(clock.getZone()).toInstant(),
                null,
                1);
        state(stated, now, author, null);
        return new Made(stated, key);
    }

    /** Ordered by id, those behind {@code after} only. @throws ProblemException when there is no such municipality */
    @Transactional
    public List<StatedKey> list(String code, String after, int limit) {
        municipalities.get(code);
        return tables.listKeys(code, after, limit);
    }

    /** It opens nothing any more. One revoked already stays as it was. @throws ProblemException when there is no such key */
    @Transactional
    public StatedKey revoke(String code, String id, @Nullable String why, Author author) {
        String reason = Reason.read(why);
        municipalities.get(code);
        revisions.lock(code);
        StatedKey key = Optional.of(id)
                .filter(each -> each.matches("[a-z0-9]{1,40}"))
                .flatMap(each -> tables.findKey(code, each))
                .orElseThrow(() -> new ProblemException(
                        PlanProblems.API_KEY_UNKNOWN, "このAPIキーはありません。", "There is no such API key."));
        if (key.revokedAt() != null) {
            return key;
        }
        Instant now = Revisions.after(
                revisions
                        .findLast(code, AccessEvents.KEY + id)
                        .map(Revision::recordedAt)
                        .orElse(null),
                clock);
        StatedKey revoked = new StatedKey(
                code,
                id,
                key.name(),
                key.hash(),
                key.role(),
                key.department(),
                key.scopes(),
                key.createdAt(),
                key.expiresAt(),
                now,
                key.version() + 1);
        state(revoked, now, author, reason);
        return revoked;
    }

    private void state(StatedKey key, Instant now, Author author, @Nullable String reason) {
        Revision revision = new Revision(
                key.municipality(),
                AccessEvents.KEY + key.id(),
                key.version(),
                now,
                author.id(),
                author.name(),
                reason,
                events.content(key, author, reason));
        revisions.add(revision);
        tables.keep(key);
        outbox.add(events.of(revision));
    }
}
