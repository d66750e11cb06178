package jp.shirube.plan.municipality.application;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.document.DocumentReader;
import jp.shirube.plan.PlanProblems;
import jp.shirube.plan.municipality.Municipalities;
import jp.shirube.plan.municipality.Municipalities.Part;
import jp.shirube.plan.municipality.Municipalities.PartKind;
import jp.shirube.plan.municipality.Municipalities.Stated;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.document.MunicipalityDocument;
import jp.shirube.plan.municipality.document.PresetRules;
import jp.shirube.problem.ProblemException;
import jp.shirube.promise.rule.GradingRule;

/** Answers what is known of a municipality. */
@ApplicationScoped
public class ReadMunicipality {

    private final Municipalities municipalities;
    private final ObjectMapper json;

    ReadMunicipality(Municipalities municipalities, ObjectMapper json) {
        this.municipalities = municipalities;
        this.json = json;
    }

    /** Of all municipalities, which everybody may know. */
    public List<Stated> list(String after, int limit) {
        return InTheNameOf.everybody(
                () -> QuarkusTransaction.requiringNew().call(() -> municipalities.list(after, limit)));
    }

    /** @throws ProblemException when there is none */
    @Transactional
    public Stated get(String code) {
        return municipalities
                .find(code)
                .orElseThrow(() -> new ProblemException(
                        PlanProblems.MUNICIPALITY_UNKNOWN,
                        "団体コード " + code + " の自治体は登録されていません。",
                        "No municipality has the code " + code + "."));
    }

    /** @param preset whether it comes with the product */
    public record KnownRule(GradingRule rule, boolean preset) {}

    /**
     * The municipality's own rules and the presets, by id, each in its present version.
     *
     * @throws ProblemException when there is no such municipality
     */
    @Transactional
    public List<KnownRule> listGradingRules(String code) {
        Municipality municipality = getWhole(code);
        Map<String, Long> versions = municipalities.listParts(code).stream()
                .filter(part -> part.kind() == PartKind.GRADING_RULE)
                .collect(Collectors.toMap(Part::id, Part::version));
        Stream<KnownRule> own = municipality.gradingRules().stream()
                .map(rule -> new KnownRule(rule.withVersion(versions.getOrDefault(rule.id(), 1L)), false));
        Stream<KnownRule> presets = PresetRules.all().stream().map(rule -> new KnownRule(rule, true));
        return Stream.concat(own, presets)
                .sorted(Comparator.comparing(known -> known.rule().id()))
                .toList();
    }

    /** @throws ProblemException when there is none */
    public Municipality getWhole(String code) {
        return MunicipalityDocument.readAgain(DocumentReader.read(get(code).document()), json);
    }
}
