package jp.shirube.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** A problem told before any resource is asked. */
public final class Refused {

    private Refused() {}

    public static void with(RoutingContext request, ObjectMapper json, ProblemType type, String ja, String en) {
        Language language = Language.of(request.acceptableLanguages().stream()
                .map(each -> Locale.forLanguageTag(each.value()))
                .toList());
        try {
            byte[] body = json.writeValueAsBytes(new ProblemResponses.Body(
                    type.uri(),
                    language.choose(type.titleJa(), type.titleEn()),
                    type.status(),
                    language.choose(ja, en),
                    null));
            request.response()
                    .setStatusCode(type.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, ProblemResponses.MEDIA_TYPE)
                    .putHeader(HttpHeaders.CONTENT_LANGUAGE, language == Language.JA ? "ja" : "en")
                    .end(Buffer.buffer(body));
        } catch (JsonProcessingException e) {
            request.fail(e);
        }
    }
}
