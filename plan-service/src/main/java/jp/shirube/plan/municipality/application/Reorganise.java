package jp.shirube.plan.municipality.application;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import jp.shirube.document.DocumentEdit.Edited;
import jp.shirube.document.DocumentReader;
import jp.shirube.document.ReadDocument;
import jp.shirube.plan.municipality.Municipalities;
import jp.shirube.plan.municipality.Municipalities.Stated;
import jp.shirube.plan.municipality.Reorganisation;
import jp.shirube.plan.municipality.document.MunicipalityDocument;
import jp.shirube.plan.municipality.document.ReorganisationDocument;
import jp.shirube.plan.municipality.document.Reorganising;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** 組織改編: makes the next municipality document of what changes on a day, and takes it as any other. */
@ApplicationScoped
public class Reorganise {

    /**
     * @param stated what taking the document came to
     * @param asWritten whether all that did not change is as its author wrote it, remarks included
     * @param document as it is from now on
     */
    public record Answer(StateMunicipality.Answer stated, boolean asWritten, String document) {}

    private final Municipalities municipalities;
    private final ReadMunicipality read;
    private final StateMunicipality state;
    private final ObjectMapper json;

    Reorganise(Municipalities municipalities, ReadMunicipality read, StateMunicipality state, ObjectMapper json) {
        this.municipalities = municipalities;
        this.read = read;
        this.state = state;
        this.json = json;
    }

    /**
     * @param dryRun checks, answers what would happen, changes nothing
     * @throws ProblemException for every fault at once
     */
    @Transactional
    public Answer reorganise(String code, String text, @Nullable String ifMatch, boolean dryRun) {
        ReadDocument request = DocumentReader.read(text);
        Reorganisation reorganisation = ReorganisationDocument.read(request, json);
        read.get(code);
        municipalities.lock(code);
        Stated before = read.get(code);
        Edited edited = Reorganising.apply(
                MunicipalityDocument.readAgain(DocumentReader.read(before.document()), json),
                before.document(),
                reorganisation,
                request);
        try {
            return new Answer(state.state(code, edited.text(), ifMatch, dryRun), edited.asWritten(), edited.text());
        } catch (ProblemException refusal) {
            throw refusal.faults().isEmpty() ? refusal : ofTheDocument(refusal, request);
        }
    }

    /** The places of the document that would come of it are none of the request. */
    private static ProblemException ofTheDocument(ProblemException refusal, ReadDocument request) {
        List<Fault> faults = refusal.faults().stream()
                .map(fault -> request.fault(
                        "/changes",
                        "できあがる文書の " + fault.pointer() + ": " + fault.ja(),
                        "the document it makes, " + fault.pointer() + ": " + fault.en()))
                .toList();
        return new ProblemException(refusal.type(), faults);
    }
}
