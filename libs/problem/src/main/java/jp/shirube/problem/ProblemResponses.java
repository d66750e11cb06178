package jp.shirube.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.logging.Log;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns whatever a resource throws into application/problem+json. What a client sent never ends as a 500. */
public class ProblemResponses {

    static final String MEDIA_TYPE = "application/problem+json";
    private static final int RETRY_AFTER_SECONDS = 2;

    /** The detail says how many there are; nobody reads more at once. */
    private static final int MOST_PLACES = 1000;

    /** SQLSTATE classes that say the database is away, overloaded, cannot write or chose a victim, not that the statement is wrong. */
    private static final Set<String> DATABASE_AWAY = Set.of("08", "40", "53", "57", "58");

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(
            String type,
            String title,
            int status,
            String detail,
            @Nullable List<Place> errors) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Place(String pointer, @Nullable Integer line, String message) {}

    /** Id of the problem an answer tells; empty for what tells none. */
    public static Optional<String> typeOf(@Nullable Object entity) {
        return entity instanceof Body body
                ? Optional.of(body.type().substring(body.type().lastIndexOf(':') + 1))
                : Optional.empty();
    }

    @ServerExceptionMapper
    public Response problem(ProblemException problem, @Context HttpHeaders headers) {
        return answer(problem, headers);
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException thrown, @Context HttpHeaders headers) {
        ProblemType type = switch (thrown.getResponse().getStatus()) {
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 413 -> ProblemType.TOO_LARGE;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> ProblemType.TEMPORARILY_UNAVAILABLE;
            case 500, 501, 502, 504 -> ProblemType.INTERNAL;
            default -> ProblemType.MALFORMED;
        };
        if (type.equals(ProblemType.INTERNAL)) {
            Log.error("request failed", thrown);
        }
        String english =
                thrown.getCause() instanceof JsonProcessingException json ? json.getOriginalMessage() : type.titleEn();
        return answer(new ProblemException(type, type.titleJa(), english), headers);
    }

    @ServerExceptionMapper
    public Response json(JsonProcessingException thrown, @Context HttpHeaders headers) {
        return answer(
                new ProblemException(
                        ProblemType.MALFORMED,
                        "JSONとして読み取れません: " + thrown.getOriginalMessage(),
                        "Not readable as JSON: " + thrown.getOriginalMessage()),
                headers);
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable thrown, @Context HttpHeaders headers) {
        if (databaseIsAway(thrown)) {
            Log.warn("database away: " + thrown);
            ProblemType type = ProblemType.TEMPORARILY_UNAVAILABLE;
            return answer(
                    new ProblemException(type, type.titleJa(), type.titleEn()).retryAfter(RETRY_AFTER_SECONDS),
                    headers);
        }
        Log.error("request failed", thrown);
        ProblemType type = ProblemType.INTERNAL;
        return answer(new ProblemException(type, type.titleJa(), type.titleEn()), headers);
    }

    private static Response answer(ProblemException problem, HttpHeaders headers) {
        Language language = Language.of(headers.getAcceptableLanguages());
        ProblemType type = problem.type();
        List<Place> places = problem.faults().stream()
                .limit(MOST_PLACES)
                .map(fault -> new Place(fault.pointer(), fault.line(), language.choose(fault.ja(), fault.en())))
                .toList();
        Response.ResponseBuilder response = Response.status(type.status())
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CONTENT_LANGUAGE, language == Language.JA ? "ja" : "en")
                .entity(new Body(
                        type.uri(),
                        language.choose(type.titleJa(), type.titleEn()),
                        type.status(),
                        problem.detail(language),
                        places.isEmpty() ? null : places));
        Integer retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) {
            response.header(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        return response.build();
    }

    /**
     * Also in what was suppressed: there the transaction manager puts a connection that broke in the middle of a commit. A
     * transaction rolled back without a word of the database took too long and was ended from outside.
     */
    static boolean databaseIsAway(Throwable thrown) {
        Set<Throwable> all = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(thrown, all);
        List<SQLException> words = all.stream()
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .toList();
        return words.isEmpty()
                ? all.stream().anyMatch(RollbackException.class::isInstance)
                : words.stream().anyMatch(ProblemResponses::saysAway);
    }

    private static boolean saysAway(SQLException thrown) {
        return thrown.getSQLState() == null
                || DATABASE_AWAY.contains(thrown.getSQLState().substring(0, 2));
    }

    private static void collect(@Nullable Throwable thrown, Set<Throwable> all) {
        if (thrown != null && all.add(thrown)) {
            collect(thrown.getCause(), all);
            for (Throwable suppressed : thrown.getSuppressed()) {
                collect(suppressed, all);
            }
        }
    }
}
