package jp.shirube.kpi.collection.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.ItemState;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.Rounds;
import jp.shirube.outbox.OutgoingEvent;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.outbox.RepublishSource;

/**
 * Rounds and their items after a backup older than the topic, and said again from the database. Each event carries the whole of
 * one, so the newest suffices; drafts never left, and are as old as the backup.
 */
@ApplicationScoped
public class RestoredRounds {

    private final Rounds rounds;
    private final KafkaRoundAnnouncements announcements;
    private final ObjectMapper json;

    RestoredRounds(Rounds rounds, KafkaRoundAnnouncements announcements, ObjectMapper json) {
        this.rounds = rounds;
        this.announcements = announcements;
        this.json = json;
    }

    /** Whether the event told something that was not known. */
    public boolean restore(ReceivedEvent event) {
        try {
            return switch (event.type()) {
                case KafkaRoundAnnouncements.ROUND ->
                    rounds.restore(json.treeToValue(event.data(), CollectionRoundStatedV1.class)
                            .told());
                case KafkaRoundAnnouncements.ITEM ->
                    rounds.restore(json.treeToValue(event.data(), CollectionItemChangedV1.class)
                            .told());
                default -> false;
            };
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException | DateTimeException e) {
            Log.warn("passed over the event " + event.id() + " of " + event.subject() + ": " + e);
            return false;
        }
    }

    public long total() {
        return rounds.countEverything();
    }

    /** The next round with all of its items as they are announced now. */
    public Optional<RepublishSource.Piece> after(String municipality, String round) {
        return rounds.listEverything(municipality, round, 1).stream()
                .findFirst()
                .map(this::piece);
    }

    private RepublishSource.Piece piece(Round round) {
        List<OutgoingEvent> events = new ArrayList<>();
        events.add(announcements.event(round));
        int drafts = 0;
        for (Item item : rounds.listItems(round.municipality(), round.id())) {
            if (item.state() == ItemState.DRAFTED) {
                drafts++;
            } else {
                events.add(announcements.event(round, item));
            }
        }
        if (drafts > 0) {
            Log.info(drafts + " item(s) of " + round.municipality() + "/" + round.id()
                    + " are being typed: what was announced of them before stands on the topic");
        }
        return new RepublishSource.Piece(
                events, events.size() + drafts, drafts, round.municipality() + "/" + round.id());
    }
}
