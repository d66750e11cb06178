package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.indicatorhistory.IndicatorHistory.History;
import jp.shirube.responsibility.Offices;

/** 実績値 as it was stated, by whom, on what evidence, and why otherwise than before. */
record ActualView(
        String period,
        String value,
        List<String> components,
        String status,
        String department,
        String evidence,
        String note,
        String reason) {

    /**
     * @param contents what was stated, by canonical period
     * @param zone in which a day begins
     */
    static List<ActualView> of(History history, Map<String, JsonNode> contents, Offices departments, ZoneId zone) {
        Measured measured = Measured.of(history.indicator(), "");
        Map<String, Measured> units = new HashMap<>();
        for (JsonNode component : history.indicator().path("components")) {
            String unit = Words.text(component, "unit");
            units.put(Words.text(component, "name"), unit.isEmpty() ? measured : new Measured(unit, -1));
        }
        List<ActualView> views = new ArrayList<>();
        for (KnownActual actual : history.actuals()) {
            JsonNode content = contents.getOrDefault(actual.period().canonical(), MissingNode.getInstance());
            views.add(new ActualView(
                    Words.PERIODS.print(actual.period()),
                    value(actual, measured),
                    components(content, units),
                    Words.figureStatus(actual.status().name()),
                    department(content, departments, history.asOf().day(), zone),
                    Words.text(content, "evidence"),
                    Words.text(content, "note"),
                    Words.text(content, "reason")));
        }
        return views;
    }

    private static String value(KnownActual actual, Measured measured) {
        if (actual.value() != null) {
            return measured.print(actual.value());
        }
        return actual.missingReason() != null
                ? Words.missing(actual.missingReason().name())
                : "内訳のとおり";
    }

    private static List<String> components(JsonNode content, Map<String, Measured> units) {
        List<String> components = new ArrayList<>();
        for (JsonNode component : content.path("components")) {
            String name = Words.text(component, "name");
            Measured measured = units.getOrDefault(name, new Measured("", -1));
            BigDecimal value = Numbers.of(component.path("value"));
            String missing = Words.text(component, "missingReason");
            components.add(name + " "
                    + (value != null ? measured.print(value) : missing.isEmpty() ? "－" : Words.missing(missing)));
        }
        return components;
    }

    /** A report shows the name of the day on which the figure was stated. */
    private static String department(JsonNode content, Offices departments, LocalDate today, ZoneId zone) {
        String id = Words.text(content, "department");
        if (id.isEmpty()) {
            return "－";
        }
        String recorded = Words.text(content, "recordedAt");
        LocalDate day = recorded.isEmpty() ? today : LocalDate.ofInstant(Instant.parse(recorded), zone);
        return departments.nameOn(id, day);
    }
}
