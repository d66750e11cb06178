package jp.shirube.kpi.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * 期間の読み方: how a file writes a period, and the period it means. {@code {year}} stands for four digits, {@code {month}} and
 * {@code {day}} for two, {@code {number}} for one or two (of an era); everything else for itself. No regular expressions: what is
 * stated is never a program.
 *
 * @param match {@code {year}000000}, {@code {year}年}, {@code 令和{number}年度}
 * @param period {@code CY{year}}, {@code 令和{number}年度}, {@code {year}-{month}-{day}}
 */
public record PeriodPattern(String match, String period) {

    private static final Map<String, String> PARTS =
            Map.of("year", "[0-9]{4}", "month", "[0-9]{2}", "day", "[0-9]{2}", "number", "[0-9]{1,2}");
    private static final Pattern PART = Pattern.compile("\\{([a-z]*)}");

    /** What keeps it from being one; empty where nothing does. */
    public Optional<String> problem() {
        List<String> given = parts(match);
        for (String part : parts(match + period)) {
            if (!PARTS.containsKey(part)) {
                return Optional.of("{" + part + "}");
            }
        }
        if (given.stream().distinct().count() < given.size()) {
            return Optional.of(match);
        }
        return parts(period).stream()
                .filter(part -> !given.contains(part))
                .findFirst()
                .map(part -> "{" + part + "}");
    }

    /** The period a cell means; empty where it is written otherwise. */
    public Optional<String> read(String cell) {
        Matcher matcher = compiled().matcher(cell);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        parts(match).forEach(part -> values.put(part, matcher.group(part)));
        return Optional.of(PART.matcher(period).replaceAll(found -> values.getOrDefault(found.group(1), "")));
    }

    private Pattern compiled() {
        StringBuilder pattern = new StringBuilder();
        Matcher part = PART.matcher(match);
        int at = 0;
        while (part.find()) {
            pattern.append(Pattern.quote(match.substring(at, part.start())))
                    .append("(?<")
                    .append(part.group(1))
                    .append('>')
                    .append(PARTS.getOrDefault(part.group(1), "(?!)"))
                    .append(')');
            at = part.end();
        }
        return Pattern.compile(
                pattern.append(Pattern.quote(match.substring(at))).toString());
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        PART.matcher(text).results().forEach(found -> parts.add(found.group(1)));
        return parts;
    }
}
