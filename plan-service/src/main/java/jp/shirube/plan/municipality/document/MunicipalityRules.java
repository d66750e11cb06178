package jp.shirube.plan.municipality.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.shirube.document.ReadDocument;
import jp.shirube.notation.PeriodKind;
import jp.shirube.plan.municipality.Department;
import jp.shirube.plan.municipality.Indicator;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.MunicipalityCode;
import jp.shirube.plan.municipality.Responsibility;
import jp.shirube.problem.Fault;
import jp.shirube.promise.rule.Presets;

/** What a municipality document must hold to beyond its form. */
final class MunicipalityRules {

    private final ReadDocument document;
    private final List<Fault> faults = new ArrayList<>();

    private MunicipalityRules(ReadDocument document) {
        this.document = document;
    }

    static List<Fault> faults(Municipality municipality, ReadDocument document) {
        MunicipalityRules rules = new MunicipalityRules(document);
        rules.check(municipality);
        return rules.faults;
    }

    private void check(Municipality municipality) {
        if (!MunicipalityCode.isValid(municipality.code())) {
            fault(
                    "/municipality/code",
                    "全国地方公共団体コードの検査数字が合いません: " + municipality.code(),
                    "the check digit of the municipality code is wrong: " + municipality.code());
        }
        new DepartmentRules(municipality.departments(), this::fault).check();
        indicators(municipality);
        responsibilities(municipality);
        gradingRules();
    }

    /** By the ids as written: a rule that cannot be read has its place too. */
    private void gradingRules() {
        Set<String> seen = new HashSet<>();
        JsonNode rules = document.tree().path("gradingRules");
        for (int i = 0; i < rules.size(); i++) {
            String id = rules.get(i).path("id").asText();
            String at = "/gradingRules/" + i + "/id";
            if (!seen.add(id)) {
                twice(at, id);
            }
            if (Presets.ids().contains(id)) {
                fault(
                        at,
                        "「" + id + "」は組み込みの評価基準のidです。別のidを付けてください",
                        id + " is the id of a preset; give the rule another");
            }
        }
    }

    private void indicators(Municipality municipality) {
        Map<String, Indicator> byId = new HashMap<>();
        List<Indicator> indicators = municipality.indicators();
        for (Indicator indicator : indicators) {
            byId.put(indicator.id(), indicator);
        }
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < indicators.size(); i++) {
            Indicator indicator = indicators.get(i);
            String at = "/indicators/" + i;
            if (seen.put(indicator.id(), i) != null) {
                twice(at + "/id", indicator.id());
            }
            if ((indicator.periodKind() == PeriodKind.AS_OF_DAY) != (indicator.asOf() != null)) {
                fault(
                        at + "/asOf",
                        "asOf（基準日）はperiodKindがAS_OF_DAYのときに限り、必ず書いてください",
                        "asOf goes with periodKind AS_OF_DAY and only with it");
            }
            if (indicator.successor() != null && !byId.containsKey(indicator.successor())) {
                unknownIndicator(at + "/successor", indicator.successor());
            }
            new IndicatorRules(indicator, at, this::fault).check();
            Map<String, Integer> names = new HashMap<>();
            for (int c = 0; c < indicator.components().size(); c++) {
                if (names.put(indicator.components().get(c).name(), c) != null) {
                    twice(
                            at + "/components/" + c + "/name",
                            indicator.components().get(c).name());
                }
            }
        }
    }

    private void responsibilities(Municipality municipality) {
        List<Responsibility> responsibilities = municipality.responsibilities();
        Map<String, Indicator> indicators = municipality.vocabulary().indicators();
        List<String> departments =
                municipality.departments().stream().map(Department::id).toList();
        for (int i = 0; i < responsibilities.size(); i++) {
            Responsibility responsibility = responsibilities.get(i);
            String at = "/responsibilities/" + i;
            if (!indicators.containsKey(responsibility.indicator())) {
                unknownIndicator(at + "/indicator", responsibility.indicator());
            }
            if (!departments.contains(responsibility.department())) {
                unknownDepartment(at + "/department", responsibility.department());
            }
            if (responsibility.from() != null
                    && responsibility.to() != null
                    && responsibility.to().isBefore(responsibility.from())) {
                fault(at + "/to", "終わりの日が始めの日より前です", "it ends before it begins");
            }
            for (int earlier = 0; earlier < i; earlier++) {
                if (responsibilities.get(earlier).indicator().equals(responsibility.indicator())
                        && responsibilities.get(earlier).overlaps(responsibility)) {
                    fault(
                            at,
                            "同じ日に二つの課が同じ指標を担当しています: " + responsibility.indicator(),
                            "two departments report the indicator on the same day: " + responsibility.indicator());
                }
            }
        }
    }

    private void twice(String pointer, String id) {
        fault(pointer, "同じものが二度書かれています: " + id, "it stands twice: " + id);
    }

    private void unknownDepartment(String pointer, String id) {
        fault(pointer, "課「" + id + "」はこの文書にありません", "no department " + id + " in this document");
    }

    private void unknownIndicator(String pointer, String id) {
        fault(pointer, "指標「" + id + "」はこの文書にありません", "no indicator " + id + " in this document");
    }

    private void fault(String pointer, String ja, String en) {
        faults.add(document.fault(pointer, ja, en));
    }
}
