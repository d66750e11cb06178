package jp.shirube.report.targets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.promise.rule.Presets;
import jp.shirube.promise.rule.RuleReading;
import jp.shirube.promise.rule.RuleReading.Reading;
import jp.shirube.report.assessment.Assessor.GradingRules;

/** The grading rules: those that municipalities state, and the presets. */
@ApplicationScoped
public class KnownRules {

    public static final String STANDARD = "standard";

    private static final TypeReference<Map<String, Object>> WRITTEN = new TypeReference<>() {};

    private static final Map<String, GradingRule> PRESETS = readPresets();

    private final EntityManager database;
    private final ObjectMapper json;

    KnownRules(EntityManager database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** By id; each the first version. */
    public static Map<String, GradingRule> presets() {
        return PRESETS;
    }

    private static Map<String, GradingRule> readPresets() {
        ObjectMapper yaml =
                new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        Map<String, GradingRule> presets = new LinkedHashMap<>();
        for (String id : Presets.ids()) {
            try (InputStream file = Presets.open(id)) {
                presets.put(id, getReadable(RuleReading.read(yaml.readValue(file, WRITTEN)), id));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return presets;
    }

    public static GradingRule standard() {
        return Objects.requireNonNull(PRESETS.get(STANDARD), "the standard rule is always there");
    }

    private static GradingRule getReadable(Reading reading, String id) {
        GradingRule rule = reading.rule();
        if (rule == null || !reading.objections().isEmpty()) {
            throw new IllegalStateException("the grading rule " + id + " cannot be read: " + reading.objections());
        }
        return rule;
    }

    /** The rules of one municipality, as known on a day. */
    public RuleBook of(String municipality, AsOf asOf) {
        return of(List.of(municipality), asOf).getOrDefault(municipality, RuleBook.presetsOnly());
    }

    /** The rules of several, by municipality. */
    @SuppressWarnings("unchecked")
    public Map<String, RuleBook> of(List<String> municipalities, AsOf asOf) {
        Map<String, RuleBook> books = new HashMap<>();
        List<Object[]> rows = database.createNativeQuery("""
                select kind, municipality, id, version, cast(content as text)
                from (select * from known('GRADING_RULE', cast(:until as timestamptz))
                      union all select * from known('MUNICIPALITY', cast(:until as timestamptz))) stated
                where municipality = any(:municipalities)""")
                .setParameter("until", asOf.until())
                .setParameter("municipalities", municipalities.toArray(String[]::new))
                .getResultList();
        for (Object[] row : rows) {
            RuleBook book = books.computeIfAbsent((String) row[1], none -> RuleBook.presetsOnly());
            if (row[0].equals("MUNICIPALITY")) {
                book.gradedBy().add(read((String) row[4]).path("gradedBy"));
            } else {
                rule(read((String) row[4]), ((Number) row[3]).longValue())
                        .ifPresent(rule -> book.rules().put((String) row[2], rule));
            }
        }
        return books;
    }

    /** Empty when this version of the service cannot read it: its targets are not graded rather than graded wrongly. */
    private Optional<GradingRule> rule(JsonNode written, long version) {
        Reading reading = RuleReading.read(json.convertValue(written, WRITTEN));
        return Optional.ofNullable(reading.rule())
                .filter(rule -> reading.objections().isEmpty())
                .map(rule -> rule.withVersion(version));
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("jsonb is always well-formed", e);
        }
    }

    /**
     * @param rules by id
     * @param gradedBy what the municipality chooses where plan and target do not; empty while it is unknown
     */
    public record RuleBook(Map<String, GradingRule> rules, List<JsonNode> gradedBy) {

        public static RuleBook presetsOnly() {
            return new RuleBook(new HashMap<>(PRESETS), new ArrayList<>());
        }

        /**
         * The rules that grade a target, by year: its own choice before the plan's, that before the municipality's, else the
         * standard.
         *
         * @return empty as long as a rule it names has not arrived
         */
        public Optional<GradingRules> of(KnownTarget target) {
            JsonNode own = target.content().path("gradedBy");
            JsonNode chosen = own.isArray()
                    ? own
                    : target.planGradedBy().isArray()
                            ? target.planGradedBy()
                            : gradedBy.isEmpty() ? MissingNode.getInstance() : gradedBy.getFirst();
            NavigableMap<Integer, GradingRule> byYear = new TreeMap<>();
            for (JsonNode entry : chosen) {
                GradingRule rule = rules.get(entry.path("rule").asText());
                if (rule == null) {
                    return Optional.empty();
                }
                byYear.put(entry.path("from").asInt(Integer.MIN_VALUE), rule);
            }
            GradingRule standard = standard();
            return Optional.of(year -> {
                Map.Entry<Integer, GradingRule> entry = byYear.floorEntry(year.year());
                return entry == null ? standard : entry.getValue();
            });
        }
    }
}
