package jp.shirube.kpi.actual.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.ProposedActual;
import jp.shirube.kpi.actual.ProposedActual.Proposed;
import jp.shirube.kpi.actual.ProposedActual.ProposedComponent;
import jp.shirube.kpi.actual.Status;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The content of PUT. The record describes it; it is read by hand, so that numbers stay exact and every fault is told at
 * once, each with its place.
 */
@Schema(
        name = "StatedActual",
        description =
                "The whole period: value or missingReason, or components of an indicator measured in parts; terms and references stand beside a value. What the service sets itself "
                        + "(revision, recordedAt, recordedBy, department, review) is refused.")
record ActualRequest(
        @Schema(
                oneOf = {BigDecimal.class, String.class},
                description =
                        "An exact decimal, as a JSON number or as a string; no more decimals than the indicator has",
                examples = "32.8",
                nullable = true)
        @Nullable
        Object value,

        @Schema(description = "Why there is no figure. A blank is no answer and cannot be stated.", nullable = true)
        @Nullable
        MissingReason missingReason,

        @Schema(
                description =
                        "The department says that in a sum this is a known zero; only beside missingReason DISCONTINUED or NOT_APPLICABLE, of an indicator that is a FLOW. False unless told.",
                nullable = true)
        @Nullable
        Boolean countsAsZero,

        @Schema(
                description =
                        "Every PART and TERM of the indicator, each with its value or missingReason; a REFERENCE may be left out",
                nullable = true)
        @Nullable
        List<Component> components,

        @Schema(
                description = "FINAL unless told. Before the period has ended a figure can only be an ESTIMATE.",
                nullable = true)
        @Nullable
        Status status,

        @Schema(maxLength = LONGEST_TEXT, nullable = true) @Nullable
        String note,

        @Schema(maxLength = LONGEST_TEXT, examples = "samples/sources/003.txt:L97", nullable = true) @Nullable
        String evidence,

        @Schema(
                description =
                        "訂正理由: why a period that is stated already is stated otherwise. Needed for every correction, "
                                + "except that a PROVISIONAL figure or an ESTIMATE becomes FINAL with the same value.",
                maxLength = LONGEST_TEXT,
                examples = "転記誤りのため",
                nullable = true)
        @Nullable
        String reason) {

    @Schema(name = "StatedComponent")
    record Component(
            @Schema(examples = "小学校", required = true) String name,

            @Schema(
                    oneOf = {BigDecimal.class, String.class},
                    nullable = true)
            @Nullable
            Object value,

            @Schema(nullable = true) @Nullable MissingReason missingReason) {}

    static final int LONGEST_TEXT = 4000;
    private static final int MOST_COMPONENTS = 200;
    private static final int LONGEST_NUMBER = 100;

    private static final Set<String> FIELDS =
            Set.of("value", "missingReason", "countsAsZero", "components", "status", "note", "evidence", "reason");
    private static final Set<String> SET_BY_THE_SERVICE = Set.of(
            "indicator", "period", "review", "revision", "recordedAt", "recordedBy", "withdrawn", "department", "id");
    private static final Set<String> COMPONENT_FIELDS = Set.of("name", "value", "missingReason");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,60}(?:[.][0-9]{1,60})?");

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxNestingDepth(10)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Reads the content as far as it can be read without knowing the indicator. */
    static ProposedActual read(byte[] content) {
        JsonNode root = tree(content);
        List<Fault> faults = new ArrayList<>();
        refuseUnknown(root, "", FIELDS, faults);
        return new ProposedActual(
                whole(root, faults),
                components(root.get("components"), faults),
                status(root.get("status"), faults),
                text(root.get("note"), "note", faults),
                text(root.get("evidence"), "evidence", faults),
                text(root.get("reason"), "reason", faults),
                faults);
    }

    static JsonNode tree(byte[] content) {
        JsonNode root;
        try {
            root = JSON.readTree(content);
        } catch (JsonProcessingException e) {
            throw malformed(e.getOriginalMessage());
        } catch (IOException | NumberFormatException e) { // the latter of 1e99999999999999999999
            throw malformed(String.valueOf(e.getMessage()));
        }
        if (root == null || !root.isObject()) {
            throw malformed("a JSON object is expected");
        }
        return root;
    }

    private static ProblemException malformed(String why) {
        return new ProblemException(ProblemType.MALFORMED, "JSONとして読み取れません: " + why, "Not readable as JSON: " + why);
    }

    static void refuseUnknown(JsonNode object, String place, Set<String> known, List<Fault> faults) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (known.contains(name)) {
                continue;
            }
            String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
            String pointer = place + "/" + shown.replace("~", "~0").replace("/", "~1");
            faults.add(
                    place.isEmpty() && SET_BY_THE_SERVICE.contains(name)
                            ? Fault.at(
                                    pointer,
                                    "「" + name + "」はこのサービスが定めます。書かないでください。",
                                    name + " is set by the service. Leave it out.")
                            : Fault.at(pointer, "「" + shown + "」という項目はありません。", "There is no field " + shown + "."));
        }
    }

    private static Proposed whole(JsonNode root, List<Fault> faults) {
        Proposed read = proposed(root, "", faults);
        return new Proposed(
                read.value(),
                read.missingReason(),
                isTrue(root.get("countsAsZero"), "/countsAsZero", faults),
                read.unreadable());
    }

    private static boolean isTrue(@Nullable JsonNode node, String place, List<Fault> faults) {
        if (node == null || node.isNull()) {
            return false;
        }
        if (!node.isBoolean()) {
            faults.add(Fault.at(place, "trueかfalseを書いてください。", "Write true or false."));
        }
        return node.booleanValue();
    }

    private static Proposed proposed(JsonNode object, String place, List<Fault> faults) {
        int before = faults.size();
        BigDecimal value = value(object.get("value"), place + "/value", faults);
        MissingReason reason = word(object.get("missingReason"), place + "/missingReason", MissingReason.class, faults);
        return new Proposed(value, reason, false, faults.size() > before);
    }

    private static @Nullable BigDecimal value(@Nullable JsonNode node, String place, List<Fault> faults) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (node.isNumber()) {
            return node.decimalValue();
        }
        if (node.isTextual() && DECIMAL.matcher(node.textValue()).matches()) {
            return new BigDecimal(node.textValue());
        }
        faults.add(Fault.at(
                place,
                "数値として読めません。半角の数字で、単位や桁区切りを付けずに書いてください（例 26.6、\"26.6\"）。",
                "Not a decimal. Write it like 26.6 or \"26.6\", without unit or separators."));
        return null;
    }

    private static @Nullable List<ProposedComponent> components(@Nullable JsonNode node, List<Fault> faults) {
        if (node == null || node.isNull()) {
            return null;
        }
        List<ProposedComponent> components = new ArrayList<>();
        if (!node.isArray() || node.size() > MOST_COMPONENTS) {
            faults.add(Fault.at(
                    "/components",
                    "componentsは" + MOST_COMPONENTS + "件までの配列です。",
                    "components is an array of at most " + MOST_COMPONENTS + "."));
            components.add(new ProposedComponent(null, new Proposed(null, null, false, true)));
            return components;
        }
        for (int i = 0; i < node.size(); i++) {
            JsonNode each = node.get(i);
            String place = "/components/" + i;
            if (!each.isObject()) {
                faults.add(Fault.at(place, "{name, value}の形で書いてください。", "Write {name, value}."));
                components.add(new ProposedComponent(null, new Proposed(null, null, false, true)));
                continue;
            }
            refuseUnknown(each, place, COMPONENT_FIELDS, faults);
            JsonNode name = each.get("name");
            if (name == null || !name.isTextual() || name.textValue().length() > 400) {
                faults.add(Fault.at(place + "/name", "内訳の名前を書いてください。", "Name the component."));
            }
            components.add(new ProposedComponent(
                    name != null && name.isTextual() && name.textValue().length() <= 400 ? name.textValue() : null,
                    proposed(each, place, faults)));
        }
        return components;
    }

    private static @Nullable Status status(@Nullable JsonNode node, List<Fault> faults) {
        return node == null || node.isNull() ? Status.FINAL : word(node, "/status", Status.class, faults);
    }

    private static <E extends Enum<E>> @Nullable E word(
            @Nullable JsonNode node, String place, Class<E> words, List<Fault> faults) {
        if (node == null || node.isNull()) {
            return null;
        }
        for (E word : words.getEnumConstants()) {
            if (node.isTextual() && word.name().equals(node.textValue())) {
                return word;
            }
        }
        String list = Stream.of(words.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        faults.add(Fault.at(place, "次のいずれかを書いてください: " + list, "Write one of: " + list));
        return null;
    }

    private static @Nullable String text(@Nullable JsonNode node, String name, List<Fault> faults) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            faults.add(Fault.at("/" + name, "文字列で書いてください。", "Write a string."));
            return null;
        }
        return text(node.textValue(), "/" + name, LONGEST_TEXT, faults);
    }

    /** A text somebody wrote, without the space around it; null if nothing else is in it. */
    static @Nullable String text(String text, String pointer, int longest, List<Fault> faults) {
        if (text.length() > longest) {
            faults.add(Fault.at(pointer, longest + "字までです。", "At most " + longest + " characters."));
            return null;
        }
        if (text.codePoints().anyMatch(ActualRequest::isNoCharacter)) {
            faults.add(Fault.at(pointer, "使えない制御文字が含まれています。", "It contains a control character."));
            return null;
        }
        String stripped = text.strip();
        return stripped.isEmpty() ? null : stripped;
    }

    private static boolean isNoCharacter(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t'
                || Character.getType(c) == Character.SURROGATE;
    }
}
