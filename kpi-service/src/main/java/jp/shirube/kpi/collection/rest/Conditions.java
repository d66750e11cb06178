package jp.shirube.kpi.collection.rest;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.shirube.kpi.actual.ActualProblems;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** What stands in headers and parameters. */
final class Conditions {

    private static final Pattern ETAG = Pattern.compile("\\s*\"([1-9][0-9]{0,17})\"\\s*");

    private Conditions() {}

    static String etag(long version) {
        return "\"" + version + "\"";
    }

    /** The version an If-Match names; null where there is none or any will do. */
    static @Nullable Long version(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return null;
        }
        Matcher tag = ETAG.matcher(ifMatch);
        if (!tag.matches()) {
            throw new ProblemException(
                    ProblemType.MALFORMED,
                    "If-Matchには引用符の付いたETagを一つ指定してください（例 If-Match: \"3\"）。",
                    "If-Match takes one quoted ETag, like If-Match: \"3\".");
        }
        return Long.valueOf(tag.group(1));
    }

    static long required(@Nullable Long version) {
        if (version == null) {
            throw new ProblemException(
                    ActualProblems.PRECONDITION_REQUIRED,
                    "変更するには、読み取ったときのETagをIf-Matchに付けてください（例 If-Match: \"3\"）。",
                    "To change it, send the ETag you read as If-Match.");
        }
        return version;
    }

    static boolean flag(String name, @Nullable String value) {
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.isEmpty() || value.equals("true")) {
            return true;
        }
        throw new ProblemException(
                ProblemType.INVALID, List.of(Fault.at("#" + name, "trueかfalseを指定してください。", "It is true or false.")));
    }
}
