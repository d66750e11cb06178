package jp.shirube.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page people read says what the contracts say. */
class EventsPageTest {

    private static final Path APPROVED =
            Contracts.ROOT.resolve("docs").resolve("events").resolve("index.html");

    private final String page = EventsPage.render();

    /** A change of what is said is a difference somebody approves: {@code -Dapprove} writes the new page. */
    @Test
    void thePageIsTheApprovedOne() throws IOException {
        if (System.getProperty("approve") != null) {
            Files.createDirectories(APPROVED.getParent());
            Files.writeString(APPROVED, page);
        }
        assertThat(page).isEqualTo(Files.readString(APPROVED));
    }

    @Test
    void everyTypeCanBeLinkedToAndEveryLinkLeadsSomewhere() {
        List<String> anchors = found("id=\"([^\"]+)\"");
        assertThat(anchors).doesNotHaveDuplicates().containsAll(Contracts.types());
        assertThat(anchors).containsAll(found("href=\"#([^\"]+)\""));
    }

    @Test
    void nothingComesFromTheInternet() {
        assertThat(page).doesNotContain("<script", "<link", "src=", "url(", "@import");
        assertThat(found("href=\"([^#][^\"]*)\"")).isEmpty();
    }

    private List<String> found(String pattern) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map((MatchResult each) -> each.group(1))
                .toList();
    }
}
