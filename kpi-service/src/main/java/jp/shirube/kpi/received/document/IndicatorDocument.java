package jp.shirube.kpi.received.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jp.shirube.kpi.received.Asked;
import jp.shirube.kpi.received.EntryRules;
import jp.shirube.kpi.received.EntryRules.Checks;
import jp.shirube.kpi.received.EntryRules.EntryUnit;
import jp.shirube.kpi.received.EntryRules.Formula;
import jp.shirube.kpi.received.EntryRules.Life;
import jp.shirube.kpi.received.Origin;
import jp.shirube.kpi.received.SourceKind;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is stated of entering and asking. A document stored before these fields were known, or by a newer
 * plan-service, is read as far as it is understood: what is missing or strange counts as unstated.
 */
public final class IndicatorDocument {
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(?:[.][0-9]{1,20})?");

    private IndicatorDocument() {}

    public static Origin origin(JsonNode document) {
        String kind = document.path("sourceKind").asText("");
        return new Origin(
                document.path("definition").textValue(),
                document.path("source").textValue(),
                Stream.of(SourceKind.values())
                        .filter(each -> each.name().equals(kind))
                        .findFirst()
                        .orElse(null));
    }

    public static EntryRules rules(JsonNode document) {
        JsonNode life = document.path("life");
        return new EntryRules(
                document.path("canBeNegative").asBoolean(false),
                new Life(integer(life.path("from")), integer(life.path("to"))),
                checks(document.path("checks")),
                formula(document.path("formula")),
                entryUnits(document.path("entryUnits")));
    }

    public static Asked asked(JsonNode document) {
        Integer every = integer(document.path("surveyEvery"));
        Integer cadence = every != null && every >= 1 ? every : null;
        return new Asked(
                cadence,
                cadence == null ? null : integer(document.path("surveyFirst")),
                integer(document.path("usuallyKnown").path("monthsAfter")));
    }

    private static Checks checks(JsonNode checks) {
        BigDecimal jump = decimal(checks.path("jumpPercent"));
        return new Checks(
                decimal(checks.path("atLeast")),
                decimal(checks.path("atMost")),
                jump == null ? Checks.USUAL_JUMP : jump,
                checks.path("mayFall").asBoolean(true),
                checks.path("mayRepeat").asBoolean(false));
    }

    private static @Nullable Formula formula(JsonNode formula) {
        String numerator = formula.path("numerator").textValue();
        String denominator = formula.path("denominator").textValue();
        BigDecimal times = decimal(formula.path("times"));
        return numerator == null || denominator == null
                ? null
                : new Formula(numerator, denominator, times == null ? BigDecimal.ONE : times);
    }

    private static List<EntryUnit> entryUnits(JsonNode units) {
        List<EntryUnit> read = new ArrayList<>();
        for (JsonNode each : units) {
            String unit = each.path("unit").textValue();
            BigDecimal times = decimal(each.path("times"));
            if (unit != null && times != null) {
                read.add(new EntryUnit(unit, times));
            }
        }
        return read;
    }

    private static @Nullable Integer integer(JsonNode node) {
        return node.isInt() ? (Integer) node.intValue() : null;
    }

    /** Sent as text, so that no reader loses digits; a number is understood as well. */
    private static @Nullable BigDecimal decimal(JsonNode node) {
        String text = node.isNumber() ? node.asText() : node.textValue();
        return text != null && DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
    }
}
