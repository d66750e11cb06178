package jp.shirube.report.announced;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import jp.shirube.outbox.RepublishSource;
import jp.shirube.report.announced.ChangedTarget.Place;
import org.jspecify.annotations.Nullable;

/**
 * The whole present state of every target, for {@code shirube.progress.latest}. The changes themselves are not said again: what
 * they told is on {@code shirube.progress} for ever, and this database does not keep it all.
 */
@ApplicationScoped
class EveryTarget implements RepublishSource {

    private static final int AT_ONCE = 200;

    private static final String NEXT = """
            select municipality, plan, target from target_progress
            where (municipality, plan, target) > (:municipality, :plan, :target)
            order by municipality, plan, target limit :most""";

    private final EntityManager database;
    private final ProgressEvents events;

    EveryTarget(EntityManager database, ProgressEvents events) {
        this.database = database;
        this.events = events;
    }

    @Override
    @Transactional
    public long total() {
        return ((Number) database.createNativeQuery("select count(*) from target_progress")
                        .getSingleResult())
                .longValue();
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    @SuppressWarnings("unchecked")
    public Optional<Piece> after(@Nullable String place) {
        String[] last = place == null ? new String[] {"", "", ""} : place.split("/", 3);
        List<Object[]> rows = database.createNativeQuery(NEXT)
                .setParameter("municipality", last[0])
                .setParameter("plan", last[1])
                .setParameter("target", last[2])
                .setParameter("most", AT_ONCE)
                .getResultList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<Place> places = rows.stream()
                .map(row -> new Place((String) row[0], (String) row[1], 0, (String) row[2]))
                .toList();
        Place end = places.getLast();
        return Optional.of(new Piece(
                events.latest(places), places.size(), 0, end.municipality() + "/" + end.plan() + "/" + end.target()));
    }
}
