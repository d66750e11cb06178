package jp.shirube.kpi.collection.excel;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a cell's number format makes a person see.
 *
 * @param date a day or a time
 * @param percent a hundredth is shown as one
 * @param scaled thousands or millions are shown as ones
 * @param decimals digits after the point; -1 where as many as there are
 * @param suffix what stands behind the figure
 */
record NumberFormat(boolean date, boolean percent, boolean scaled, int decimals, String suffix) {
    private static final NumberFormat GENERAL = new NumberFormat(false, false, false, -1, "");
    private static final int MOST = 255;

    private static final Pattern ELAPSED = Pattern.compile("\\[(h+|m+|s+)]");
    private static final Pattern BRACKETS = Pattern.compile("\\[[^\\]]*]");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"|\\\\(.)");
    private static final Pattern SKIPPED = Pattern.compile("[_*].");
    private static final Pattern DAY_OR_TIME = Pattern.compile("[ymdhsgea]");
    private static final Pattern TAIL = Pattern.compile("(?:\"([^\"]*)\"|\\\\(.))$");

    /** @param id the format's number, -1 where there is none: some are days without being written out */
    static NumberFormat of(int id, String code) {
        if (14 <= id && id <= 22 || 27 <= id && id <= 36 || 45 <= id && id <= 47 || 50 <= id && id <= 58) {
            return new NumberFormat(true, false, false, -1, "");
        }
        if (code.isBlank() || code.length() > MOST || code.equals("@")) {
            return GENERAL;
        }
        String positive = firstSection(code);
        if (ELAPSED.matcher(positive.toLowerCase(Locale.ROOT)).find()) {
            return new NumberFormat(true, false, false, -1, "");
        }
        String unbracketed = BRACKETS.matcher(positive).replaceAll("");
        String bare =
                SKIPPED.matcher(LITERAL.matcher(unbracketed).replaceAll("")).replaceAll("");
        boolean general = bare.contains("General") || bare.contains("G/標準");
        String figures = bare.replace("General", "0").replace("G/標準", "0");
        String letters = figures.toLowerCase(Locale.ROOT).replaceAll("e[+-]", "");
        if (DAY_OR_TIME.matcher(letters).find()) {
            return new NumberFormat(true, false, false, -1, "");
        }
        Matcher tail = TAIL.matcher(unbracketed.strip());
        String suffix = tail.find() ? (tail.group(1) == null ? tail.group(2) : tail.group(1)).strip() : "";
        int point = figures.indexOf('.');
        int decimals = general || figures.matches(".*[eE/].*")
                ? -1
                : point < 0
                        ? 0
                        : (int) figures.substring(point)
                                .chars()
                                .filter(c -> c == '0' || c == '#' || c == '?')
                                .count();
        boolean scaled = figures.matches(".*[0#?],+([^0#?,]|$).*");
        return new NumberFormat(false, figures.contains("%"), scaled, decimals, suffix);
    }

    private static String firstSection(String code) {
        boolean quoted = false;
        for (int at = 0; at < code.length(); at++) {
            char c = code.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                return code.substring(0, at);
            }
        }
        return code;
    }
}
