package jp.shirube.plan.municipality.application;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import jp.shirube.plan.PlanProblems;
import jp.shirube.plan.document.DocumentReader;
import jp.shirube.plan.municipality.Municipalities;
import jp.shirube.plan.municipality.Municipalities.Stated;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.document.MunicipalityDocument;
import jp.shirube.problem.ProblemException;

/** Answers what is known of a municipality. */
@ApplicationScoped
public class ReadMunicipality {

    private final Municipalities municipalities;
    private final ObjectMapper json;

    ReadMunicipality(Municipalities municipalities, ObjectMapper json) {
        this.municipalities = municipalities;
        this.json = json;
    }

    @Transactional
    public List<Stated> list(String after, int limit) {
        return municipalities.list(after, limit);
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

    /** @throws ProblemException when there is none */
    public Municipality getWhole(String code) {
        return MunicipalityDocument.read(DocumentReader.read(get(code).document()), json);
    }
}
