package jp.shirube.plan.owntopic;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.shirube.document.DocumentReader;
import jp.shirube.document.ReadDocument;
import jp.shirube.outbox.OutgoingEvent;
import jp.shirube.plan.edition.Edition;
import jp.shirube.plan.edition.Editions;
import jp.shirube.plan.edition.application.EditionEvents;
import jp.shirube.plan.edition.document.PlanDocument;
import jp.shirube.plan.municipality.Municipalities;
import jp.shirube.plan.municipality.Municipalities.Part;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.application.MunicipalityEvents;
import jp.shirube.plan.municipality.document.MunicipalityDocument;

/** The events of what was stated some time, as they were: computed from the documents, which are kept as they were sent. */
@ApplicationScoped
class Restatement {

    private final Municipalities municipalities;
    private final Editions editions;
    private final MunicipalityEvents municipalityEvents;
    private final EditionEvents editionEvents;
    private final ObjectMapper json;

    Restatement(
            Municipalities municipalities,
            Editions editions,
            MunicipalityEvents municipalityEvents,
            EditionEvents editionEvents,
            ObjectMapper json) {
        this.municipalities = municipalities;
        this.editions = editions;
        this.municipalityEvents = municipalityEvents;
        this.editionEvents = editionEvents;
        this.json = json;
    }

    /**
     * Every document of the municipality and every version of every part.
     *
     * @throws RuntimeException when a document cannot be read any more
     */
    List<OutgoingEvent> ofMunicipality(Municipalities.Stated newest) {
        List<OutgoingEvent> events = new ArrayList<>();
        Map<String, Part> computed = new HashMap<>();
        for (Municipalities.Revision revision : municipalities.listRevisions(newest.code())) {
            ReadDocument document = DocumentReader.read(revision.document());
            Municipality municipality = MunicipalityDocument.readAgain(document, json);
            events.addAll(municipalityEvents.document(new Municipalities.Stated(
                    revision.code(),
                    municipality.name(),
                    revision.document(),
                    document.digest(),
                    revision.version(),
                    revision.recordedAt())));
            for (Part part : municipalityEvents.changes(municipality, List.copyOf(computed.values()))) {
                computed.put(part.kind() + "/" + part.id(), part);
                events.add(municipalityEvents.changed(newest.code(), part, revision.recordedAt()));
            }
        }
        return corrected(newest, events, computed);
    }

    /**
     * What was written by an older release of this program may read otherwise today: then the newest version of the part stands
     * alone, as it is known.
     */
    private List<OutgoingEvent> corrected(
            Municipalities.Stated newest, List<OutgoingEvent> events, Map<String, Part> computed) {
        Set<String> otherwise = new HashSet<>();
        List<OutgoingEvent> stored = new ArrayList<>();
        for (Part part : municipalities.listParts(newest.code())) {
            if (!part.equals(computed.get(part.kind() + "/" + part.id()))) {
                OutgoingEvent event = municipalityEvents.changed(newest.code(), part, newest.recordedAt());
                otherwise.add(event.type() + " " + event.subject());
                stored.add(event);
            }
        }
        if (stored.isEmpty()) {
            return events;
        }
        List<OutgoingEvent> all = new ArrayList<>(events);
        all.removeIf(event -> otherwise.contains(event.type() + " " + event.subject()));
        all.addAll(stored);
        return all;
    }

    /** @throws RuntimeException when the document cannot be read any more */
    List<OutgoingEvent> ofEdition(Editions.Revision revision) {
        Editions.Stated newest = editions.find(revision.municipality(), revision.plan(), revision.number())
                .orElseThrow();
        long adoption = newest.adoption() == null
                ? Long.MAX_VALUE
                : editions.findAdoption(revision.municipality(), revision.plan(), revision.number())
                        .orElse(Long.MAX_VALUE);
        ReadDocument document = DocumentReader.read(revision.document());
        boolean adopted = adoption <= revision.version();
        Editions.Stated stated = new Editions.Stated(
                revision.municipality(),
                revision.plan(),
                revision.number(),
                revision.document(),
                document.digest(),
                revision.version(),
                revision.recordedAt(),
                adopted ? newest.adoption() : null);
        if (adoption == revision.version()) {
            return List.of(editionEvents.adopted(stated, revision.version(), revision.recordedAt()));
        }
        Edition edition = PlanDocument.readAgain(document, vocabulary(revision), json);
        return editionEvents.stated(edition, stated, revision.reason());
    }

    /** What the words of the plan meant when it was stated. */
    private Municipality.Vocabulary vocabulary(Editions.Revision revision) {
        return municipalities
                .findRevision(revision.municipality(), revision.recordedAt())
                .map(then -> MunicipalityDocument.readAgain(DocumentReader.read(then.document()), json))
                .orElseThrow(() -> new IllegalStateException("no municipality " + revision.municipality()))
                .vocabulary();
    }
}
