package jp.shirube.report.givengrade;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import jp.shirube.report.ReportProblems;
import org.jspecify.annotations.Nullable;

/**
 * Which state a writer has seen.
 *
 * @param revisions one of these; null where nothing was said
 * @param any whichever, but one (If-Match: *)
 */
record IfMatch(@Nullable Set<Integer> revisions, boolean any) {

    private static final Pattern TAG = Pattern.compile("\\s*(?<weak>W/)?\"(?<opaque>[\\x21\\x23-\\x7E]*)\"\\s*(?:,|$)");
    private static final Pattern REVISION = Pattern.compile("[1-9][0-9]{0,8}");

    /**
     * A weak tag or one of another resource matches nothing (RFC 9110, 13.1.1).
     *
     * @throws ProblemException when it is no list of entity tags
     */
    static IfMatch read(@Nullable String header) {
        if (header == null) {
            return new IfMatch(null, false);
        }
        if (header.strip().equals("*")) {
            return new IfMatch(null, true);
        }
        Set<Integer> revisions = new HashSet<>();
        Matcher tag = TAG.matcher(header);
        int at = 0;
        while (at < header.length()) {
            if (!tag.find(at) || tag.start() != at) {
                throw new ProblemException(
                        ProblemType.MALFORMED,
                        List.of(Fault.at(
                                "#If-Match",
                                "引用符の付いたETagを指定してください（例 If-Match: \"3\"）。",
                                "It takes quoted ETags, like If-Match: \"3\".")));
            }
            String opaque = tag.group("opaque");
            if (tag.group("weak") == null && REVISION.matcher(opaque).matches()) {
                revisions.add(Integer.valueOf(opaque));
            }
            at = tag.end();
        }
        return new IfMatch(revisions, false);
    }

    static String etag(int revision) {
        return "\"" + revision + "\"";
    }

    /**
     * Nobody changes what he has not seen.
     *
     * @param present the state that would change; null where there is none
     */
    void check(@Nullable GivenGrade present) {
        boolean said = revisions != null || any;
        if (present == null) {
            if (said) {
                throw new ProblemException(
                        ReportProblems.PRECONDITION_FAILED,
                        "If-Matchに合う判定はありません。付けられていないか、取り下げられています。",
                        "There is no grade for If-Match to match: none was given, or it is withdrawn.");
            }
            return;
        }
        String etag = etag(present.revision());
        if (!said) {
            throw new ProblemException(
                    ReportProblems.PRECONDITION_REQUIRED,
                    "すでに判定が付いています。変更するには、いまの状態 " + etag + " をIf-Matchに指定してください。",
                    "A grade is given already. To change it, name the present state " + etag + " in If-Match.");
        }
        if (revisions != null && !revisions.contains(present.revision())) {
            throw new ProblemException(
                    ReportProblems.PRECONDITION_FAILED,
                    "その間に判定が改められ、いまの状態は " + etag + " です。読み直してから変更してください。",
                    "The grade was changed meanwhile; the present state is " + etag
                            + ". Read it again before changing it.");
        }
    }
}
