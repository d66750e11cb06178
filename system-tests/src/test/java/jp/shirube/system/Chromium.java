package jp.shirube.system;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The browser of this machine, and who has signed in with it before. */
final class Chromium implements AutoCloseable {

    private final Playwright playwright;
    private final Browser browser;
    private final Map<String, String> signedIn = new HashMap<>();

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start() {
        Path program = program();
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
        return new Chromium(playwright, browser);
    }

    /** Of somebody who has not signed in. */
    Visit visit(boolean scripts) {
        return visit(scripts, null);
    }

    /** Of somebody who signed in earlier, by the page for that. */
    Visit visitAs(String account, boolean scripts) {
        String session = signedIn.get(account);
        if (session == null) {
            try (Visit first = visit(false)) {
                first.signIn(account, "/");
                session = first.session();
            }
            signedIn.put(account, session);
        }
        return visit(scripts, session);
    }

    private Visit visit(boolean scripts, @Nullable String session) {
        Browser.NewContextOptions options =
                new Browser.NewContextOptions().setJavaScriptEnabled(scripts).setLocale("ja-JP");
        return new Visit(browser.newContext(session == null ? options : options.setStorageState(session)));
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Path program() {
        return Stream.of(
                        System.getenv().getOrDefault("SHIRUBE_CHROMIUM", "/usr/bin/chromium"),
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(
                                "Chromium がありません。Debian では: apt-get install chromium fonts-noto-cjk（ほかの場所なら SHIRUBE_CHROMIUM に書く） / no Chromium: install the Debian package chromium, or name it in SHIRUBE_CHROMIUM"));
    }
}
