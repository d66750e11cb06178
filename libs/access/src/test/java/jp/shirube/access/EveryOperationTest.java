package jp.shirube.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * ASVS 5.0 8.2.1, 8.2.2, 8.3.1, 9.1, 9.2: every operation of a service × everybody who might call it × what is theirs, others' or
 * nowhere. What must come of it stands in contracts/access, a row for each operation; one without a row fails.
 */
public abstract class EveryOperationTest {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final List<Role> ROLES = List.of(Role.values());
    private static final String OWN = "own";
    private static final String YES = "yes";

    /**
     * What stands in addresses.
     *
     * @param own what is there, by the names of the parameters; {@code code} is the municipality
     * @param others what is there of another municipality
     * @param department that everything of one's own belongs to
     */
    public record World(Map<String, String> own, Map<String, String> others, String department) {

        String home() {
            return own.getOrDefault("code", "");
        }

        String away() {
            return others.getOrDefault("code", "");
        }
    }

    /** @param refused what the service must say whoever it is; null where it depends */
    private record Somebody(
            String name,
            @Nullable String token,
            @Nullable Integer refused,
            Map<Role, String> roles,
            boolean isOfOthers) {

        Somebody(String name, @Nullable String token, @Nullable Integer refused, Map<Role, String> roles) {
            this(name, token, refused, roles, false);
        }
    }

    private record Operation(
            String method,
            String path,
            String permission,
            @Nullable String type,
            boolean streams) {

        String named() {
            return method + " " + path;
        }
    }

    /** {@code plan}, {@code kpi} or {@code report}. */
    protected abstract String service();

    protected abstract World world();

    /** Addresses under /operations. */
    protected abstract List<String> commands();

    @Test
    void everybodyMayWhatTheTableSaysAndNothingElse() throws IOException {
        List<Operation> operations = operations();
        Map<String, Map<String, String>> table = table(operations);
        assertThat(table.keySet())
                .as("rows of contracts/access/" + service() + "-service.csv")
                .containsExactlyInAnyOrderElementsOf(
                        operations.stream().map(Operation::named).toList());
        World world = world();
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (Operation operation : operations) {
            Map<String, String> row = table.getOrDefault(operation.named(), Map.of());
            for (Place place : places(world)) {
                for (Somebody somebody : everybody(world)) {
                    String found = judge(operation, row, place, somebody, world);
                    asked++;
                    if (!found.isEmpty()) {
                        wrong.add(operation.named() + " · " + place.name() + " · " + somebody.name() + ": " + found);
                    }
                }
            }
        }
        assertThat(wrong).as("of " + asked + " requests").isEmpty();
    }

    /** Commands of operators are in no OpenAPI; asking how they are is enough to see who may. */
    @Test
    void commandsAreForOperatorsOnly() {
        for (String command : commands()) {
            given().header(SignedIn.NOBODY, "1").get(command).then().statusCode(401);
            given().auth()
                    .oauth2(Tokens.of("000000", "PLANNING_OFFICE", "ADMINISTRATOR", "AUDITOR"))
                    .get(command)
                    .then()
                    .statusCode(403);
            assertThat(given().auth()
                            .oauth2(Tokens.of("000000", "OPERATOR"))
                            .get(command)
                            .statusCode())
                    .as(command)
                    .isIn(200, 404);
        }
    }

    /** @param atHome whether it is of the municipality most of those who ask belong to */
    private record Place(String name, Map<String, String> parameters, boolean atHome, boolean isThere) {}

    private static List<Place> places(World world) {
        Map<String, String> missing = new HashMap<>();
        world.own().forEach((name, value) -> missing.put(name, name.equals("code") ? value : "no-such"));
        return List.of(
                new Place("own", world.own(), true, true),
                new Place("others'", world.others(), false, true),
                new Place("missing", missing, true, false));
    }

    private static List<Somebody> everybody(World world) {
        String home = world.home();
        String away = world.away();
        List<Somebody> all = new ArrayList<>();
        all.add(new Somebody("nobody", null, null, Map.of(Role.RESIDENT, "")));
        all.add(new Somebody(
                "expired",
                Tokens.signed(Tokens.claims(home, "late")
                        .expiresAt(Instant.now().minusSeconds(60))
                        .claim("shirube_roles", List.of("PLANNING_OFFICE"))),
                401,
                Map.of()));
        all.add(new Somebody(
                "for somebody else (aud)",
                Tokens.signed(Tokens.claims(home, "stray")
                        .audience("another-system")
                        .claim("shirube_roles", List.of("PLANNING_OFFICE"))),
                401,
                Map.of()));
        String good = Tokens.of(home, "PLANNING_OFFICE");
        all.add(new Somebody("alg none", unsigned(good), 401, Map.of()));
        all.add(new Somebody("altered", altered(good), 401, Map.of()));
        for (Role role : ROLES) {
            if (role != Role.RESIDENT) {
                String stated = role.isOfDepartment() ? role + ":" + world.department() : role.name();
                all.add(new Somebody(role.name(), Tokens.of(home, stated), null, Map.of(role, world.department())));
            }
        }
        all.add(new Somebody(
                "department B",
                Tokens.of(home, "DEPARTMENT_EDITOR:another-department"),
                null,
                Map.of(Role.DEPARTMENT_EDITOR, "another-department")));
        all.add(new Somebody(
                "another municipality's planner",
                Tokens.of(away, "PLANNING_OFFICE"),
                null,
                Map.of(Role.PLANNING_OFFICE, ""),
                true));
        return all;
    }

    private String judge(Operation operation, Map<String, String> row, Place place, Somebody somebody, World world) {
        Response answer = ask(operation, place, somebody);
        int status = answer.statusCode();
        String type = status >= 400
                        && String.valueOf(answer.contentType()).startsWith("application/problem+json")
                        && !operation.streams()
                ? String.valueOf(answer.<Object>path("type"))
                : "";
        if (status >= 500) {
            return "answered " + status;
        }
        if (somebody.refused() != null) {
            return status == somebody.refused() ? "" : "answered " + status + " instead of " + somebody.refused();
        }
        boolean addressed = operation.path().contains("{code}");
        boolean atHome = addressed && place.atHome() != somebody.isOfOthers();
        List<Map.Entry<Role, String>> held = somebody.roles().entrySet().stream()
                .map(each -> atHome || each.getKey() == Role.OPERATOR ? each : Map.entry(Role.RESIDENT, ""))
                .toList();
        boolean may = held.stream()
                .anyMatch(each -> !row.getOrDefault(each.getKey().name(), "").isEmpty());
        boolean onlyOthers = held.stream()
                .noneMatch(each -> row.getOrDefault(each.getKey().name(), "").equals(YES)
                        || row.getOrDefault(each.getKey().name(), "").equals(OWN)
                                && (!each.getKey().isOfDepartment()
                                        || each.getValue().equals(world.department())));
        int refusal = somebody.token() == null ? 401 : 403;
        if (!may) {
            return status == refusal ? "" : "answered " + status + " instead of " + refusal;
        }
        // An address that names nothing but the municipality is there wherever that is.
        boolean isThere = place.isThere()
                || PARAMETER
                        .matcher(operation.path())
                        .results()
                        .allMatch(found -> found.group(1).equals("code"));
        boolean ofAnother = onlyOthers && isThere;
        // An address that names the department is refused whether there is one or not.
        boolean ofNoOwn = !place.isThere()
                && operation.path().contains("{department}")
                && held.stream()
                        .allMatch(each ->
                                row.getOrDefault(each.getKey().name(), "").equals(OWN));
        if (ofAnother || ofNoOwn) {
            return status == 403 && type.endsWith(":not-your-department") ? "" : "answered " + status + " " + type;
        }
        return status == 401 || status == 403 ? "was refused with " + status + " " + type : "";
    }

    private static Response ask(Operation operation, Place place, Somebody somebody) {
        Matcher parameter = PARAMETER.matcher(operation.path());
        String address = parameter.replaceAll(
                found -> Matcher.quoteReplacement(place.parameters().getOrDefault(found.group(1), "none")));
        RequestSpecification request = given().redirects().follow(false);
        request = somebody.token() == null
                ? request.header(SignedIn.NOBODY, "1")
                : request.header("Authorization", "Bearer " + somebody.token());
        if (operation.type() != null) {
            request = request.contentType(operation.type()).body("{}".getBytes(StandardCharsets.UTF_8));
        }
        return request.request(operation.streams() ? "HEAD" : operation.method(), address);
    }

    private List<Operation> operations() {
        JsonPath api = given().header(SignedIn.NOBODY, "1")
                .accept("application/json")
                .get("/api/" + service() + "/v1/openapi")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<Operation> operations = new ArrayList<>();
        Map<String, Map<String, Map<String, Object>>> paths = api.getMap("paths");
        paths.forEach((path, methods) -> methods.forEach((method, said) -> {
            if (Set.of("get", "put", "post", "delete", "patch").contains(method)) {
                operations.add(new Operation(
                        method.toUpperCase(java.util.Locale.ROOT),
                        path,
                        String.valueOf(said.get("x-permission")),
                        requestType(said),
                        said.toString().contains("text/event-stream")));
            }
        }));
        return operations;
    }

    private static @Nullable String requestType(Map<String, Object> operation) {
        Object content = operation.get("requestBody") instanceof Map<?, ?> body ? body.get("content") : null;
        return content instanceof Map<?, ?> types
                ? types.keySet().stream()
                        .map(String::valueOf)
                        .filter(type -> type.contains("json"))
                        .findFirst()
                        .orElse(String.valueOf(types.keySet().iterator().next()))
                : null;
    }

    /** {@code -Dapprove} writes what the operations say of themselves; somebody looks at the difference. */
    private Map<String, Map<String, String>> table(List<Operation> operations) throws IOException {
        Path file = Path.of("..", "contracts", "access", service() + "-service.csv");
        if (System.getProperty("approve") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, written(operations));
        }
        Map<String, Map<String, String>> table = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        List<String> head = List.of(lines.getFirst().split(",", -1));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < head.size(); i++) {
                row.put(head.get(i), cells[i]);
            }
            table.put(row.get("method") + " " + row.get("path"), row);
        }
        return table;
    }

    private static String written(List<Operation> operations) {
        Map<String, String> lines = new TreeMap<>();
        for (Operation operation : operations) {
            assertThat(operation.permission()).as(operation.named()).isNotEqualTo("null");
            Permission permission = Permission.valueOf(operation.permission());
            String cells = ROLES.stream()
                    .map(role -> !permission.isFor(role) ? "" : isOwn(permission, role) ? OWN : YES)
                    .collect(Collectors.joining(","));
            lines.put(
                    operation.path() + " " + operation.method(),
                    String.join(",", operation.method(), operation.path(), permission.name(), cells));
        }
        String head = "method,path,permission,"
                + Arrays.stream(Role.values()).map(Role::name).collect(Collectors.joining(","));
        return head + "\n" + String.join("\n", lines.values()) + "\n";
    }

    private static boolean isOwn(Permission permission, Role role) {
        return switch (permission.ownership()) {
            case NONE -> false;
            case DEPARTMENT -> role.isOfDepartment();
            case SUBSCRIPTION -> role == Role.SUBSCRIBER;
        };
    }

    private static String unsigned(String token) {
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
        return header + "." + token.split("[.]")[1] + ".";
    }

    private static String altered(String token) {
        String[] parts = token.split("[.]");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("PLANNING_OFFICE", "ADMINISTRATOR");
        return parts[0] + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + "." + parts[2];
    }
}
