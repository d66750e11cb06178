package jp.shirube.report.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.notation.FiscalYear;
import jp.shirube.report.Years;

/**
 * What an event says, in plain words.
 *
 * @param title what changed, of the first year it says it of, Japanese
 * @param ja every year with how it came about
 * @param en the same, English
 */
record Telling(String title, List<String> ja, List<String> en) {

    private static final String UNGRADED = "－";

    /** @param data of jp.shirube.report.progress.changed.v1 */
    static Telling of(JsonNode data) {
        String name = data.path("name").asText("");
        String target = "「" + (name.isEmpty() ? data.path("target").asText() : name) + "」";
        List<String> changes = new ArrayList<>();
        List<String> ja = new ArrayList<>();
        List<String> en = new ArrayList<>();
        for (JsonNode year : data.path("years")) {
            FiscalYear fiscal = new FiscalYear(year.path("year").asInt());
            String change = Years.label(fiscal) + "：" + japanese(year);
            changes.add(change);
            ja.add(target + change + "。"
                    + year.path("after").path("explanation").path("ja").asText(""));
            en.add("FY" + fiscal.year() + ": " + english(year) + ". "
                    + year.path("after").path("explanation").path("en").asText(""));
        }
        String title = target
                + (changes.isEmpty() ? "" : changes.getFirst())
                + (changes.size() > 1 ? "（ほか" + (changes.size() - 1) + "年度）" : "");
        return new Telling(title, ja, en);
    }

    /** Of an edition that is not the present one. */
    Telling ofEdition(int edition) {
        return new Telling(title + "［版" + edition + "］", ja, en);
    }

    private static String japanese(JsonNode year) {
        String before = symbol(year, "before");
        String after = symbol(year, "after");
        if (!year.has("after")) {
            return "算定の対象から外れました";
        }
        if (!year.has("before")) {
            return "はじめて算定し、判定は" + after + "です";
        }
        return before.equals(after) ? "算定の内容が変わりました（判定は" + after + "のまま）" : "判定が" + before + "から" + after + "に変わりました";
    }

    private static String english(JsonNode year) {
        String before = symbol(year, "before");
        String after = symbol(year, "after");
        if (!year.has("after")) {
            return "no longer assessed";
        }
        if (!year.has("before")) {
            return "assessed for the first time, grade " + after;
        }
        return before.equals(after)
                ? "the figures changed, the grade is still " + after
                : "the grade changed from " + before + " to " + after;
    }

    private static String symbol(JsonNode year, String side) {
        return year.path(side).path("grade").path("symbol").asText(UNGRADED);
    }
}
