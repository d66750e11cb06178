package jp.shirube.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Nothing of a printed plan is lost: every line of the text stands in its documents. What is not a statement of the plan
 * (page numbers, running heads, heads of tables) is listed with its reason in {@code samples/NNN.left-out.txt}.
 */
class SamplesWholeTest {

    private static final Path LEFT_OUT = Path.of("src", "test", "resources", "samples");
    private static final Set<String> NOT_PRINTED =
            Set.of("lines", "id", "indicator", "reason", "note", "resolvedRef", "relistedFrom", "kind", "role");
    private static final Pattern MARKS = Pattern.compile("^(?:[-・⚫○●▷▶*■◆—※>#]+\\s*)+");
    private static final Pattern MARKS_BEHIND = Pattern.compile("[-—■]+$");
    private static final Pattern PIECES = Pattern.compile("[【】〔〕\\[\\]():、。・&<>▶/;■]+");
    private static final Pattern WORDS = Pattern.compile("\\s+");
    private static final Pattern SHORT_NUMBER = Pattern.compile("[0-9.,%]{1,3}");

    /** In running text white space parts two statements only where both are long: 生成 AI など is one. */
    private static final int SHORTEST_WORD = 4;

    /** What a field of the documents says by its name; the plan's own names for its levels are such too. */
    private static final Set<String> FIELDS = Set.of("担当課", "担当", "主な事業");

    @ParameterizedTest
    @FieldSource("jp.shirube.plan.Samples#PRINTS")
    void everyLineStandsInTheDocuments(Samples.Print print) {
        List<String> lines = print.lines();
        // Without tabs the columns of a table are laid out by spaces.
        boolean spacesPartColumns = lines.stream().noneMatch(line -> line.contains("\t"));
        Documents documents = new Documents(print.documents(), spacesPartColumns);
        Map<Integer, String> leftOut = leftOut(print);
        List<String> wrong = new ArrayList<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            List<String> missing = documents.missing(line, number);
            String reason = leftOut.remove(number);
            if (!missing.isEmpty() && reason == null) {
                wrong.add(number + " is in no document: " + missing + " of: " + line.strip());
            }
            if (missing.isEmpty() && reason != null && !core(line).isEmpty()) {
                wrong.add(number + " is listed as left out (" + reason + "), but stands there: " + line.strip());
            }
        }
        leftOut.forEach((number, reason) -> wrong.add(number + " is listed as left out, but the text ends before it"));
        assertThat(String.join("\n", wrong)).isEmpty();
    }

    /** What was printed is written down: {@code 12-14<tab>reason}. */
    private static Map<Integer, String> leftOut(Samples.Print print) {
        Map<Integer, String> reasons = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(LEFT_OUT.resolve(print.source() + ".left-out.txt"))) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] entry = line.split("\t", 2);
                assertThat(entry).as(line).hasSize(2);
                for (int number : numbers(entry[0])) {
                    assertThat(reasons.put(number, entry[1])).as(line).isNull();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reasons;
    }

    /** 12,15-17. */
    static List<Integer> numbers(String lines) {
        List<Integer> numbers = new ArrayList<>();
        for (String range : lines.split(",")) {
            String[] ends = range.strip().split("-");
            for (int n = Integer.parseInt(ends[0]); n <= Integer.parseInt(ends[ends.length - 1]); n++) {
                numbers.add(n);
            }
        }
        return numbers;
    }

    /** Without white space and marks of change, in one form of every character. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\\s\\p{Zs}\\p{Cf}]+", "")
                .replace("~~", "")
                .replace("<u>", "")
                .replace("</u>", "")
                .replace("**", "");
    }

    private static String core(String cell) {
        return MARKS_BEHIND
                .matcher(plain(MARKS.matcher(cell.strip()).replaceFirst("")))
                .replaceFirst("");
    }

    /** What the documents of one plan say, as a whole and line by line. */
    private static final class Documents {

        private final StringBuilder whole = new StringBuilder();
        private final Map<Integer, StringBuilder> byLine = new TreeMap<>();

        private final boolean changed;
        private final boolean spacesPartColumns;
        private final Set<String> fields;

        Documents(List<JsonNode> documents, boolean spacesPartColumns) {
            this.spacesPartColumns = spacesPartColumns;
            changed = documents.size() > 1;
            fields = new HashSet<>(FIELDS);
            documents.forEach(document ->
                    document.path("plan").path("levels").forEach(level -> fields.add(plain(level.asText()))));
            for (JsonNode document : documents) {
                collect(document, "", new ArrayList<>(), true);
            }
        }

        private void collect(JsonNode node, String name, List<StringBuilder> at, boolean top) {
            if (node.isTextual() || node.isNumber()) {
                String said = plain(node.asText());
                // A code is printed before its title: 施策6-1 ICTを活用したまちづくりの推進.
                String end = name.equals("code") || name.equals("number") ? "" : "\n";
                whole.append(said).append(end);
                at.forEach(line -> line.append(said).append(end));
                return;
            }
            List<StringBuilder> inside = new ArrayList<>(at);
            if (node.path("lines").isTextual()) {
                numbers(node.path("lines").asText())
                        .forEach(line -> inside.add(byLine.computeIfAbsent(line, none -> new StringBuilder())));
            }
            node.properties().stream()
                    .filter(field -> !NOT_PRINTED.contains(field.getKey()))
                    .filter(field -> !(top && field.getKey().equals("notes")))
                    .forEach(field -> collect(field.getValue(), field.getKey(), inside, false));
            if (node.isArray()) {
                node.forEach(item -> collect(item, name, at, false));
            }
        }

        /** The pieces of the line that do not stand where it was transcribed, or nowhere when no place names the line. */
        List<String> missing(String line, int number) {
            StringBuilder near = byLine.get(number);
            String here = near == null ? "" : near.toString();
            String searched = near != null ? here : whole.toString();
            int shortestWord = spacesPartColumns || line.strip().contains("\t") ? 1 : SHORTEST_WORD;
            return Arrays.stream(line.split("\t"))
                    .flatMap(cell -> missingPieces(cell, shortestWord, piece -> stands(piece, searched, here)).stream())
                    .toList();
        }

        /** A bare number stands in every long text somewhere: it counts only where its line was transcribed. */
        private boolean stands(String piece, String searched, String here) {
            return (SHORT_NUMBER.matcher(piece).matches() ? here : searched).contains(piece) || isWoven(piece, here);
        }

        private List<String> missingPieces(String cell, int shortestWord, Predicate<String> stands) {
            String all = core(cell);
            if (all.isEmpty() || stands.test(all)) {
                return List.of();
            }
            Predicate<String> said = piece -> !piece.codePoints().anyMatch(Character::isLetterOrDigit)
                    || fields.contains(piece)
                    || stands.test(piece);
            return PIECES.splitAsStream(Normalizer.normalize(cell, Normalizer.Form.NFKC))
                    .filter(piece -> !said.test(core(piece)))
                    .filter(piece -> !WORDS.splitAsStream(piece.strip())
                            .map(SamplesWholeTest::core)
                            .filter(word -> !word.isEmpty())
                            .allMatch(
                                    word -> fields.contains(word) || word.length() >= shortestWord && said.test(word)))
                    .map(SamplesWholeTest::core)
                    .toList();
        }

        /**
         * Old and new wording stand side by side in a text with marks of change: the piece is made of few stretches of what
         * the editions say there.
         */
        private boolean isWoven(String piece, String here) {
            if (!changed) {
                return false;
            }
            int[] stretches = new int[piece.length() + 1];
            for (int end = 1; end <= piece.length(); end++) {
                stretches[end] = piece.length() + 1;
                for (int begin = end - 1; begin >= 0 && here.contains(piece.substring(begin, end)); begin--) {
                    stretches[end] = Math.min(stretches[end], stretches[begin] + 1);
                }
            }
            return stretches[piece.length()] <= 1 + piece.length() / 5;
        }
    }
}
