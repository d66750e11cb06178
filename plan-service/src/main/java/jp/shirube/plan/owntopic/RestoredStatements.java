package jp.shirube.plan.owntopic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import jp.shirube.access.AccessCopies;
import jp.shirube.document.DocumentReader;
import jp.shirube.outbox.Outbox;
import jp.shirube.outbox.OutgoingEvent;
import jp.shirube.outbox.OwnTopicOrder;
import jp.shirube.outbox.OwnTopicRestore;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.outbox.UnprocessableEventException;
import jp.shirube.plan.DocumentEvents;
import jp.shirube.plan.Revisions;
import jp.shirube.plan.access.application.RestoredAccess;
import jp.shirube.plan.edition.Editions;
import jp.shirube.plan.edition.Editions.StatedPlan;
import jp.shirube.plan.municipality.Municipalities;
import jp.shirube.plan.municipality.Municipalities.Part;
import jp.shirube.plan.municipality.application.MunicipalityEvents;
import jp.shirube.plan.municipality.document.MunicipalityDocument;
import jp.shirube.problem.ProblemException;

/** Reads documents, adoptions, the versions of parts and who may do what back from the topic after a backup older than it. */
@ApplicationScoped
class RestoredStatements implements OwnTopicRestore {

    private static final String STATED = "jp.shirube.plan.edition.stated.v1";
    private static final String ADOPTED = "jp.shirube.plan.edition.adopted.v1";

    private final Municipalities municipalities;
    private final Editions editions;
    private final MunicipalityEvents municipalityEvents;
    private final Restatement restatement;
    private final RestoredAccess access;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final Clock clock;

    RestoredStatements(
            Municipalities municipalities,
            Editions editions,
            MunicipalityEvents municipalityEvents,
            Restatement restatement,
            RestoredAccess access,
            Outbox outbox,
            ObjectMapper json,
            Clock clock) {
        this.municipalities = municipalities;
        this.editions = editions;
        this.municipalityEvents = municipalityEvents;
        this.restatement = restatement;
        this.access = access;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return DocumentEvents.TOPIC;
    }

    @Override
    public String source() {
        return DocumentEvents.SOURCE;
    }

    @Override
    public Reading begin() {
        return new FromTheTopic();
    }

    /** A plan of a municipality, or with an empty id the municipality itself. */
    private record Stating(String municipality, String plan) {
        static Stating of(JsonNode data) {
            return new Stating(text(data, "municipality"), data.path("planId").asText(""));
        }

        boolean isPlan() {
            return !plan.isEmpty();
        }

        @Override
        public String toString() {
            return isPlan() ? municipality + "/plan/" + plan : municipality;
        }
    }

    /** Pieces of two documents are never put together, though both have the same version. */
    private record DocumentKey(Stating of, long version, String digest) {}

    private final class FromTheTopic implements Reading {

        private final OwnTopicOrder order = new OwnTopicOrder();
        private final Map<DocumentKey, SortedMap<Integer, String>> pieces = new HashMap<>();
        /** Restored, and the closing event has not come yet: the statement as of which consumers switch. */
        private final Map<Stating, Long> unclosed = new HashMap<>();

        private final TreeSet<String> touched = new TreeSet<>();

        @Override
        public int apply(List<ReceivedEvent> events) {
            int restored = 0;
            for (ReceivedEvent event : events) {
                try {
                    restored += apply(event) ? 1 : 0;
                } catch (ProblemException
                        | UnprocessableEventException
                        | IllegalArgumentException
                        | DateTimeException e) {
                    Log.warn("passed over the event " + event.id() + " of " + event.subject() + ": " + e);
                }
            }
            return restored;
        }

        private boolean apply(ReceivedEvent event) {
            return switch (event.type()) {
                case DocumentEvents.TYPE -> piece(event);
                case STATED -> {
                    Stating of = Stating.of(event.data());
                    unclosed.remove(of, event.aggregateVersion());
                    order.isNext(of.toString(), known(of), event.aggregateVersion());
                    yield false;
                }
                case ADOPTED -> adoption(event);
                case AccessCopies.MAPPING_CHANGED -> access.mapping(event, order);
                case AccessCopies.KEY_CHANGED -> access.key(event, order);
                default -> part(event);
            };
        }

        private boolean part(ReceivedEvent event) {
            Optional<Part> part = municipalityEvents.part(event);
            if (part.isEmpty()) {
                return false;
            }
            String code = text(event.data(), "municipality");
            boolean kept = municipalities.keepNewer(code, part.get());
            if (kept) {
                touched.add(code);
            }
            return kept;
        }

        private boolean piece(ReceivedEvent event) {
            JsonNode data = event.data();
            Stating stating = Stating.of(data);
            long known = known(stating);
            if (event.aggregateVersion() > known + 1) {
                order.isNext(stating.toString(), known, event.aggregateVersion());
            }
            // Some pieces and nothing behind them are no statement: the database was lost before it was published.
            if (event.aggregateVersion() != known + 1) {
                return false;
            }
            DocumentKey key = new DocumentKey(stating, event.aggregateVersion(), text(data, "digest"));
            SortedMap<Integer, String> found = pieces.computeIfAbsent(key, document -> new TreeMap<>());
            found.put(data.path("position").asInt(), text(data, "text"));
            if (found.size() < data.path("of").asInt()) {
                return false;
            }
            pieces.remove(key);
            return document(event, key, String.join("", found.values()));
        }

        private boolean document(ReceivedEvent event, DocumentKey key, String document) {
            if (!DocumentReader.read(document).digest().equals(key.digest())) {
                throw new IllegalArgumentException("its pieces do not make the document it was");
            }
            String name = text(event.data(), "name");
            Stating of = key.of();
            if (of.isPlan()) {
                edition(event, of, name, document, key.digest());
                unclosed.put(of, key.version());
            } else {
                municipalities.lock(of.municipality());
                municipalities.save(
                        new Municipalities.Stated(
                                of.municipality(), name, document, key.digest(), key.version(), event.occurredAt()),
                        List.of());
                touched.add(of.municipality());
            }
            order.reached(of.toString(), key.version());
            return true;
        }

        private void edition(ReceivedEvent event, Stating of, String name, String document, String digest) {
            int number = event.data().path("edition").asInt();
            editions.lock(of.municipality(), of.plan());
            Optional<Editions.Stated> before = editions.find(of.municipality(), of.plan(), number);
            editions.save(
                    new StatedPlan(of.municipality(), of.plan(), name, event.aggregateVersion()),
                    new Editions.Stated(
                            of.municipality(),
                            of.plan(),
                            number,
                            document,
                            digest,
                            event.aggregateVersion(),
                            event.occurredAt(),
                            before.map(Editions.Stated::adoption).orElse(null)),
                    event.data().path("reason").asText(null));
        }

        private boolean adoption(ReceivedEvent event) {
            JsonNode data = event.data();
            Stating of = Stating.of(data);
            long version = event.aggregateVersion();
            if (!order.isNext(of.toString(), known(of), version)) {
                return false;
            }
            editions.lock(of.municipality(), of.plan());
            int number = data.path("edition").asInt();
            Editions.Stated before = editions.find(of.municipality(), of.plan(), number)
                    .orElseThrow(() -> new IllegalArgumentException("edition " + number + " was never stated"));
            String name = editions.findPlan(of.municipality(), of.plan())
                    .map(StatedPlan::name)
                    .orElseThrow();
            editions.save(
                    new StatedPlan(of.municipality(), of.plan(), name, version),
                    new Editions.Stated(
                            of.municipality(),
                            of.plan(),
                            number,
                            before.document(),
                            before.digest(),
                            version,
                            event.occurredAt(),
                            new Editions.Adoption(
                                    LocalDate.parse(text(data, "adoptedOn")),
                                    LocalDate.parse(text(data, "inForceFrom")),
                                    data.path("adoptionNote").asText(null))),
                    null);
            order.reached(of.toString(), version);
            return true;
        }

        private long known(Stating of) {
            return of.isPlan()
                    ? editions.findPlan(of.municipality(), of.plan())
                            .map(StatedPlan::version)
                            .orElse(0L)
                    : municipalities
                            .find(of.municipality())
                            .map(Municipalities.Stated::version)
                            .orElse(0L);
        }

        @Override
        public List<String> finish() {
            List<String> missing = order.missing();
            if (missing.isEmpty()) {
                new TreeMap<>(byName(unclosed)).values().forEach(outbox::add);
                touched.forEach(this::announceTheRest);
            }
            return missing;
        }

        /** The database was lost before the relay had sent all of it. */
        private Map<String, List<OutgoingEvent>> byName(Map<Stating, Long> statements) {
            Map<String, List<OutgoingEvent>> events = new HashMap<>();
            statements.forEach((of, version) -> editions.nextRevision(of.municipality(), of.plan(), version - 1)
                    .ifPresent(revision -> events.put(of.toString(), restatement.ofEdition(revision))));
            return events;
        }

        private void announceTheRest(String code) {
            Optional<Municipalities.Stated> stated = municipalities.find(code);
            if (stated.isEmpty()) {
                return;
            }
            List<Part> changed = municipalityEvents.changes(
                    MunicipalityDocument.readAgain(
                            DocumentReader.read(stated.get().document()), json),
                    municipalities.listParts(code));
            Instant now = Revisions.after(stated.get().recordedAt(), clock);
            List<OutgoingEvent> events = new ArrayList<>();
            for (Part part : changed) {
                municipalities.keepNewer(code, part);
                events.add(municipalityEvents.changed(code, part, now));
            }
            outbox.add(events);
        }
    }

    private static String text(JsonNode data, String field) {
        JsonNode value = data.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("no text at " + field);
        }
        return value.asText();
    }
}
