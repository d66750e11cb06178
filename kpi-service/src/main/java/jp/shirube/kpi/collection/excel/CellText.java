package jp.shirube.kpi.collection.excel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text on its way into a cell and out of it: what XML cannot hold is written as {@code _x000B_}, as Excel does. */
final class CellText {
    /** Excel's own bound. */
    static final int MOST = 32_767;

    /** Ends a text that no cell can hold; a cell that ends so says nothing. */
    static final String CUT = "…（長いため省略しています。この欄は画面で入力してください）";

    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");
    private static final int KEPT = 32_000;

    private CellText() {}

    static String write(String text) {
        String lines = newlines(text);
        if (escape(lines).length() <= MOST) {
            return escape(lines);
        }
        int end = Math.min(KEPT, lines.length());
        while (escape(lines.substring(0, end)).length() > KEPT) {
            end = end * 9 / 10;
        }
        return escape(lines.substring(0, end)) + CUT;
    }

    static String read(String written) {
        if (!written.contains("_x")) {
            return newlines(written);
        }
        Matcher found = ESCAPE.matcher(written);
        StringBuilder text = new StringBuilder();
        while (found.find()) {
            String character = Character.toString((char) Integer.parseInt(found.group(1), 16));
            found.appendReplacement(text, Matcher.quoteReplacement(character));
        }
        return newlines(found.appendTail(text).toString());
    }

    private static String newlines(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String escape(String text) {
        StringBuilder written = new StringBuilder(text.length());
        Matcher literal = ESCAPE.matcher(text);
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '_' && literal.region(at, text.length()).lookingAt()) {
                written.append("_x005F_");
            } else if (unfit(text, at)) {
                written.append("_x%04X_".formatted((int) c));
            } else {
                written.append(c);
            }
        }
        return written.toString();
    }

    private static boolean unfit(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c < ' ' && c != '\n' && c != '\t' || c == '\uFFFE' || c == '\uFFFF';
    }
}
