package jp.shirube.system;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Tokens for people of municipalities that exist nowhere and are in no list of accounts; they outlast every test. */
public final class TownTokens {

    private static final Duration LIFE = Duration.ofDays(2);

    private final Function<Map<String, Object>, String> issuer;
    private final Map<String, String> made = new ConcurrentHashMap<>();

    /** @param issuer signs claims; the services believe what it says of roles */
    public TownTokens(Function<Map<String, Object>, String> issuer) {
        this.issuer = issuer;
    }

    /** 企画部門 of the municipality: states its plans and figures, and sees them. */
    public String planner(String municipality) {
        return token(municipality, "PLANNING_OFFICE");
    }

    /** 管理者 of the municipality: sets up who is told what, and sees what is told. */
    public String administrator(String municipality) {
        return token(municipality, "ADMINISTRATOR");
    }

    /** 運用者 of the installation. */
    public String operator() {
        return token("", "OPERATOR");
    }

    private String token(String municipality, String role) {
        String who = (municipality + "-" + role).toLowerCase(Locale.ROOT);
        return made.computeIfAbsent(
                who,
                none -> issuer.apply(Map.of(
                        "sub",
                        who,
                        "preferred_username",
                        who,
                        "municipality",
                        municipality,
                        "shirube_roles",
                        List.of(role),
                        "exp",
                        Instant.now().plus(LIFE).getEpochSecond())));
    }
}
