package jp.shirube.kpi.actual.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import jp.shirube.kpi.actual.Actuals;
import jp.shirube.kpi.actual.Answer;
import jp.shirube.kpi.actual.Revision;
import jp.shirube.kpi.collection.kafka.RestoredRounds;
import jp.shirube.outbox.RepublishSource;
import org.jspecify.annotations.Nullable;

/** Every revision of every actual, as it was published, and then the rounds. */
@ApplicationScoped
class EveryActual implements RepublishSource {

    private static final int AT_ONCE = 500;
    private static final String ROUNDS = "rounds/";

    private final Actuals actuals;
    private final KafkaAnnouncements announcements;
    private final RestoredRounds rounds;

    EveryActual(Actuals actuals, KafkaAnnouncements announcements, RestoredRounds rounds) {
        this.actuals = actuals;
        this.rounds = rounds;
        this.announcements = announcements;
    }

    @Override
    @Transactional
    public long total() {
        return actuals.countEverything() + rounds.total();
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Piece> after(@Nullable String place) {
        if (place != null && place.startsWith(ROUNDS)) {
            return rounds(place.substring(ROUNDS.length()).split("/", 2));
        }
        String[] last = place == null ? new String[] {"", "", "0"} : place.split("/", 3);
        List<Answer> next = actuals.listEverything(last[0], last[1], Long.parseLong(last[2]), AT_ONCE);
        return next.isEmpty()
                ? rounds("", "")
                : Optional.of(new Piece(
                        next.stream().map(announcements::event).toList(),
                        next.size(),
                        0,
                        place(next.getLast().revision())));
    }

    private Optional<Piece> rounds(String... last) {
        return rounds.after(last[0], last[1])
                .map(piece -> new Piece(piece.events(), piece.states(), piece.leftOut(), ROUNDS + piece.place()));
    }

    private static String place(Revision revision) {
        return revision.indicator().municipality() + "/" + revision.indicator().indicator() + "/"
                + revision.stamp().version();
    }
}
