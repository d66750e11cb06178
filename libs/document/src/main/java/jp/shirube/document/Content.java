package jp.shirube.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;

/** Turns the tree of a document into records. */
public final class Content {

    private Content() {}

    /** @throws ProblemException naming the place that does not fit: 2025-02-31 is text to the schema, but no day */
    public static <T> T as(Class<T> form, ReadDocument document, ObjectMapper json) {
        try {
            return json.treeToValue(document.tree(), form);
        } catch (JsonMappingException e) {
            StringBuilder pointer = new StringBuilder();
            for (JsonMappingException.Reference step : e.getPath()) {
                pointer.append('/').append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
            }
            String why = e.getOriginalMessage();
            throw new ProblemException(
                    ProblemType.INVALID,
                    List.of(document.fault(pointer.toString(), "値を読み取れません: " + why, "Not readable: " + why)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always well-formed", e);
        }
    }
}
