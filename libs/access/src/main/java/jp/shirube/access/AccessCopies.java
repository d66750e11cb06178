package jp.shirube.access;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.outbox.UnprocessableEventException;
import org.jspecify.annotations.Nullable;

/** What plan-service announced of who may do what, kept where {@link Grants} looks. Events may come in any order. */
@ApplicationScoped
public class AccessCopies {

    public static final String MAPPING_CHANGED = "jp.shirube.plan.access-mapping.changed.v1";
    public static final String KEY_CHANGED = "jp.shirube.plan.api-key.changed.v1";

    private final AccessTables tables;

    AccessCopies(AccessTables tables) {
        this.tables = tables;
    }

    /** Keeps what is new in them; events about anything else are passed over. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void apply(List<ReceivedEvent> events) {
        events.forEach(this::apply);
    }

    /**
     * Keeps what is new in it.
     *
     * @return false for an event about something else, and for what is known already
     * @throws UnprocessableEventException for one that cannot be what it says
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean apply(ReceivedEvent event) {
        return switch (event.type()) {
            case MAPPING_CHANGED -> tables.keep(mapping(event));
            case KEY_CHANGED -> tables.keep(key(event));
            default -> false;
        };
    }

    /** @throws UnprocessableEventException for one that cannot be what it says */
    public static StatedMapping mapping(ReceivedEvent event) {
        return read(event, data -> {
            String municipality = text(data, "municipality");
            requireSubject(event, municipality + "/access-mapping");
            List<StatedMapping.Row> rows = new ArrayList<>();
            for (JsonNode row : array(data, "rows")) {
                rows.add(new StatedMapping.Row(
                        text(row, "claim"),
                        text(row, "role"),
                        optional(row, "department"),
                        optional(row, "from", LocalDate::parse),
                        optional(row, "to", LocalDate::parse),
                        optional(row, "note")));
            }
            return new StatedMapping(municipality, event.aggregateVersion(), rows);
        });
    }

    /** @throws UnprocessableEventException for one that cannot be what it says */
    public static StatedKey key(ReceivedEvent event) {
        return read(event, data -> {
            String municipality = text(data, "municipality");
            JsonNode key = data.path("apiKey");
            String id = text(key, "id");
            requireSubject(event, municipality + "/api-key/" + id);
            List<String> scopes = key.hasNonNull("scopes")
                    ? StreamSupport.stream(array(key, "scopes").spliterator(), false)
                            .map(JsonNode::asText)
                            .toList()
                    : null;
            return new StatedKey(
                    municipality,
                    id,
                    text(key, "name"),
                    text(key, "hash"),
                    text(key, "role"),
                    optional(key, "department"),
                    scopes,
                    Instant.parse(text(key, "createdAt")),
                    Instant.parse(text(key, "expiresAt")),
                    optional(key, "revokedAt", Instant::parse),
                    event.aggregateVersion());
        });
    }

    private static <T> T read(ReceivedEvent event, Function<JsonNode, T> reading) {
        try {
            return reading.apply(event.data());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new UnprocessableEventException(String.valueOf(e.getMessage()));
        }
    }

    private static void requireSubject(ReceivedEvent event, String subject) {
        if (!event.subject().equals(subject)) {
            throw new UnprocessableEventException("what is about " + subject + " calls itself " + event.subject());
        }
    }

    private static JsonNode array(JsonNode data, String field) {
        JsonNode value = data.path(field);
        if (!value.isArray()) {
            throw new IllegalArgumentException("no list at " + field);
        }
        return value;
    }

    private static String text(JsonNode data, String field) {
        JsonNode value = data.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("no text at " + field);
        }
        String text = value.asText();
        if (text.codePoints().anyMatch(each -> each == 0 || Character.getType(each) == Character.SURROGATE)) {
            throw new IllegalArgumentException("NUL or half a character at " + field);
        }
        return text;
    }

    private static @Nullable String optional(JsonNode data, String field) {
        return data.hasNonNull(field) ? text(data, field) : null;
    }

    private static <T> @Nullable T optional(JsonNode data, String field, Function<String, T> reading) {
        return data.hasNonNull(field) ? reading.apply(text(data, field)) : null;
    }
}
