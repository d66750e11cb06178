package jp.shirube.supply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** ASVS 5.0 15.1.1, 15.1.2: the bills of materials of the three services, and the licences in docs/licences.md. */
class LicencesTest {

    private static final Path PAGE = Path.of("..", "docs", "licences.md");
    private static final List<String> SERVICES = List.of("plan-service", "kpi-service", "report-service");

    /** Names under which projects write them, and what they are. */
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("Apache License 2.0", "Apache-2.0"),
            Map.entry("Apache License, Version 2.0", "Apache-2.0"),
            Map.entry("Apache License, version 2.0", "Apache-2.0"),
            Map.entry("Apache 2.0", "Apache-2.0"),
            Map.entry("The Apache License, Version 2.0", "Apache-2.0"),
            Map.entry("The Apache Software License, Version 2.0", "Apache-2.0"),
            Map.entry("BSD License 3", "BSD-3-Clause"),
            Map.entry("BSD-3-Clause", "BSD-3-Clause"),
            Map.entry("Public Domain, per Creative Commons CC0", "CC0-1.0"),
            Map.entry("GPL2 w/ CPE", "GPL-2.0-with-classpath-exception"),
            Map.entry(
                    "GNU General Public License, version 2 with the GNU Classpath Exception",
                    "GPL-2.0-with-classpath-exception"),
            Map.entry("Eclipse Public License v2.0", "EPL-2.0"),
            Map.entry("Eclipse Public License 2.0", "EPL-2.0"),
            Map.entry("Eclipse Distribution License - v 1.0", "BSD-3-Clause"),
            Map.entry("EDL 1.0", "BSD-3-Clause"),
            Map.entry("MIT License", "MIT"),
            Map.entry("The MIT License", "MIT"),
            Map.entry("Bouncy Castle Licence", "MIT"));

    /** What may be delivered with an Apache-2.0 product; where a project offers several, one of them is enough. */
    private static final Set<String> USABLE = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "CC0-1.0",
            "EPL-1.0",
            "EPL-2.0",
            "GPL-2.0-with-classpath-exception",
            "LGPL-2.1-only",
            "LGPL-2.1-or-later",
            "MIT",
            "MIT-0",
            "MPL-2.0",
            "PostgreSQL",
            "Public Domain",
            "UPL-1.0");

    @Test
    void everyPartHasALicenceThatMayBeUsedAndStandsOnThePage() throws IOException {
        SortedMap<String, SortedSet<String>> parts = parts();
        assertThat(parts).hasSizeGreaterThan(100);
        assertThat(parts.entrySet().stream()
                        .filter(part -> part.getValue().stream().noneMatch(USABLE::contains))
                        .toList())
                .as("parts without a licence that may be used")
                .isEmpty();
        String page = page(parts);
        if (System.getProperty("approve") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(page).isEqualTo(Files.readString(PAGE));
    }

    private static SortedMap<String, SortedSet<String>> parts() throws IOException {
        SortedMap<String, SortedSet<String>> parts = new TreeMap<>();
        for (String service : SERVICES) {
            JsonNode bill = new ObjectMapper()
                    .readTree(Path.of("..", service, "target", "bom.json").toFile());
            assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
            for (JsonNode part : bill.path("components")) {
                if (part.path("group").asText().equals("jp.shirube")) {
                    continue;
                }
                SortedSet<String> licences = parts.computeIfAbsent(
                        part.path("group").asText() + ":" + part.path("name").asText(), unknown -> new TreeSet<>());
                for (JsonNode licence : part.path("licenses")) {
                    JsonNode one = licence.path("license");
                    String name = licence.has("expression")
                            ? licence.path("expression").asText()
                            : one.path("id").asText(one.path("name").asText());
                    for (String alternative : name.split(" OR ")) {
                        licences.add(SAME.getOrDefault(alternative, alternative));
                    }
                }
            }
        }
        return parts;
    }

    private static String page(SortedMap<String, SortedSet<String>> parts) {
        StringBuilder page = new StringBuilder("""
                # Licences of what is delivered

                Made from the bills of materials of the three services (`target/bom.json`, CycloneDX) by `LicencesTest`; `-Dapprove=1` writes it anew.
                Versions stand in the bills. A part with several licences may be used under any of them. Tests and build tools are not delivered.

                | part | licence |
                | --- | --- |
                """);
        parts.forEach((part, licences) -> page.append("| %s | %s |\n".formatted(part, String.join(", ", licences))));
        return page.toString();
    }
}
