package jp.shirube.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** ASVS 5.0 8.4.1: whoever reads past the wall between municipalities stands in the threat model, and nobody else does. */
class WallTest {

    private static final Pattern HOLE =
            Pattern.compile("InTheNameOf\\.(theSystem|everybody|thisThreadIsTheSystem)\\(|addressed\\.(isAll)\\(");
    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([A-Za-z]+)` \\| `([A-Za-z]+)` \\|");

    private static final Pattern SPEAKS_SQL =
            Pattern.compile("java\\.sql|javax\\.sql|jakarta\\.persistence|io\\.agroal");
    private static final Pattern PUT_TOGETHER = Pattern.compile(
            "\\b(?:select|insert into|update|delete from|where|set local|set role|truncate|create|drop|alter)\\b[^\"\\n]*\"\\s*\\+\\s*(?![A-Z][A-Z_]+\\b|\")[\\w.()]+");

    @Test
    void theHolesInTheWallAreTheOnesTheThreatModelNames() throws IOException {
        SortedSet<String> listed = new TreeSet<>();
        Matcher row = LISTED.matcher(Files.readString(Path.of("..", "docs", "threat-model.md")));
        while (row.find()) {
            listed.add(row.group(1) + " " + row.group(2));
        }
        assertThat(holes()).isEqualTo(listed);
    }

    /** ASVS 5.0 1.2.4: SQL is constant text; what comes from outside is a parameter. */
    @Test
    void noSqlIsPutTogetherFromWhatIsNoConstant() throws IOException {
        SortedSet<String> found = new TreeSet<>();
        for (Path source : sources()) {
            String text = Files.readString(source);
            if (SPEAKS_SQL.matcher(text).find() && !source.toString().contains("/local/")) {
                PUT_TOGETHER
                        .matcher(text)
                        .results()
                        .forEach(place -> found.add(source.getFileName() + ": " + place.group()));
            }
        }
        // The name of one of two functions, chosen by a boolean.
        assertThat(found).containsExactly("ReadModelTurn.java: select 1 from (select \" + lock");
    }

    private static SortedSet<String> holes() throws IOException {
        SortedSet<String> holes = new TreeSet<>();
        for (Path source : sources()) {
            Matcher hole = HOLE.matcher(Files.readString(source));
            while (hole.find()) {
                holes.add(source.getFileName().toString().replace(".java", "") + " "
                        + (hole.group(1) == null ? hole.group(2) : hole.group(1)));
            }
        }
        return holes;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(file -> file.toString().endsWith(".java")
                            && file.toString().contains("/src/main/")
                            && !file.toString().contains("/target/"))
                    .toList();
        }
    }
}
