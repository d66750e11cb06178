package jp.shirube.problem;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;

/** Whether a request claims to come from somebody; whether that is so is found out later. */
public final class Credentials {

    private static final String SESSION = "q_session";

    private Credentials() {}

    public static boolean areIn(HttpServerRequest request) {
        return request.headers().contains("Authorization")
                || request.headers().contains("X-API-Key")
                || request.cookies().stream().map(Cookie::getName).anyMatch(name -> name.startsWith(SESSION));
    }
}
