package jp.shirube.kpi.bulk.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.bulk.FileStore.Place;
import org.jspecify.annotations.Nullable;

/** A figure as the tables hold in which a file is weighed. */
final class WeighedFigure {

    private static final ObjectMapper JSON = new ObjectMapper();

    private WeighedFigure() {}

    /**
     * Its value, reason for none, whether that is a zero, and components, from this column on; empty where it has more digits than
     * a figure can have.
     */
    static Optional<Measured> read(ResultSet row, int from) throws SQLException {
        Optional<Measured.Single> whole =
                single(row.getString(from), row.getString(from + 1), row.getBoolean(from + 2));
        String components = row.getString(from + 3);
        if (components == null) {
            return whole.map(Measured.class::cast);
        }
        List<Measured.Component> parts = new ArrayList<>();
        for (JsonNode each : parse(components)) {
            single(text(each, "value"), text(each, "missingReason"), false)
                    .ifPresent(measured ->
                            parts.add(new Measured.Component(each.path("name").asText(), measured)));
        }
        return Optional.of(new Measured.Breakdown(whole.orElse(null), parts));
    }

    /** Rows and lines by component. */
    static Map<String, Place> places(String rows) {
        Map<String, Place> places = new HashMap<>();
        parse(rows)
                .properties()
                .forEach(each -> places.put(
                        each.getKey(),
                        new Place(
                                each.getValue().path(0).asInt(),
                                each.getValue().path(1).isNull()
                                        ? null
                                        : Integer.valueOf(
                                                each.getValue().path(1).asInt()))));
        return places;
    }

    private static Optional<Measured.Single> single(
            @Nullable String value, @Nullable String missing, boolean countsAsZero) {
        if (value != null) {
            BigDecimal number = new BigDecimal(value);
            return Measured.Value.fits(number) ? Optional.of(new Measured.Value(number)) : Optional.empty();
        }
        return missing == null
                ? Optional.empty()
                : Optional.of(new Measured.Missing(MissingReason.valueOf(missing), countsAsZero));
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.path(field).asText() : null;
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
