package jp.shirube.plan.owntopic;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import jp.shirube.outbox.OutgoingEvent;
import jp.shirube.outbox.RepublishSource;
import jp.shirube.plan.access.AccessRevisions;
import jp.shirube.plan.access.application.AccessEvents;
import jp.shirube.plan.edition.Editions;
import jp.shirube.plan.municipality.Municipalities;
import org.jspecify.annotations.Nullable;

/** Every municipality, then every state of every edition of every plan, then of who may do what, one after the other. */
@ApplicationScoped
class EveryStatement implements RepublishSource {

    private static final String MUNICIPALITY = "municipality";
    private static final String PLAN = "plan";

    /** Its place ends in the subject, which may contain a slash. */
    private static final String ACCESS = "access";

    private final Municipalities municipalities;
    private final Editions editions;
    private final Restatement restatement;
    private final AccessRevisions access;
    private final AccessEvents accessEvents;

    EveryStatement(
            Municipalities municipalities,
            Editions editions,
            Restatement restatement,
            AccessRevisions access,
            AccessEvents accessEvents) {
        this.municipalities = municipalities;
        this.editions = editions;
        this.restatement = restatement;
        this.access = access;
        this.accessEvents = accessEvents;
    }

    @Override
    @Transactional
    public long total() {
        return municipalities.countAll() + editions.countRevisions() + access.countAll();
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Piece> after(@Nullable String place) {
        String[] last = place == null ? new String[] {MUNICIPALITY, ""} : place.split("/", 4);
        return switch (last[0]) {
            case MUNICIPALITY ->
                municipalityAfter(last[1]).or(() -> editionAfter("", "", 0)).or(() -> accessAfter("", "", 0));
            case PLAN -> editionAfter(last[1], last[2], Long.parseLong(last[3])).or(() -> accessAfter("", "", 0));
            default -> accessAfter(last[1], last[3], Long.parseLong(last[2]));
        };
    }

    private Optional<Piece> municipalityAfter(String code) {
        return municipalities.list(code, 1).stream()
                .findFirst()
                .map(next -> piece(MUNICIPALITY + "/" + next.code(), () -> restatement.ofMunicipality(next)));
    }

    private Optional<Piece> editionAfter(String municipality, String plan, long version) {
        return editions.nextRevision(municipality, plan, version)
                .map(next -> piece(
                        String.join("/", PLAN, next.municipality(), next.plan(), String.valueOf(next.version())),
                        () -> restatement.ofEdition(next)));
    }

    private Optional<Piece> accessAfter(String municipality, String subject, long version) {
        return access.next(municipality, subject, version)
                .map(next -> piece(
                        String.join("/", ACCESS, next.municipality(), String.valueOf(next.version()), next.subject()),
                        () -> List.of(accessEvents.of(next))));
    }

    /** What cannot be read any more does not hold up the rest. */
    private static Piece piece(String place, Supplier<List<OutgoingEvent>> events) {
        try {
            return new Piece(events.get(), 1, 0, place);
        } catch (jp.shirube.problem.ProblemException | IllegalStateException e) {
            Log.error("left out of what is said again: " + place, e);
            return new Piece(List.of(), 1, 1, place);
        }
    }
}
