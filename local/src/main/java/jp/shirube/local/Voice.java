package jp.shirube.local;

import java.io.PrintStream;
import java.util.Locale;

/** Says what is being done, with the seconds since the start: Japanese first, English beside it. */
final class Voice {

    private final PrintStream out;
    private final long start = System.nanoTime();

    Voice(PrintStream out) {
        this.out = out;
    }

    void say(String ja, String en) {
        say(ja + " / " + en);
    }

    synchronized void say(String line) {
        out.println(String.format(Locale.ROOT, "[%5.1fs] %s", (System.nanoTime() - start) / 1e9, line));
        out.flush();
    }

    synchronized void plain(String text) {
        out.println(text);
        out.flush();
    }
}
