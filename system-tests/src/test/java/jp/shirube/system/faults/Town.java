package jp.shirube.system.faults;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A municipality that exists nowhere, made for one round: its code has the prefecture 00. Ten indicators, one plan with a target
 * on each.
 */
record Town(String code) {

    static final String PLAN = "demo-keikaku";

    private static final int INDICATORS = 10;
    private static final int FIRST_YEAR = 2014;
    private static final int YEARS = 10;

    static Town of(int number) {
        String digits = String.format("%05d", number);
        int weighted = 0;
        for (int i = 0; i < 5; i++) {
            weighted += (6 - i) * Character.digit(digits.charAt(i), 10);
        }
        return new Town(digits + (11 - weighted % 11) % 10);
    }

    List<String> indicators() {
        return IntStream.range(0, INDICATORS).mapToObj(i -> "demo-" + i).toList();
    }

    /** All of them over, so that any figure may be stated. */
    List<String> periods() {
        return IntStream.range(FIRST_YEAR, FIRST_YEAR + YEARS)
                .mapToObj(year -> "FY" + year)
                .toList();
    }

    String document() {
        String indicators = indicators().stream().map("""
                {"id": "%1$s", "name": "架空の指標 %1$s", "unit": "件", "direction": "UP", "periodKind": "FISCAL_YEAR",
                 "quantity": "FLOW", "decimals": 0}"""::formatted).collect(Collectors.joining(","));
        return """
                {"format": "shirube/municipality/1",
                 "municipality": {"code": "%s", "name": "障害試験市（架空のデモ）"},
                 "departments": [{"id": "kikaku", "names": [{"name": "企画課"}]}],
                 "indicators": [%s]}""".formatted(code, indicators);
    }

    /** @param mark stands in the edition's name, so that this statement is told from any other */
    String edition(String mark) {
        String targets = indicators().stream().map("""
                {"id": "%1$s", "kind": "KPI", "indicator": "%1$s", "printedName": "架空の指標 %1$s",
                 "baseline": {"printed": "100件", "value": 100, "period": "FY2014"},
                 "goal": {"printed": "500件", "value": 500, "period": "FY2023"}}"""::formatted).collect(Collectors.joining(","));
        return """
                {"format": "shirube/plan-edition/1", "municipality": "%s",
                 "plan": {"id": "%s", "name": "障害試験計画（架空のデモ）", "period": "FY2014..FY2023", "levels": ["施策"]},
                 "edition": {"number": 1, "name": "(案) %s", "status": "DRAFT"},
                 "elements": [{"id": "sisaku", "code": "1", "title": "架空の施策", "departments": ["企画課"],
                               "targets": [%s]}]}""".formatted(code, PLAN, mark, targets);
    }

    String plans() {
        return "/api/plan/v1/municipalities/" + code;
    }

    String edition() {
        return plans() + "/plans/" + PLAN + "/editions/1";
    }

    String actual(String indicator, String period) {
        return "/api/kpi/v1/municipalities/" + code + "/indicators/" + indicator + "/actuals/" + period;
    }

    String progress() {
        return "/api/report/v1/municipalities/" + code + "/plans/" + PLAN + "/progress";
    }
}
