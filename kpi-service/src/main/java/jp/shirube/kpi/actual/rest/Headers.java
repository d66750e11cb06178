package jp.shirube.kpi.actual.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.shirube.kpi.actual.Precondition;
import jp.shirube.kpi.actual.Repetition;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** What the conditional headers and Idempotency-Key say. */
public final class Headers {
    private static final Pattern TAG = Pattern.compile("\\s*(?<weak>W/)?\"(?<opaque>[\\x21\\x23-\\x7E]*)\"\\s*(?:,|$)");
    private static final Pattern REVISION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,200}");

    private Headers() {}

    static String etag(int revision) {
        return "\"" + revision + "\"";
    }

    /** A weak tag or one of another resource matches nothing (RFC 9110, 13.1.1). */
    static Precondition precondition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        boolean absent = ifNoneMatch != null;
        if (ifNoneMatch != null && !ifNoneMatch.strip().equals("*")) {
            throw new ProblemException(
                    ProblemType.MALFORMED,
                    "書き込みのIf-None-Matchに使えるのは * だけです。",
                    "If-None-Match of a write can only be *.");
        }
        if (ifMatch == null) {
            return new Precondition(absent, null, false);
        }
        return ifMatch.strip().equals("*")
                ? new Precondition(absent, null, true)
                : new Precondition(absent, revisions(ifMatch, "If-Match"), false);
    }

    /** Whether the client holds this revision already (weak comparison, as for reading). */
    static boolean holds(@Nullable String ifNoneMatch, int revision) {
        if (ifNoneMatch == null) {
            return false;
        }
        return ifNoneMatch.strip().equals("*")
                || revisions(ifNoneMatch.replace("W/", ""), "If-None-Match").contains(revision);
    }

    private static Set<Integer> revisions(String header, String name) {
        Set<Integer> revisions = new HashSet<>();
        Matcher tag = TAG.matcher(header);
        int at = 0;
        while (at < header.length()) {
            if (!tag.find(at) || tag.start() != at) {
                throw new ProblemException(
                        ProblemType.MALFORMED,
                        name + "には引用符の付いたETagを指定してください（例 " + name + ": \"3\"）。",
                        name + " takes quoted ETags, like " + name + ": \"3\".");
            }
            String opaque = tag.group("opaque");
            if (tag.group("weak") == null && REVISION.matcher(opaque).matches()) {
                revisions.add(Integer.valueOf(opaque));
            }
            at = tag.end();
        }
        return revisions;
    }

    /** @param said everything the request says beside its address */
    public static @Nullable Repetition repetition(@Nullable String key, String method, byte[] said) {
        if (key == null) {
            return null;
        }
        if (!KEY.matcher(key).matches()) {
            throw new ProblemException(
                    ProblemType.MALFORMED,
                    "Idempotency-Keyは空白を含まない英数字記号200字までです。",
                    "Idempotency-Key has 1 to 200 visible ASCII characters.");
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(method.getBytes(StandardCharsets.US_ASCII));
            digest.update((byte) 0);
            return new Repetition(key, HexFormat.of().formatHex(digest.digest(said)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
