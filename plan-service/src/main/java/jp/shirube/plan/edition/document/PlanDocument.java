package jp.shirube.plan.edition.document;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.document.Content;
import jp.shirube.document.DocumentSchema;
import jp.shirube.document.ReadDocument;
import jp.shirube.plan.edition.Edition;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.Warning;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;

/** The plan document (contracts/documents/plan-edition.schema.json) and what it says. */
public final class PlanDocument {

    private static final DocumentSchema SCHEMA = new DocumentSchema("plan-edition.schema.json");

    private PlanDocument() {}

    /** @param warnings what is odd in it, but may well be meant */
    public record Understood(Edition edition, List<Warning> warnings) {}

    /**
     * @param vocabulary the indicators and departments a document may refer to
     * @throws ProblemException with every fault and its place
     */
    public static Understood read(ReadDocument document, Municipality.Vocabulary vocabulary, ObjectMapper json) {
        return read(document, vocabulary, json, true);
    }

    /** What was accepted once stays readable, whatever is refused today. */
    public static Edition readAgain(ReadDocument document, Municipality.Vocabulary vocabulary, ObjectMapper json) {
        return read(document, vocabulary, json, false).edition();
    }

    private static Understood read(
            ReadDocument document, Municipality.Vocabulary vocabulary, ObjectMapper json, boolean strict) {
        List<Fault> faults = SCHEMA.faults(document);
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        PlanReading reading = new PlanReading(document, vocabulary);
        Edition edition = reading.understand(Content.as(PlanForm.class, document, json));
        faults = new ArrayList<>(reading.faults());
        if (strict) {
            faults.addAll(reading.contradictions());
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        return new Understood(edition, reading.warnings());
    }
}
