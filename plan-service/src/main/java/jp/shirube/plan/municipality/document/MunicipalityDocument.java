package jp.shirube.plan.municipality.document;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.shirube.document.Content;
import jp.shirube.document.DocumentSchema;
import jp.shirube.document.ReadDocument;
import jp.shirube.plan.municipality.Department;
import jp.shirube.plan.municipality.Indicator;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.Responsibility;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.promise.rule.Presets;
import jp.shirube.promise.rule.RuleReading;
import org.jspecify.annotations.Nullable;

/** The municipality document (contracts/documents/municipality.schema.json) and what it says. */
public final class MunicipalityDocument {

    private static final DocumentSchema SCHEMA = new DocumentSchema("municipality.schema.json");

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Form(
            Head municipality,
            List<Department> departments,
            @Nullable List<String> collectives,
            List<Indicator> indicators,
            @Nullable List<Responsibility> responsibilities,
            @Nullable List<Map<String, Object>> gradingRules,
            @Nullable GradedByForm gradedBy) {}

    private record Head(String code, String name, @Nullable String prefecture) {}

    private MunicipalityDocument() {}

    /** @throws ProblemException with every fault and its place */
    public static Municipality read(ReadDocument document, ObjectMapper json) {
        List<Fault> faults = new ArrayList<>();
        Municipality municipality = understand(document, json, faults);
        faults.addAll(MunicipalityRules.faults(municipality, document));
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        return municipality;
    }

    /** A document that was accepted once is not judged again: rules that came later do not make it unreadable. */
    public static Municipality readAgain(ReadDocument document, ObjectMapper json) {
        return understand(document, json, new ArrayList<>());
    }

    private static Municipality understand(ReadDocument document, ObjectMapper json, List<Fault> faults) {
        List<Fault> ofForm = SCHEMA.faults(document);
        if (!ofForm.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, ofForm);
        }
        Form form = Content.as(Form.class, document, json);
        List<GradingRule> rules = rules(form.gradingRules, document, faults);
        return new Municipality(
                form.municipality.code,
                form.municipality.name,
                form.municipality.prefecture,
                form.departments,
                form.collectives == null ? List.of() : form.collectives,
                form.indicators,
                form.responsibilities == null ? List.of() : form.responsibilities,
                rules,
                GradedByForm.read(
                        "/gradedBy",
                        form.gradedBy,
                        ids(form.gradingRules),
                        (pointer, ja, en) -> faults.add(document.fault(pointer, ja, en))));
    }

    private static List<GradingRule> rules(
            @Nullable List<Map<String, Object>> written, ReadDocument document, List<Fault> faults) {
        List<GradingRule> rules = new ArrayList<>();
        for (int i = 0; written != null && i < written.size(); i++) {
            String at = "/gradingRules/" + i;
            RuleReading.Reading reading = RuleReading.read(written.get(i));
            reading.objections()
                    .forEach(objection -> faults.add(document.fault(
                            at + objection.pointer(),
                            objection.what().ja(),
                            objection.what().en())));
            if (reading.rule() != null) {
                rules.add(reading.rule());
            }
        }
        return rules;
    }

    /** A rule that cannot be read is still the one that is meant. */
    private static Set<String> ids(@Nullable List<Map<String, Object>> written) {
        Set<String> ids = new HashSet<>(Presets.ids());
        if (written != null) {
            written.forEach(rule -> ids.add(String.valueOf(rule.get("id"))));
        }
        return ids;
    }
}
