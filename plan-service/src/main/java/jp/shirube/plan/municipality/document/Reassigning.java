package jp.shirube.plan.municipality.document;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import jp.shirube.document.DocumentEdit;
import jp.shirube.plan.municipality.Indicator;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.Reorganisation;
import jp.shirube.plan.municipality.Reorganisation.Into;
import jp.shirube.plan.municipality.Responsibility;
import jp.shirube.plan.municipality.document.GradedByForm.Faults;
import jp.shirube.responsibility.Offices;
import jp.shirube.responsibility.Reporter;
import org.jspecify.annotations.Nullable;

/** 担当替え: the responsibility there was gets its last day, and one is added. */
final class Reassigning {

    private final Municipality municipality;
    private final Reorganisation reorganisation;
    private final DocumentEdit edit;
    private final Predicate<String> isThere;
    private final Faults faults;
    private final Offices offices;
    private final Set<String> indicators = new HashSet<>();
    private final Set<String> reassigned = new HashSet<>();

    /** @param isThere whether a department can be given something that day */
    Reassigning(
            Municipality municipality,
            Reorganisation reorganisation,
            DocumentEdit edit,
            Predicate<String> isThere,
            Faults faults) {
        this.municipality = municipality;
        this.reorganisation = reorganisation;
        this.edit = edit;
        this.isThere = isThere;
        this.faults = faults;
        this.offices = municipality.offices();
        municipality.indicators().stream().map(Indicator::id).forEach(indicators::add);
    }

    void split(String at, Reorganisation.Split split) {
        List<String> into = split.into().stream().map(Into::id).toList();
        for (Map.Entry<String, String> goes : new TreeMap<>(split.indicators()).entrySet()) {
            String here = at + "/indicators/" + goes.getKey();
            if (!into.contains(goes.getValue())) {
                faults.fault(
                        here, "課「" + goes.getValue() + "」は分割後の課ではありません", "it is not split into " + goes.getValue());
            } else if (indicators.contains(goes.getKey()) && !reported(goes.getKey(), split.department())) {
                faults.fault(
                        here,
                        "課「" + split.department() + "」は前日にこの指標を担当していません",
                        "the department did not report it the day before");
            } else if (!goes.getValue().equals(split.department())) {
                reassign(here, here, goes.getKey(), goes.getValue());
            }
        }
    }

    void reassign(String at, String indicator, String department) {
        reassign(at + "/indicator", at + "/department", indicator, department);
    }

    private void reassign(String atIndicator, String atDepartment, String indicator, String department) {
        boolean valid = true;
        if (!indicators.contains(indicator)) {
            faults.fault(atIndicator, "指標「" + indicator + "」はありません", "no indicator " + indicator);
            valid = false;
        } else if (!reassigned.add(indicator)) {
            faults.fault(atIndicator, "指標「" + indicator + "」が二つの変更に書かれています", "the indicator stands in two changes");
            valid = false;
        }
        if (!isThere.test(department)) {
            faults.fault(
                    atDepartment,
                    "課「" + department + "」は" + reorganisation.day() + "にありません",
                    "no department " + department + " on " + reorganisation.day());
            valid = false;
        }
        if (valid) {
            follow(atIndicator, indicator, department);
        }
    }

    private void follow(String at, String indicator, String department) {
        LocalDate day = reorganisation.day();
        LocalDate until = null;
        Integer before = null;
        for (int i = 0; i < municipality.responsibilities().size(); i++) {
            Responsibility one = municipality.responsibilities().get(i);
            if (!one.indicator().equals(indicator)) {
                continue;
            }
            if (one.from() != null && !one.from().isBefore(day)) {
                if (one.from().equals(day)) {
                    faults.fault(
                            at,
                            "その日からの担当がすでに書かれています: " + one.department(),
                            "a responsibility that begins that day is stated already: " + one.department());
                    return;
                }
                until = earlier(until, one.from().minusDays(1));
            } else if (one.stated().holdsOn(day)) {
                before = i;
                until = earlier(until, one.to());
            }
        }
        if (before != null) {
            if (municipality.responsibilities().get(before).department().equals(department)) {
                faults.fault(at, "すでにその課が担当しています", "the department reports it already");
                return;
            }
            edit.put(
                    "/responsibilities/" + before,
                    "to",
                    TextNode.valueOf(reorganisation.lastDay().toString()));
        }
        ObjectNode added = JsonNodeFactory.instance
                .objectNode()
                .put("indicator", indicator)
                .put("department", department)
                .put("from", day.toString());
        edit.append("", "responsibilities", until == null ? added : added.put("to", until.toString()));
    }

    private boolean reported(String indicator, String department) {
        return offices.reporterOn(municipality.responsibilitiesOf(indicator), reorganisation.lastDay())
                        instanceof Reporter.Known known
                && known.department().equals(department);
    }

    private static @Nullable LocalDate earlier(@Nullable LocalDate one, @Nullable LocalDate other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }
}
