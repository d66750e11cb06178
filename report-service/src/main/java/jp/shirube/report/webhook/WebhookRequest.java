package jp.shirube.report.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jp.shirube.document.DocumentReader;
import jp.shirube.document.ReadDocument;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import jp.shirube.promise.Sentence;
import jp.shirube.report.progresslog.Entry;
import jp.shirube.report.progresslog.Filter;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What somebody says of a receiver, read by hand so that every fault is told at once with its place. */
final class WebhookRequest {

    private static final int LONGEST = 200;

    /** Where a receiver begins. */
    sealed interface From {
        /** With what is published from now on. */
        record Now() implements From {}

        /** With the oldest event that is kept. */
        record Start() implements From {}

        /** With what comes after a position. */
        record After(long position) implements From {}

        /** With what was logged at that moment or later. */
        record Since(Instant moment) implements From {}
    }

    @Schema(name = "WebhookFilter", description = "What is not said does not narrow")
    record SaidFilter(
            @Schema(description = "Id of a plan", nullable = true) @Nullable
            String plan,

            @Schema(description = "Id of an element (施策): targets on it and under it", nullable = true) @Nullable
            String element,

            @Schema(description = "Id of a responsible department (担当課)", nullable = true) @Nullable
            String department,

            @Schema(
                    description = "Types of events; none named: all. A reminder is told to those who see drafts only",
                    nullable = true,
                    examples = "[\"jp.shirube.kpi.collection-reminder.due.v1\"]")
            @Nullable
            List<String> types,

            @Schema(description = "Only what says that a grade is another")
            boolean gradeChangesOnly) {

        static SaidFilter of(Filter filter) {
            return new SaidFilter(
                    filter.plan(),
                    filter.element(),
                    filter.department(),
                    filter.types().isEmpty()
                            ? null
                            : filter.types().stream().sorted().toList(),
                    filter.gradeChangesOnly());
        }

        Filter in(String municipality, boolean drafts) {
            return new Filter(
                    municipality,
                    plan,
                    element,
                    department,
                    types == null ? Set.of() : Set.copyOf(types),
                    gradeChangesOnly,
                    drafts);
        }
    }

    @Schema(name = "NewWebhook")
    record Registration(
            @Schema(required = true, examples = "https://hooks.example.jp/shirube")
            String url,

            @Schema(maxLength = LONGEST, nullable = true) @Nullable
            String name,

            @Nullable SaidFilter filter,

            @Schema(
                    description = "`now` (unless told), `start`, the position after which to begin, or a time",
                    examples = "now",
                    nullable = true)
            @Nullable
            String from) {}

    @Schema(name = "WebhookChange", description = "What is not said stays; a filter replaces the whole one before")
    record Change(
            @Nullable String url,
            @Schema(maxLength = LONGEST) @Nullable String name,
            @Nullable SaidFilter filter,

            @Schema(
                    description = "ACTIVE goes on where it stopped",
                    enumeration = {"ACTIVE", "DISABLED"})
            @Nullable
            String state) {}

    @Schema(name = "WebhookReplay")
    record Replay(
            @Schema(required = true, description = "As in the registration", examples = "2026-07-01T00:00:00+09:00")
            String from) {}

    private final ReadDocument document;
    private final JsonNode root;
    private final List<Fault> faults = new ArrayList<>();

    /** @throws ProblemException when it is no object at all */
    WebhookRequest(String content, Set<String> fields) {
        document = DocumentReader.read(content);
        root = document.tree();
        if (!root.isObject()) {
            throw new ProblemException(
                    ProblemType.INVALID, List.of(document.fault("", "{…} の形（オブジェクト）で書いてください。", "Write an object.")));
        }
        known(root, "", fields);
    }

    boolean says(String field) {
        return root.hasNonNull(field);
    }

    /** Empty where there is none that can be used. */
    String url(ReceiverAddresses addresses) {
        String url = text(root, "", "url", true);
        if (url == null) {
            return "";
        }
        Sentence wrong = addresses.wrong(url);
        if (wrong != null) {
            fault("/url", wrong.ja(), wrong.en());
        }
        return url;
    }

    @Nullable
    String name() {
        return text(root, "", "name", false);
    }

    Filter filter(String municipality, boolean drafts) {
        JsonNode filter = root.path("filter");
        if (filter.isMissingNode() || filter.isNull()) {
            return new Filter(municipality, null, null, null, false, drafts);
        }
        if (!filter.isObject()) {
            fault("/filter", "{plan, element, department, types, gradeChangesOnly} の形で書いてください。", "Write an object.");
            return new Filter(municipality, null, null, null, false, drafts);
        }
        known(filter, "/filter", Set.of("plan", "element", "department", "types", "gradeChangesOnly"));
        JsonNode grades = filter.path("gradeChangesOnly");
        if (!grades.isMissingNode() && !grades.isNull() && !grades.isBoolean()) {
            fault("/filter/gradeChangesOnly", "true か false で書いてください。", "Write true or false.");
        }
        return new SaidFilter(
                        text(filter, "/filter", "plan", false),
                        text(filter, "/filter", "element", false),
                        text(filter, "/filter", "department", false),
                        types(filter.path("types")),
                        grades.asBoolean(false))
                .in(municipality, drafts);
    }

    private List<String> types(JsonNode said) {
        List<String> types = new ArrayList<>();
        if (!said.isMissingNode() && !said.isNull() && !said.isArray()) {
            fault("/filter/types", "イベントの種類の一覧で書いてください。", "Write a list of types of events.");
            return types;
        }
        for (int i = 0; i < said.size(); i++) {
            if (Entry.TYPES.contains(said.path(i).asText())) {
                types.add(said.path(i).asText());
            } else {
                fault(
                        "/filter/types/" + i,
                        "次のいずれかを書いてください: " + String.join("、", Entry.TYPES),
                        "Write one of " + String.join(", ", Entry.TYPES) + ".");
            }
        }
        return types;
    }

    /** Whether it is to be active; null where nothing is said. */
    @Nullable
    Boolean active() {
        JsonNode state = root.path("state");
        if (state.isMissingNode() || state.isNull()) {
            return null;
        }
        if (!state.asText().equals("ACTIVE") && !state.asText().equals("DISABLED")) {
            fault("/state", "ACTIVE か DISABLED と書いてください。", "Write ACTIVE or DISABLED.");
        }
        return state.asText().equals("ACTIVE");
    }

    From from(boolean required) {
        JsonNode from = root.path("from");
        if (from.isMissingNode() || from.isNull()) {
            if (required) {
                fault("/from", "書いてください。", "It is required.");
            }
            return new From.Now();
        }
        String text = from.isNumber() ? from.decimalValue().toPlainString() : from.isTextual() ? from.asText() : "";
        if (text.matches("[0-9]{1,18}")) {
            return new From.After(new BigDecimal(text).longValueExact());
        }
        switch (text) {
            case "now":
                return new From.Now();
            case "start":
                return new From.Start();
            default:
                try {
                    return new From.Since(OffsetDateTime.parse(text).toInstant());
                } catch (DateTimeException e) {
                    fault(
                            "/from",
                            "now、start、位置（番号）、または 2026-07-01T00:00:00+09:00 の形の時刻を書いてください。",
                            "Write now, start, a position, or a time like 2026-07-01T00:00:00+09:00.");
                    return new From.Now();
                }
        }
    }

    void fault(String pointer, String ja, String en) {
        faults.add(document.fault(pointer, ja, en));
    }

    /** @throws ProblemException with everything that is wrong */
    void check() {
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
    }

    private void known(JsonNode node, String at, Set<String> fields) {
        node.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
                fault(
                        at + "/" + shown.replace("~", "~0").replace("/", "~1"),
                        "「" + shown + "」という項目はありません。",
                        "There is no field " + shown + ".");
            }
        });
    }

    private @Nullable String text(JsonNode node, String at, String field, boolean required) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            if (required) {
                fault(at + "/" + field, "書いてください。", "It is required.");
            }
            return null;
        }
        // An id like 2024 is a number in JSON and in YAML.
        boolean readable = value.isTextual() || value.isNumber() && !field.equals("url");
        String text = value.asText();
        if (!readable || text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            fault(
                    at + "/" + field,
                    "空でない文字列で書いてください（制御文字は使えません）。",
                    "Write a text that is not empty and has no control characters.");
            return null;
        }
        if (!field.equals("url") && text.length() > LONGEST) {
            fault(at + "/" + field, LONGEST + "字までです。", "At most " + LONGEST + " characters.");
            return null;
        }
        return field.equals("url") ? text : text.strip();
    }
}
