package jp.shirube.plan.access.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jp.shirube.access.Permission;
import jp.shirube.access.Role;
import jp.shirube.plan.municipality.Department;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * What an API key is to be.
 *
 * @param scopes what it is limited to; null for all its role may do
 * @param expiresOn the last day on which it opens anything
 */
public record KeyRequest(
        String name,
        Role role,
        @Nullable String department,
        @Nullable List<Permission> scopes,
        LocalDate expiresOn) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> TEXTS = Set.of("name", "role", "department", "expiresOn");
    private static final String SCOPES = "scopes";

    /** @throws ProblemException with every fault at once */
    public static KeyRequest read(String sent, Municipality municipality, LocalDate today, LocalDate latest) {
        List<Fault> faults = new ArrayList<>();
        JsonNode request = parse(sent);
        Map<String, String> texts = new HashMap<>();
        request.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (TEXTS.contains(name) && value.isTextual() && !value.asText().isBlank()) {
                texts.put(name, value.asText().strip());
            } else if (TEXTS.contains(name) && !value.isTextual() && !value.isNull()) {
                faults.add(Fault.at("/" + name, "文字列で書いてください", "a text is wanted"));
            } else if (!TEXTS.contains(name) && !name.equals(SCOPES)) {
                faults.add(Fault.at("/" + JsonTable.pointer(name), "この項目はありません", "there is no such field"));
            }
        });
        Cells cells = new Cells(new WrittenRow("", null, texts, false), faults);
        Optional<String> name = cells.name();
        Optional<Role> role = cells.roleOfKey();
        Optional<Department> department = cells.department(municipality, municipality.vocabulary());
        role.ifPresent(cells::departmentFits);
        department
                .map(Department::to)
                .filter(last -> last.isBefore(today))
                .ifPresent(last -> cells.fault("department", "この課はもうありません", "the department has ended"));
        LocalDate expiresOn = cells.day("expiresOn");
        if (!cells.has("expiresOn")) {
            cells.fault("expiresOn", "有効期限（最後の日）を書いてください", "expiresOn is required");
        } else if (expiresOn != null && (expiresOn.isBefore(today) || expiresOn.isAfter(latest))) {
            cells.fault("expiresOn", "有効期限は今日から " + latest + " までの日にしてください", "it expires between today and " + latest);
        }
        List<Permission> scopes = scopes(request.path(SCOPES), role, faults);
        Faults.refuse(faults);
        return new KeyRequest(
                name.orElseThrow(),
                role.orElseThrow(),
                department.map(Department::id).orElse(null),
                scopes,
                Objects.requireNonNull(expiresOn));
    }

    private static JsonNode parse(String sent) {
        try {
            JsonNode read = JSON.readTree(sent);
            if (read != null && read.isObject()) {
                return read;
            }
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    ProblemType.MALFORMED,
                    "JSONとして読み取れません: " + e.getOriginalMessage(),
                    "Not readable as JSON: " + e.getOriginalMessage());
        }
        throw new ProblemException(
                ProblemType.INVALID, List.of(Fault.at("", "JSONのオブジェクトを送ってください", "send a JSON object")));
    }

    private static @Nullable List<Permission> scopes(JsonNode written, Optional<Role> role, List<Fault> faults) {
        if (written.isMissingNode() || written.isNull()) {
            return null;
        }
        if (!written.isArray() || written.isEmpty() || written.size() > Permission.values().length) {
            faults.add(Fault.at(
                    "/" + SCOPES,
                    "許す操作を一つ以上、一覧で書いてください。すべて許すときは書かないでください",
                    "a list of at least one; left out it means all the role may do"));
            return null;
        }
        String possible = Stream.of(Permission.values())
                .filter(each -> role.isEmpty() || each.isFor(role.get()))
                .map(Permission::name)
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        Set<Permission> scopes = new LinkedHashSet<>();
        for (int index = 0; index < written.size(); index++) {
            String word = written.get(index).asText();
            Optional<Permission> found = Stream.of(Permission.values())
                    .filter(each -> each.name().equals(word))
                    .filter(each -> role.isEmpty() || each.isFor(role.get()))
                    .findFirst();
            found.ifPresent(scopes::add);
            if (found.isEmpty()) {
                faults.add(Fault.at(
                        "/" + SCOPES + "/" + index,
                        "この役割に許せるのは " + possible + " です",
                        "possible for the role are " + possible));
            }
        }
        return List.copyOf(scopes);
    }
}
