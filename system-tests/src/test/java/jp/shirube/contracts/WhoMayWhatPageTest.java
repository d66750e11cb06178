package jp.shirube.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ASVS 5.0 8.1.1: who may call what is written down, for every operation the services offer, and for no other. */
class WhoMayWhatPageTest {

    private static final List<String> SERVICES = List.of("plan", "kpi", "report");
    private static final Path APPROVED = Contracts.ROOT.resolve("docs").resolve("who-may-what.md");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final List<String> WORDS = List.of("住民", "入力者", "承認者", "企画", "評価委員", "監査", "管理者", "運用者", "連携");

    private static final String HEAD = """
            # Who may what

            Made from the services' OpenAPI documents (`x-permission`) by way of `contracts/access/*.csv`; every cell is tried over
            HTTP by `WhoMayWhatTest` of each service, by everybody × their own, another municipality's, what is not there. Roles
            count in their own municipality; elsewhere everybody is a resident (住民). A token that is expired, altered, unsigned
            or meant for another audience is 401 everywhere, whatever the operation.

            ● allowed · ○ only of one's own: what one's department reports (or its sheet), the webhooks one registered · blank:
            401 for who has not signed in, 403 for who has.

            What is allowed to 住民 shows adopted editions and confirmed figures; drafts (案) and unconfirmed figures are in the
            same answers for those who work on them (`READ_DRAFTS`, `READ_UNCONFIRMED` in `jp.shirube.access.Permission`, the one
            place of these rules). Commands under `/operations` are the operator's and not reached through the one address.
            """;

    private record Row(String method, String path, String permission, List<String> cells) {

        static Row of(String line) {
            String[] cells = line.split(",", -1);
            return new Row(cells[0], cells[1], cells[2], Arrays.asList(cells).subList(3, cells.length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "kpi", "report"})
    void everyOperationHasItsRowAndEveryRowItsOperation(String service) throws IOException {
        JsonNode paths = new ObjectMapper(new YAMLFactory())
                .readTree(Contracts.ROOT
                        .resolve("contracts")
                        .resolve("openapi")
                        .resolve(service + "-service.yaml")
                        .toFile())
                .path("paths");
        Set<String> offered = new TreeSet<>();
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        offered.add(operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey() + " "
                                + operation.getValue().path("x-permission").asText("(nobody said)"));
                    }
                }));
        Set<String> rows = new TreeSet<>();
        rows(service).forEach(row -> rows.add(row.method() + " " + row.path() + " " + row.permission()));
        assertThat(rows).isEqualTo(offered);
    }

    /** A change of what is said is a difference somebody approves: {@code -Dapprove} writes the new page. */
    @Test
    void thePageIsTheApprovedOne() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        for (String service : SERVICES) {
            page.append("\n## ").append(service).append("-service\n\n| | operation | permission | ");
            page.append(String.join(" | ", WORDS)).append(" |\n|---|---|---|");
            page.append(":-:|".repeat(WORDS.size())).append('\n');
            for (Row row : rows(service)) {
                page.append("| ")
                        .append(row.method())
                        .append(" | `")
                        .append(row.path().replaceFirst("/api/[a-z]+/v1", "…"))
                        .append("` | ")
                        .append(row.permission());
                row.cells()
                        .forEach(cell ->
                                page.append(" | ").append(cell.equals("yes") ? "●" : cell.equals("own") ? "○" : ""));
                page.append(" |\n");
            }
        }
        if (System.getProperty("approve") != null) {
            Files.writeString(APPROVED, page);
        }
        assertThat(page.toString()).isEqualTo(Files.readString(APPROVED));
    }

    private static List<Row> rows(String service) throws IOException {
        List<String> lines = Files.readAllLines(
                Contracts.ROOT.resolve("contracts").resolve("access").resolve(service + "-service.csv"));
        List<Row> rows = new ArrayList<>();
        lines.subList(1, lines.size()).forEach(line -> rows.add(Row.of(line)));
        return rows;
    }
}
