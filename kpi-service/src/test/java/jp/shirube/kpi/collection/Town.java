package jp.shirube.kpi.collection;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.kpi.received.Asked;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Responsibility;
import jp.shirube.kpi.received.Stated;
import jp.shirube.notation.PeriodKind;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Quantity;
import org.jspecify.annotations.Nullable;

/** A town (demo data) with two departments and one plan in force from R6 to R9, as plan-service states it. */
public final class Town {

    public static final String PLAN = "sogo-keikaku";

    private final String code;
    private final List<Stated> stated = new ArrayList<>();
    private int parts;

    public Town(String code) {
        this.code = code;
        stated.add(new Stated.OfMunicipality(code, 1, "見本町"));
        department("kikaku", "企画課");
        department("sports", "スポーツ課");
        department("kenko", "健康課");
        part("ELEMENT", "hito", "{\"id\": \"hito\", \"code\": \"1\", \"title\": \"人を育てる\"}");
    }

    private void department(String id, String name) {
        stated.add(new Stated.OfDepartment(
                code, id, 1, "{\"id\": \"%s\", \"names\": [{\"name\": \"%s\"}]}".formatted(id, name)));
    }

    private void part(String kind, String id, String document) {
        stated.add(new Stated.OfPart(code, PLAN, 1, 1, kind, parts++, id, document));
    }

    /** An indicator in %, reported by a department and placed once. */
    public Town indicator(String id, String department) {
        return indicator(id, department, Quantity.RATIO, Asked.EVERY_YEAR);
    }

    public Town indicator(String id, @Nullable String department, Quantity quantity, Asked asked) {
        stated.add(new Stated.OfIndicator(
                new Indicator(
                                new IndicatorKey(code, id),
                                "指標 " + id,
                                quantity == Quantity.FLOW ? "人" : "%",
                                Direction.UP,
                                PeriodKind.FISCAL_YEAR,
                                null,
                                quantity,
                                1,
                                List.of())
                        .with(asked),
                1,
                document(asked)));
        if (department != null) {
            stated.add(new Stated.OfResponsibility(
                    new IndicatorKey(code, id), 1, List.of(new Responsibility(department, null, null))));
        }
        return placed(id);
    }

    private static String document(Asked asked) {
        List<String> fields = new ArrayList<>();
        if (asked.surveyEvery() != null) {
            fields.add("\"surveyEvery\": " + asked.surveyEvery());
        }
        if (asked.surveyFirst() != null) {
            fields.add("\"surveyFirst\": " + asked.surveyFirst());
        }
        if (asked.usuallyKnownMonths() != null) {
            fields.add("\"usuallyKnown\": {\"monthsAfter\": " + asked.usuallyKnownMonths() + "}");
        }
        return "{" + String.join(", ", fields) + "}";
    }

    /** Once more: 再掲. */
    public Town placed(String indicator) {
        part("TARGET", indicator + "-" + parts, """
                {"id": "%s-%d", "indicator": "%s", "element": "hito", "number": "1", "printedName": "指標",
                 "baseline": {"printed": "28.9%% (R4)"}, "goal": {"printed": "40.0%% (R9)"}}""".formatted(indicator, parts, indicator));
        return this;
    }

    public Town initiative(String id, String department, String years, String printed) {
        part("INITIATIVE", id, """
                {"id": "%s", "kind": "SCHEDULED", "element": "hito", "title": "取組 %s",
                 "departments": [{"printed": "印字", "department": "%s"}], "schedule": [{"years": "%s", "printed": "%s"}],
                 "references": [], "notes": []}""".formatted(id, id, department, years, printed));
        return this;
    }

    /** Everything stated, the adopted edition last. */
    public List<Stated> stated() {
        List<Stated> all = new ArrayList<>(stated);
        all.add(new Stated.OfEdition(code, PLAN, 1, 1, "総合計画", 2024, 2027, parts, LocalDate.of(2024, 4, 1)));
        return all;
    }

    public String code() {
        return code;
    }
}
