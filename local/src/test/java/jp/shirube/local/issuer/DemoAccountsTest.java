package jp.shirube.local.issuer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo accounts of the samples, and the tables that give their groups a role. */
class DemoAccountsTest {

    private static final Path SAMPLES = Path.of("../samples");
    private static final Map<String, String> FOLDERS =
            Map.of("062022", "yonezawa", "062111", "higashine", "062073", "kaminoyama");

    private record Row(String claim, String role, String department) {}

    @TempDir
    private Path temporary = Path.of("");

    @Test
    void everySampleMunicipalityHasItsPlannerCommitteeAuditorAndAdministrator() throws Exception {
        DemoAccounts accounts = DemoAccounts.read(SAMPLES.resolve("accounts.yaml"));

        assertEquals(
                FOLDERS.keySet(),
                new HashSet<>(accounts.municipalities().stream()
                        .map(DemoAccounts.Municipality::code)
                        .toList()));
        for (DemoAccounts.Municipality municipality : accounts.municipalities()) {
            for (String role : List.of("PLANNING_OFFICE", "COMMITTEE_MEMBER", "AUDITOR", "ADMINISTRATOR")) {
                assertEquals(
                        1,
                        municipality.people().stream()
                                .filter(person -> person.roles().contains(role))
                                .count(),
                        municipality.name() + " " + role);
            }
            assertEquals(1, municipality.systems().size(), municipality.name());
        }
        assertEquals(
                "yonezawa-planner", accounts.findPlanner("062022").orElseThrow().id());
    }

    @Test
    void theTableOfAccessKnowsEveryGroupAndOnlyDepartmentsOfTheMunicipality() throws Exception {
        for (DemoAccounts.Municipality municipality :
                DemoAccounts.read(SAMPLES.resolve("accounts.yaml")).municipalities()) {
            Path folder = SAMPLES.resolve(FOLDERS.get(municipality.code()));
            Set<String> departments = departments(folder);
            List<Row> rows = rows(folder);
            Set<String> groups = new HashSet<>();
            municipality.people().forEach(person -> groups.addAll(person.groups()));
            municipality.systems().forEach(system -> groups.addAll(system.groups()));

            assertEquals(
                    groups,
                    new HashSet<>(rows.stream()
                            .map(row -> row.claim().substring("groups:".length()))
                            .toList()),
                    municipality.name());
            rows.forEach(row -> assertTrue(departments.contains(row.department()), row::toString));
            if (!departments.isEmpty()) {
                assertTrue(rows.stream().anyMatch(row -> row.role().equals("DEPARTMENT_APPROVER")));
                assertEquals(
                        2,
                        municipality.people().stream()
                                .flatMap(person -> person.groups().stream())
                                .filter(group -> rows.stream()
                                        .anyMatch(row -> row.role().equals("DEPARTMENT_EDITOR")
                                                && row.claim().equals("groups:" + group)))
                                .distinct()
                                .count(),
                        municipality.name() + " has editors of two departments");
            }
        }
    }

    @Test
    void everyProblemOfTheFileIsSaidAtOnceWithItsPlace() throws Exception {
        Path file = write("""
                format: shirube/accounts/2
                municipalities:
                  - code: 62022
                    name: 甲市
                    english: Kou
                    people:
                      - {id: Kou Planner, name: デモ・企画（甲市）, english: x, roles: [PLANNING_OFFICE]}
                      - {id: kou-editor, name: 山田, english: x, groups: [税務課], password: secret}
                      - {id: kou-editor, name: デモ・入力, english: x, roles: [OPERATOR, "DEPARTMENT_EDITOR:zeimu"]}
                      - {id: shirube-cli, name: デモ・入力, roles: AUDITOR}
                  - code: "000001"
                    name: 乙市
                    english: Otsu
                    people: []
                """);

        List<String> problems = assertThrows(FaultyAccounts.class, () -> DemoAccounts.read(file))
                .problems();

        for (String place : List.of(
                "/format: ",
                "/municipalities/0/code: ",
                "/municipalities/0/people/0/id: ",
                "/municipalities/0/people/1/name: ",
                "/municipalities/0/people/1/password: ",
                "/municipalities/0/people/2/id: kou-editor",
                "/municipalities/0/people/2/roles: OPERATOR",
                "/municipalities/0/people/2/roles: DEPARTMENT_EDITOR:zeimu",
                "/municipalities/0/people/3/id: shirube-cli",
                "/municipalities/0/people/3/english: ",
                "/municipalities/0/people/3/roles: ",
                "/municipalities/0/people/3: ",
                "/municipalities/1/people: ")) {
            assertTrue(problems.stream().anyMatch(problem -> problem.startsWith(place)), place + " in " + problems);
        }
    }

    @Test
    void aFileThatIsNoYamlIsSaidAndNoFileMeansNobody() throws Exception {
        Path file = write("municipalities: [");
        assertThrows(FaultyAccounts.class, () -> DemoAccounts.read(file));
        assertEquals(DemoAccounts.none(), DemoAccounts.read(temporary.resolve("none.yaml")));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(temporary.resolve("accounts.yaml"), text);
    }

    private static Set<String> departments(Path folder) throws IOException {
        Set<String> ids = new HashSet<>();
        for (JsonNode department : new YAMLMapper()
                .readTree(Files.readAllBytes(folder.resolve("municipality.yaml")))
                .path("departments")) {
            ids.add(department.path("id").asText());
        }
        return ids;
    }

    private static List<Row> rows(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("access.csv"));
        assertEquals("claim,role,department,from,to,note", lines.get(0));
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            assertEquals(6, cells.length, line);
            assertTrue(cells[0].startsWith("groups:"), line);
            assertTrue(Set.of("DEPARTMENT_EDITOR", "DEPARTMENT_APPROVER").contains(cells[1]), line);
            LocalDate.parse(cells[3]);
            rows.add(new Row(cells[0], cells[1], cells[2]));
        }
        return rows;
    }
}
