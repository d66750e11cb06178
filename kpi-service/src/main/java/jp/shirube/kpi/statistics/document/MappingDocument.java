package jp.shirube.kpi.statistics.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.document.DocumentReader;
import jp.shirube.document.DocumentSchema;
import jp.shirube.document.ReadDocument;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.statistics.ColumnRef;
import jp.shirube.kpi.statistics.PeriodPattern;
import jp.shirube.kpi.statistics.StatisticsMapping;
import jp.shirube.kpi.statistics.StatisticsMapping.Area;
import jp.shirube.kpi.statistics.StatisticsMapping.Condition;
import jp.shirube.kpi.statistics.StatisticsMapping.Encoding;
import jp.shirube.kpi.statistics.StatisticsMapping.Header;
import jp.shirube.kpi.statistics.StatisticsMapping.Series;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** 取込定義 (contracts/documents/statistics-mapping.schema.json), YAML or JSON, and what it says. */
public final class MappingDocument {

    private static final DocumentSchema SCHEMA = new DocumentSchema("statistics-mapping.schema.json");

    private MappingDocument() {}

    /** @throws ProblemException with every fault at once, each with its place and line */
    public static StatisticsMapping read(String text) {
        ReadDocument document = DocumentReader.read(text);
        List<Fault> faults = new ArrayList<>(SCHEMA.faults(document));
        if (faults.isEmpty()) {
            checkPatterns(document, faults);
            checkUnits(document, faults);
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        return mapping(document.tree());
    }

    private static void checkPatterns(ReadDocument document, List<Fault> faults) {
        JsonNode periods = document.tree().path("periods");
        for (int i = 0; i < periods.size(); i++) {
            int at = i;
            pattern(periods.get(i))
                    .problem()
                    .ifPresent(problem -> faults.add(document.fault(
                            "/periods/" + at,
                            "「" + problem + "」は使えません。matchに一度だけ書いた{year}、{month}、{day}、{number}をperiodで使えます。",
                            problem
                                    + " cannot stand there: period takes {year}, {month}, {day} and {number}, each written"
                                    + " once in match.")));
        }
    }

    private static void checkUnits(ReadDocument document, List<Fault> faults) {
        if (document.tree().path("columns").has("unit")) {
            return;
        }
        JsonNode series = document.tree().path("series");
        for (int i = 0; i < series.size(); i++) {
            if (series.get(i).has("unit")) {
                faults.add(document.fault(
                        "/series/" + i + "/unit",
                        "単位を確かめるには、columns.unitに単位の列を書いてください。",
                        "To check the unit, name its column in columns.unit."));
            }
        }
    }

    private static StatisticsMapping mapping(JsonNode root) {
        JsonNode columns = root.path("columns");
        Map<String, MissingReason> missing = new LinkedHashMap<>();
        root.path("missing")
                .properties()
                .forEach(each -> missing.put(
                        each.getKey(), MissingReason.valueOf(each.getValue().asText())));
        List<PeriodPattern> periods = new ArrayList<>();
        root.path("periods").forEach(each -> periods.add(pattern(each)));
        List<Series> series = new ArrayList<>();
        root.path("series").forEach(each -> series.add(series(each)));
        return new StatisticsMapping(
                root.path("title").asText(),
                root.path("encoding").asText("UTF-8").equals("UTF-8") ? Encoding.UTF_8 : Encoding.WINDOWS_31J,
                new Header(
                        root.path("header").path("line").asInt(1),
                        root.path("header").path("rows").asInt(1)),
                new Area(column(columns.path("area")), root.path("area").asText()),
                column(columns.path("period")),
                periods,
                column(columns.path("value")),
                columns.has("unit") ? column(columns.path("unit")) : null,
                missing,
                conditions(root.path("where")),
                series,
                Status.valueOf(root.path("status").asText("FINAL")),
                text(root, "evidence"));
    }

    private static Series series(JsonNode node) {
        String factor = text(node, "factor");
        return new Series(
                node.path("indicator").asText(),
                text(node, "component"),
                conditions(node.path("where")),
                factor == null ? null : new BigDecimal(factor),
                text(node, "unit"));
    }

    private static List<Condition> conditions(JsonNode list) {
        List<Condition> conditions = new ArrayList<>();
        list.forEach(each -> conditions.add(
                new Condition(column(each.path("column")), each.path("is").asText())));
        return conditions;
    }

    /** A number is a position, a text a name. */
    private static ColumnRef column(JsonNode node) {
        return node.isNumber() ? new ColumnRef.At(node.asInt()) : new ColumnRef.Named(node.asText());
    }

    private static PeriodPattern pattern(JsonNode node) {
        return new PeriodPattern(
                node.path("match").asText(), node.path("period").asText());
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.path(field).asText() : null;
    }
}
