package jp.shirube.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.outbox.OutgoingEvent;

/**
 * A document as it was sent, on the topic: what its owner reads back after an older backup, and nobody else needs. In pieces,
 * since a message has to stay below 1 MB; before the parts of the same statement, so that who has any of them has the document.
 */
public final class DocumentEvents {

    public static final String TYPE = "jp.shirube.plan.document.stated.v1";
    public static final String TOPIC = "shirube.plan";
    public static final String SOURCE = "/plan-service";

    /** At most 600,000 bytes, and no longer escaped: a document holds no control characters. */
    static final int MOST_CHARACTERS = 200_000;

    private DocumentEvents() {}

    /** @param head what every piece says */
    public static List<OutgoingEvent> of(String subject, long version, Instant at, ObjectNode head, String text) {
        List<String> pieces = cut(text);
        List<OutgoingEvent> events = new ArrayList<>();
        for (int position = 0; position < pieces.size(); position++) {
            ObjectNode data = head.deepCopy()
                    .put("position", position)
                    .put("of", pieces.size())
                    .put("text", pieces.get(position));
            events.add(OutgoingEvent.of(TOPIC, subject, TYPE, SOURCE, subject, version, at, data));
        }
        return events;
    }

    /** Never between the two halves of a character. */
    static List<String> cut(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        do {
            int to = Math.min(from + MOST_CHARACTERS, text.length());
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            pieces.add(text.substring(from, to));
            from = to;
        } while (from < text.length());
        return pieces;
    }
}
