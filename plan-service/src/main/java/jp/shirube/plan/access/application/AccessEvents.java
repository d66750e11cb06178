package jp.shirube.plan.access.application;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jp.shirube.access.AccessCopies;
import jp.shirube.access.StatedKey;
import jp.shirube.access.StatedMapping;
import jp.shirube.outbox.OutgoingEvent;
import jp.shirube.plan.DocumentEvents;
import jp.shirube.plan.EventJson;
import jp.shirube.plan.access.AccessRevisions.Revision;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** How the 権限対応表 and an API key are announced: each whole, with who made it so. A key's hash, never the key. */
@ApplicationScoped
public class AccessEvents {

    static final String MAPPING = "access-mapping";
    static final String KEY = "api-key/";

    /** Below what the outbox takes, by room for headers and key. */
    private static final int LARGEST = 900_000;

    private final ObjectMapper json;

    AccessEvents(ObjectMapper json) {
        this.json = EventJson.like(json);
    }

    /** @throws ProblemException when one message cannot hold it: nobody would ever hear of it */
    String content(StatedMapping mapping, Author author, @Nullable String reason) {
        ObjectNode data = json.createObjectNode().put("municipality", mapping.municipality());
        ArrayNode rows = data.putArray("rows");
        for (StatedMapping.Row row : mapping.rows()) {
            ObjectNode written = rows.addObject().put("claim", row.claim()).put("role", row.role());
            put(written, "department", row.department());
            put(written, "from", row.from());
            put(written, "to", row.to());
            put(written, "note", row.note());
        }
        String content = signed(data, author, reason);
        if (content.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    List.of(Fault.at(
                            "/rows",
                            "権限対応表が長すぎます。イベントで" + LARGEST + "バイトまでにしてください",
                            "the table is too long; at most " + LARGEST + " bytes are possible as an event")));
        }
        return content;
    }

    String content(StatedKey key, Author author, @Nullable String reason) {
        ObjectNode data = json.createObjectNode().put("municipality", key.municipality());
        ObjectNode written = data.putObject("apiKey")
                .put("id", key.id())
                .put("name", key.name())
                .put("hash", key.hash())
                .put("role", key.role());
        put(written, "department", key.department());
        List<String> scopes = key.scopes();
        if (scopes != null) {
            scopes.forEach(written.putArray("scopes")::add);
        }
        put(written, "createdAt", key.createdAt());
        put(written, "expiresAt", key.expiresAt());
        put(written, "revokedAt", key.revokedAt());
        return signed(data, author, reason);
    }

    private static String signed(ObjectNode data, Author author, @Nullable String reason) {
        data.put("recordedBy", author.id());
        put(data, "recordedByName", author.name());
        put(data, "reason", reason);
        return data.toString();
    }

    private static void put(ObjectNode object, String field, @Nullable Object value) {
        if (value != null) {
            object.put(field, value.toString());
        }
    }

    /** The event of a state, as often as it is said. */
    public OutgoingEvent of(Revision revision) {
        String subject = revision.municipality() + "/" + revision.subject();
        return OutgoingEvent.of(
                DocumentEvents.TOPIC,
                subject,
                revision.subject().equals(MAPPING) ? AccessCopies.MAPPING_CHANGED : AccessCopies.KEY_CHANGED,
                DocumentEvents.SOURCE,
                subject,
                revision.version(),
                revision.recordedAt(),
                EventJson.read(json, revision.content()));
    }
}
