package jp.shirube.plan.municipality.document;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import jp.shirube.plan.document.Content;
import jp.shirube.plan.document.DocumentSchema;
import jp.shirube.plan.document.ReadDocument;
import jp.shirube.plan.municipality.Department;
import jp.shirube.plan.municipality.Indicator;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.Responsibility;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
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
            @Nullable List<Responsibility> responsibilities) {}

    private record Head(String code, String name, @Nullable String prefecture) {}

    private MunicipalityDocument() {}

    /** @throws ProblemException with every fault and its place */
    public static Municipality read(ReadDocument document, ObjectMapper json) {
        List<Fault> faults = SCHEMA.faults(document);
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        Form form = Content.as(Form.class, document, json);
        Municipality municipality = new Municipality(
                form.municipality.code,
                form.municipality.name,
                form.municipality.prefecture,
                form.departments,
                form.collectives == null ? List.of() : form.collectives,
                form.indicators,
                form.responsibilities == null ? List.of() : form.responsibilities);
        faults = MunicipalityRules.faults(municipality, document);
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        return municipality;
    }
}
