package jp.shirube.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Somebody's visit to the pages, which ends well only if every request stayed on this machine and the browser found nothing to
 * complain of, such as a breach of the policy for contents.
 */
final class Visit implements AutoCloseable {

    static final int PHONE = 320;
    static final int DESK = 1280;

    private final BrowserContext context;
    private final Set<String> addresses = new TreeSet<>();
    private final List<String> complaints = new ArrayList<>();

    Visit(BrowserContext context) {
        this.context = context;
        context.onRequest(request -> addresses.add(URI.create(request.url()).getHost()));
        context.onConsoleMessage(message -> {
            // A page that says that something is missing or wrong is complained of as well.
            if (message.type().equals("error") && !message.text().matches("(?s).*status of (400|404).*")) {
                complaints.add(message.text());
            }
        });
    }

    Page open(String path, int width, int status) {
        Page page = context.newPage();
        page.setViewportSize(width, 900);
        Response response = page.navigate(RunningShirube.address() + path);
        assertThat(response.status()).as(path).isEqualTo(status);
        return page;
    }

    /** By the page with the accounts. @return the page it leads back to */
    Page signIn(String account, String to) {
        Page page = open("/sign-in?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8), DESK, 200);
        choose(page, account);
        return page;
    }

    static void choose(Page accounts, String account) {
        accounts.locator("button[value='" + account + "']").click();
        accounts.waitForLoadState();
    }

    /** What the browser keeps of who signed in. */
    String session() {
        return context.storageState();
    }

    BrowserContext context() {
        return context;
    }

    /** What is folded is to be readable too. */
    static void openAll(Page page) {
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)");
    }

    /** Of the visit of somebody with scripts: axe runs within the page and waits by timers. */
    static List<String> violations(Page page) {
        openAll(page);
        AxeResults results = new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                .analyze();
        assertThat(results.getPasses()).as("what axe looked at").hasSizeGreaterThan(10);
        return results.getViolations().stream()
                .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                        + rule.getNodes().stream()
                                .limit(3)
                                .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                .toList())
                .toList();
    }

    @Override
    public void close() {
        context.close();
        assertThat(addresses).as("where requests went").containsOnly("127.0.0.1");
        assertThat(complaints).as("what the browser complained of").isEmpty();
    }
}
