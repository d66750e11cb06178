package jp.shirube.report.targets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.report.targets.KnownEditions.KnownEdition;

/** What an edition consists of besides its targets. */
@ApplicationScoped
public class EditionParts {

    private final EntityManager database;
    private final ObjectMapper json;

    EditionParts(EntityManager database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * In order of the print.
     *
     * @param kind TEXT, ELEMENT or INITIATIVE
     */
    public List<JsonNode> list(KnownEdition edition, String kind) {
        List<JsonNode> parts = new ArrayList<>();
        for (Object content : database.createNativeQuery("""
                select cast(content as text) from edition_part
                where municipality = :municipality and plan = :plan and number = :number and statement = :statement and kind = :kind
                order by position""")
                .setParameter("municipality", edition.municipality())
                .setParameter("plan", edition.plan())
                .setParameter("number", edition.number())
                .setParameter("statement", edition.statement())
                .setParameter("kind", kind)
                .getResultList()) {
            try {
                parts.add(json.readTree((String) content));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("jsonb is always well-formed", e);
            }
        }
        return parts;
    }
}
