package jp.shirube.local.issuer;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import net.minidev.json.JSONObject;

/** What is sent back: never kept by anybody, never in a frame, with nothing that runs. */
record Answer(int status, Map<String, String> headers, String body) {

    private static final String POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    static Answer page(int status, String html, String formAction) {
        return of(status, "text/html; charset=utf-8", html)
                .with("Content-Security-Policy", POLICY + "; style-src 'self'; form-action " + formAction);
    }

    static Answer json(int status, Map<String, ?> body) {
        return of(status, "application/json", JSONObject.toJSONString(body));
    }

    static Answer error(ErrorObject error) {
        return json(error.getHTTPStatusCode() == 0 ? 400 : error.getHTTPStatusCode(), error.toJSONObject());
    }

    /** As the library of messages has it. */
    static Answer of(HTTPResponse message) {
        Answer answer = of(message.getStatusCode(), "application/json", String.valueOf(message.getBody()));
        String challenge = message.getWWWAuthenticate();
        return challenge == null ? answer : answer.with("WWW-Authenticate", challenge);
    }

    /** 303: what was posted is not posted again. */
    static Answer seeOther(URI where) {
        return of(303, "text/plain; charset=utf-8", "").with("Location", where.toString());
    }

    static Answer of(int status, String type, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put("Cache-Control", "no-store");
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        // With no-referrer browsers post forms with Origin: null, which could be anybody's.
        headers.put("Referrer-Policy", "same-origin");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        return new Answer(status, headers, body);
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
