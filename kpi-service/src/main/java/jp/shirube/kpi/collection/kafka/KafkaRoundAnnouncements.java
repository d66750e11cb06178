package jp.shirube.kpi.collection.kafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.RoundAnnouncements;
import jp.shirube.outbox.Outbox;
import jp.shirube.outbox.OutgoingEvent;

/** Through the outbox: the event leaves if, and only if, the state is stored. */
@ApplicationScoped
class KafkaRoundAnnouncements implements RoundAnnouncements {

    static final String TOPIC = "shirube.kpi";
    static final String SOURCE = "/kpi-service";
    static final String ROUND = "jp.shirube.kpi.collection-round.stated.v1";
    static final String ITEM = "jp.shirube.kpi.collection-item.changed.v1";

    private final Outbox outbox;
    private final ObjectMapper json;

    KafkaRoundAnnouncements(Outbox outbox, ObjectMapper json) {
        this.outbox = outbox;
        this.json = json;
    }

    @Override
    public void announce(Round round) {
        outbox.add(event(round));
    }

    @Override
    public void announce(Round round, List<Item> items) {
        outbox.add(items.stream().map(item -> event(round, item)).toList());
    }

    @Override
    public String write(Item item) {
        return json.valueToTree(CollectionItemChangedV1.of(0, item)).toString();
    }

    OutgoingEvent event(Round round) {
        String subject = round.municipality() + "/collection-round/" + round.id();
        return OutgoingEvent.of(
                TOPIC,
                subject,
                ROUND,
                SOURCE,
                subject,
                round.version(),
                round.openedAt(),
                json.valueToTree(CollectionRoundStatedV1.of(round)));
    }

    OutgoingEvent event(Round round, Item item) {
        String subject = item.municipality() + "/collection-item/" + item.round() + "/" + item.id();
        return OutgoingEvent.of(
                TOPIC,
                subject,
                ITEM,
                SOURCE,
                subject,
                item.stated(),
                item.changedAt(),
                json.valueToTree(CollectionItemChangedV1.of(round.year().year(), item)));
    }
}
