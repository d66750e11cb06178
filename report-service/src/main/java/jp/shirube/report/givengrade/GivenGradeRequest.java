package jp.shirube.report.givengrade;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jp.shirube.document.DocumentReader;
import jp.shirube.document.ReadDocument;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import jp.shirube.promise.Sentence;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The content of PUT, read by hand so that every fault is told at once with its place. */
@Schema(name = "StatedGrade", description = "人による判定: a grade with the name of who gives it and the reason")
record GivenGradeRequest(
        @Schema(description = "Id of an axis of the grading rule; its first unless told", nullable = true) @Nullable
        String axis,

        @Schema(
                description = "One of the levels of that axis in that year, also one that only a person gives",
                examples = "B",
                required = true)
        String symbol,

        @Schema(maxLength = LONGEST_NAME, examples = "総合政策課長 鈴木", required = true)
        String by,

        @Schema(maxLength = LONGEST_REASON, examples = "会場の改修で半年休止したため", required = true)
        String reason) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_REASON = 4000;

    /** It stands in the address, nine bytes a character. */
    private static final int LONGEST_REASON_IN_ADDRESS = 1000;

    private static final Sentence REQUIRED = new Sentence("書いてください。", "It is required.");
    private static final Set<String> FIELDS = Set.of("axis", "symbol", "by", "reason");

    /** @param faults what is wrong with it so far; then a field without text is empty */
    record Read(GivenGradeRequest said, ReadDocument document, List<Fault> faults) {}

    /** Reads the content as far as it can be read without knowing the rule. */
    static Read read(String content) {
        ReadDocument document = DocumentReader.read(content);
        JsonNode root = document.tree();
        if (!root.isObject()) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    List.of(document.fault(
                            "", "{symbol, by, reason}の形で書いてください。", "Write an object of symbol, by and reason.")));
        }
        List<Fault> faults = new ArrayList<>();
        root.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
                faults.add(document.fault(
                        "/" + shown.replace("~", "~0").replace("/", "~1"),
                        "「" + shown + "」という項目はありません。",
                        "There is no field " + shown + "."));
            }
        });
        return new Read(
                new GivenGradeRequest(
                        root.hasNonNull("axis") ? text(document, "axis", LONGEST_NAME, false, faults) : null,
                        text(document, "symbol", LONGEST_NAME, false, faults),
                        text(document, "by", LONGEST_NAME, false, faults),
                        text(document, "reason", LONGEST_REASON, true, faults)),
                document,
                faults);
    }

    /** Why a grade is withdrawn, as the query says. */
    static String withdrawalReason(@Nullable String reason) {
        Sentence wrong = wrong(reason, LONGEST_REASON_IN_ADDRESS, true);
        if (reason == null || wrong != null) {
            Sentence why = wrong == null ? REQUIRED : wrong;
            throw new ProblemException(ProblemType.INVALID, List.of(Fault.at("#reason", why.ja(), why.en())));
        }
        return reason.strip();
    }

    /** Empty where there is none that can be used. A symbol like 7 is a number in YAML. */
    private static String text(ReadDocument document, String field, int longest, boolean lines, List<Fault> faults) {
        JsonNode node = document.tree().path(field);
        boolean isText = node.isTextual() || field.equals("symbol") && node.isNumber();
        Sentence wrong = isText || node.isMissingNode() || node.isNull()
                ? wrong(isText ? node.asText() : null, longest, lines)
                : new Sentence("文字列で書いてください。", "Write a string.");
        if (wrong != null) {
            faults.add(document.fault("/" + field, wrong.ja(), wrong.en()));
            return "";
        }
        return node.asText().strip();
    }

    private static @Nullable Sentence wrong(@Nullable String text, int longest, boolean lines) {
        if (text == null || text.codePoints().noneMatch(GivenGradeRequest::isVisible)) {
            return REQUIRED;
        }
        if (text.length() > longest) {
            return new Sentence(longest + "字までです。", "At most " + longest + " characters.");
        }
        return text.codePoints().allMatch(c -> isVisible(c) || isSpace(c, lines))
                ? null
                : new Sentence("使えない制御文字が含まれています。", "It contains a control character.");
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** FORMAT joins letters; it stands between visible ones. */
    private static boolean isSpace(int c, boolean lines) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR, Character.FORMAT -> true;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> lines;
            default -> lines && (c == '\n' || c == '\r' || c == '\t');
        };
    }
}
