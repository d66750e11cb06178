package jp.shirube.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** ASVS 5.0 2.1.3, 13.1.2, 13.2.6: docs/limits.md says what the services are built with. */
class LimitsTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| ([^|]+) \\| (?:`([a-z.-]+(?:Timeout|options)?)`|\\*fixed\\*) \\| ([^|]+) \\|");
    private static final List<String> SERVICES = List.of("plan-service", "kpi-service", "report-service");
    private static final String NONE = "*(none)*";

    @Test
    void thePageSaysWhatTheServicesAreBuiltWith() throws IOException {
        Matcher row = ROW.matcher(Files.readString(Path.of("..", "docs", "limits.md")));
        List<String> departures = new ArrayList<>();
        int rows = 0;
        while (row.find()) {
            String property = row.group(2);
            if (property == null) {
                continue;
            }
            rows++;
            for (String service : SERVICES) {
                if (!isOf(service, row.group(1))) {
                    continue;
                }
                String said = row.group(3).strip();
                String built = built(service, property);
                if (!(said.equals(NONE) ? built == null : said.equals(built))) {
                    departures.add(service + " " + property + ": the page says " + said + ", built with " + built);
                }
            }
        }
        assertThat(departures).isEmpty();
        assertThat(rows).isGreaterThan(20);
    }

    /** A row that names services is about those, one about streams or webhooks about the one that has them. */
    private static boolean isOf(String service, String what) {
        String name = service.replace("-service", "");
        return what.contains("-service") ? what.matches(".*\\b" + name + "(-service|-? and).*") : true;
    }

    private static @Nullable String built(String service, String property) throws IOException {
        List<Path> files =
                new ArrayList<>(List.of(Path.of("..", service, "src/main/resources/application.properties")));
        try (Stream<Path> libraries = Files.list(Path.of("..", "libs"))) {
            libraries
                    .map(library -> library.resolve("src/main/resources/META-INF/microprofile-config.properties"))
                    .filter(Files::exists)
                    .forEach(files::add);
        }
        // What one service alone has stands in its file.
        SERVICES.stream()
                .filter(other -> property.startsWith("shirube.") && !other.equals(service))
                .map(other -> Path.of("..", other, "src/main/resources/application.properties"))
                .forEach(files::add);
        for (Path file : files) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            String value = properties.getProperty(property);
            if (value != null) {
                return value;
            }
        }
        return inTheCode(property);
    }

    private static @Nullable String inTheCode(String property) throws IOException {
        Pattern injected =
                Pattern.compile("name = \"" + Pattern.quote(property) + "\",\\s*defaultValue = \"([^\"]*)\"");
        try (Stream<Path> files = Files.walk(Path.of("..", "libs", "problem", "src", "main"))) {
            for (Path source :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                Matcher found = injected.matcher(Files.readString(source));
                if (found.find()) {
                    return found.group(1);
                }
            }
        }
        return null;
    }
}
