package jp.shirube.report.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Permission;
import jp.shirube.access.Role;
import jp.shirube.access.audit.Audit;
import jp.shirube.problem.ProblemException;
import jp.shirube.report.ReportProblems;
import jp.shirube.report.progresslog.Filter;
import jp.shirube.report.progresslog.ProgressLog;
import jp.shirube.report.targets.KnownEditions;
import jp.shirube.report.webhook.WebhookRequest.From;
import org.jspecify.annotations.Nullable;

/** A municipality names receivers, changes them, and sees how they do. */
@ApplicationScoped
class ManageWebhooks {

    /** Both secrets sign so long after a rotation. */
    static final Duration BOTH_SECRETS = Duration.ofHours(24);

    private final Subscriptions subscriptions;
    private final Deliveries deliveries;
    private final ReceiverAddresses addresses;
    private final Dispatcher dispatcher;
    private final Sender sender;
    private final ProgressLog log;
    private final KnownEditions municipalities;
    private final ObjectMapper json;
    private final CurrentCaller caller;
    private final Audit audit;
    private final Clock clock;

    ManageWebhooks(
            Subscriptions subscriptions,
            Deliveries deliveries,
            ReceiverAddresses addresses,
            Dispatcher dispatcher,
            Sender sender,
            ProgressLog log,
            KnownEditions municipalities,
            ObjectMapper json,
            CurrentCaller caller,
            Audit audit,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.addresses = addresses;
        this.dispatcher = dispatcher;
        this.sender = sender;
        this.log = log;
        this.municipalities = municipalities;
        this.json = json;
        this.caller = caller;
        this.audit = audit;
        this.clock = clock;
    }

    record Shown(Subscription subscription, long waiting) {}

    record Noted(long id, Delivery delivery) {}

    /** @throws ProblemException when there is no such municipality */
    void requireKnown(String municipality) {
        municipalities.getMunicipality(municipality);
    }

    /** The administrator reaches all of the municipality, a system its own; null for all. */
    private @Nullable String owner() {
        return caller.get().is(Role.ADMINISTRATOR) ? null : caller.get().id();
    }

    /** A receiver hears what whoever registered it may see. */
    private boolean seesDrafts() {
        return caller.get().may(Permission.READ_DRAFTS);
    }

    Subscription register(String municipality, String content) {
        WebhookRequest said = new WebhookRequest(content, Set.of("url", "name", "filter", "from"));
        String url = said.url(addresses);
        String name = said.name();
        Filter filter = said.filter(municipality, seesDrafts());
        long position = position(said, said.from(false));
        said.check();
        UUID id = QuarkusTransaction.requiringNew().call(() -> {
            UUID added = subscriptions.add(
                    name, url, filter, caller.get().id(), Signing.newSecret(), position, clock.instant());
            record("webhook.register", null, locked(municipality, added));
            return added;
        });
        dispatcher.tend();
        return find(municipality, id);
    }

    Shown show(String municipality, UUID id) {
        return shown(find(municipality, id));
    }

    List<Shown> list(String municipality, @Nullable UUID after, int limit) {
        return subscriptions.list(municipality, owner(), after, limit).stream()
                .map(this::shown)
                .toList();
    }

    /** @param seen is given what stands there, and refuses when that is not what the writer has seen */
    Shown change(String municipality, UUID id, String content, Consumer<Subscription> seen) {
        WebhookRequest said = new WebhookRequest(content, Set.of("url", "name", "filter", "state"));
        String url = said.says("url") ? said.url(addresses) : null;
        String name = said.name();
        Filter filter = said.says("filter") ? said.filter(municipality, seesDrafts()) : null;
        Boolean active = said.active();
        said.check();
        Instant now = clock.instant();
        change("webhook.change", municipality, id, found -> {
            seen.accept(found);
            Subscription next = found.describedAs(
                    name == null ? found.name() : name,
                    url == null ? found.url() : url,
                    filter == null ? found.filter() : filter);
            if (Boolean.TRUE.equals(active)) {
                return next.enabled();
            }
            return Boolean.FALSE.equals(active) && found.isActive() ? next.disabled(now) : next;
        });
        return show(municipality, id);
    }

    /** @return the subscription with its new secret */
    Subscription rotateSecret(String municipality, UUID id) {
        Instant until = clock.instant().plus(BOTH_SECRETS);
        change("webhook.rotate-secret", municipality, id, found -> found.rotated(Signing.newSecret(), until));
        return find(municipality, id);
    }

    void remove(String municipality, UUID id, Consumer<Subscription> seen) {
        QuarkusTransaction.requiringNew().run(() -> {
            Subscription found = locked(municipality, id);
            seen.accept(found);
            subscriptions.remove(id);
            record("webhook.remove", found, null);
        });
        dispatcher.tend();
    }

    /** Sends a ping at once, whatever state the subscription is in, and never again. */
    Noted test(String municipality, UUID id) {
        Subscription to = find(municipality, id);
        Instant now = clock.instant();
        Delivery ping = Delivery.ping(to, now);
        Attempt attempt =
                sender.send(to.url(), to.secrets(now), ping.eventId().toString(), Payload.of(ping, null, json));
        Delivery.State state = attempt.succeeded() ? Delivery.State.DELIVERED : Delivery.State.GIVEN_UP;
        Delivery tried = ping.with(state, attempt.succeeded() ? 0 : 1, null, List.of(attempt));
        return QuarkusTransaction.requiringNew().call(() -> {
            locked(municipality, id);
            return new Noted(deliveries.note(id, tried), tried);
        });
    }

    List<Delivery> deliveries(
            String municipality, UUID id, Delivery.@Nullable State state, @Nullable Long after, int limit) {
        return deliveries.list(find(municipality, id).id(), state, after, limit);
    }

    Shown replay(String municipality, UUID id, String content) {
        find(municipality, id);
        WebhookRequest said = new WebhookRequest(content, Set.of("from"));
        long position = position(said, said.from(true));
        said.check();
        QuarkusTransaction.requiringNew().run(() -> {
            Subscription found = locked(municipality, id);
            subscriptions.replay(id, position);
            deliveries.replaceOlderThan(id, found.round() + 1, position);
            record("webhook.replay", found, locked(municipality, id));
        });
        dispatcher.tend();
        return show(municipality, id);
    }

    Noted retry(String municipality, UUID id, long delivery) {
        Noted retried = QuarkusTransaction.requiringNew().call(() -> {
            locked(municipality, id);
            Delivery found = deliveries.find(id, delivery).orElseThrow(ManageWebhooks::noDelivery);
            Instant now = clock.instant();
            deliveries.retry(delivery, now);
            subscriptions.touch(id);
            return new Noted(delivery, found.with(Delivery.State.WAITING, 0, now, found.attempts()));
        });
        dispatcher.tend();
        return retried;
    }

    private void change(String action, String municipality, UUID id, Function<Subscription, Subscription> change) {
        QuarkusTransaction.requiringNew().run(() -> {
            Subscription found = locked(municipality, id);
            Subscription next = change.apply(found);
            subscriptions.change(next);
            record(action, found, next);
        });
        dispatcher.tend();
    }

    private void record(String action, @Nullable Subscription before, @Nullable Subscription after) {
        Subscription either = Objects.requireNonNull(after == null ? before : after);
        String was = before == null ? null : written(before);
        String is = after == null ? null : written(after);
        // A setting that says what was set already is no change; a new secret is one though it is never written down.
        if (!action.equals("webhook.change") || !Objects.equals(was, is)) {
            audit.changed(action, either.municipality() + "/webhooks/" + either.id(), was, is, null);
        }
    }

    /** No secret; and of the address only where it leads, for many a receiver is called by a secret path. */
    private String written(Subscription subscription) {
        URI url = URI.create(subscription.url());
        ObjectNode written = json.createObjectNode()
                .put("name", subscription.name())
                .put("receiver", url.getScheme() + "://" + url.getHost())
                .put("urlDigest", Audit.digest(subscription.url()))
                .put("active", subscription.isActive())
                .put("position", subscription.position())
                .put("round", subscription.round());
        written.set("filter", json.valueToTree(subscription.filter()));
        return written.toString();
    }

    private long position(WebhookRequest said, From from) {
        long kept = log.prunedTo();
        return switch (from) {
            case From.Now now -> log.last();
            case From.Start start -> kept;
            case From.Since(Instant moment) -> Math.max(kept, subscriptions.lastBefore(moment));
            case From.After(long position) -> {
                long last = log.last();
                if (position < kept || position > last) {
                    said.fault(
                            "/from",
                            "位置は" + kept + "から" + last + "までです。",
                            "A position is one of " + kept + " to " + last + ".");
                }
                yield position;
            }
        };
    }

    private Shown shown(Subscription subscription) {
        return new Shown(subscription, subscriptions.waiting(subscription.id()));
    }

    private Subscription find(String municipality, UUID id) {
        return subscriptions.find(municipality, owner(), id).orElseThrow(ManageWebhooks::noWebhook);
    }

    private Subscription locked(String municipality, UUID id) {
        return subscriptions.lock(municipality, owner(), id).orElseThrow(ManageWebhooks::noWebhook);
    }

    static ProblemException noWebhook() {
        return new ProblemException(
                ReportProblems.WEBHOOK_UNKNOWN, "この自治体にその送信先（Webhook）はありません。", "The municipality has no such webhook.");
    }

    static ProblemException noDelivery() {
        return new ProblemException(
                ReportProblems.DELIVERY_UNKNOWN,
                "その送信の記録はありません。保存期間を過ぎて消えたか、番号が違います。",
                "There is no such delivery; its log was removed after a while, or the number is another.");
    }
}
