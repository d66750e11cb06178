package jp.shirube.report.handover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.report.handover.Handover.Correction;
import jp.shirube.report.handover.Handover.Named;
import jp.shirube.report.handover.Handover.Part;
import jp.shirube.report.handover.Handover.Reported;
import jp.shirube.responsibility.Offices;
import org.jspecify.annotations.Nullable;

/**
 * What was last reported, by whom, with which notes, and what was corrected: all that only the municipality's own people may see
 * of a hand-over sheet is read here, and nowhere else.
 */
@ApplicationScoped
class WhoReported {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private static final String REVISIONS = """
            select indicator, cast(content as text), recorded_at = max(recorded_at) over (partition by indicator, period)
            from actual_revision
            where municipality = :municipality and indicator = any(:indicators)
            order by indicator, recorded_at, revision""";

    private final EntityManager database;
    private final ObjectMapper json;

    WhoReported(EntityManager database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** By indicator; without those of which nothing was ever reported. */
    @SuppressWarnings("unchecked")
    Map<String, Reported> last(String municipality, Collection<String> indicators, LocalDate on, Offices offices) {
        List<Object[]> rows = database.createNativeQuery(REVISIONS)
                .setParameter("municipality", municipality)
                .setParameter("indicators", indicators.toArray(String[]::new))
                .getResultList();
        Map<String, JsonNode> last = new LinkedHashMap<>();
        Map<String, List<Correction>> corrections = new HashMap<>();
        for (Object[] row : rows) {
            String indicator = (String) row[0];
            JsonNode content = read((String) row[1]);
            boolean withdrawn = content.path("withdrawn").asBoolean();
            if ((Boolean) row[2] && !withdrawn) {
                last.put(indicator, content);
            }
            LocalDate day = day(content);
            if ((withdrawn || content.path("revision").asLong() > 1)
                    && day.isAfter(on.minusYears(1))
                    && !day.isAfter(on)) {
                corrections
                        .computeIfAbsent(indicator, none -> new ArrayList<>())
                        .add(correction(content, day));
            }
        }
        Map<String, Reported> reported = new HashMap<>();
        last.forEach((indicator, content) ->
                reported.put(indicator, reported(content, corrections.getOrDefault(indicator, List.of()), offices)));
        return reported;
    }

    private static Reported reported(JsonNode content, List<Correction> corrections, Offices offices) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : content.path("components")) {
            parts.add(new Part(part.path("name").asText(), value(part.path("value")), text(part, "missingReason")));
        }
        LocalDate day = day(content);
        String department = text(content, "department");
        return new Reported(
                content.path("period").asText(),
                value(content.path("value")),
                text(content, "missingReason"),
                parts,
                text(content, "status"),
                text(content, "note"),
                text(content, "evidence"),
                day,
                content.path("recordedBy").asText(""),
                department == null ? null : new Named(department, offices.nameOn(department, day)),
                corrections);
    }

    private static Correction correction(JsonNode content, LocalDate day) {
        return new Correction(
                content.path("period").asText(),
                day,
                content.path("recordedBy").asText(""),
                content.path("withdrawn").asBoolean(),
                text(content, "reason"));
    }

    private static LocalDate day(JsonNode content) {
        return LocalDate.ofInstant(Instant.parse(content.path("recordedAt").asText()), TOKYO);
    }

    /** Exact decimals are written as text in events. */
    private static @Nullable BigDecimal value(JsonNode value) {
        return value.isTextual() ? new BigDecimal(value.asText()) : value.isNumber() ? value.decimalValue() : null;
    }

    private static @Nullable String text(JsonNode content, String field) {
        return content.path(field).isTextual() ? content.path(field).asText() : null;
    }

    private JsonNode read(String content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("jsonb is always well-formed", e);
        }
    }
}
