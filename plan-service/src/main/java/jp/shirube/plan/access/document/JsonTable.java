package jp.shirube.plan.access.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;

/** A table as JSON: an object with a list of rows, every cell a text. */
final class JsonTable {

    /** What a GET answers beside the rows may be sent back. */
    private static final Set<String> BESIDE = Set.of("version");

    private JsonTable() {}

    /** @throws ProblemException where it is no such table, or has more than {@code most} rows */
    static List<WrittenRow> read(ObjectMapper json, String text, String list, List<String> known, int most) {
        JsonNode table = parse(json, text);
        List<Fault> faults = new ArrayList<>();
        table.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals(list) && !BESIDE.contains(name))
                .map(name -> Fault.at("/" + pointer(name), "この項目はありません", "there is no such field"))
                .forEach(faults::add);
        JsonNode written = table.path(list);
        if (!written.isArray()) {
            faults.add(Fault.at("/" + list, list + " に行の一覧を書いてください", list + " is the list of rows"));
        } else if (written.size() > most) {
            throw invalid(List.of(
                    Fault.at("/" + list, "%,d行までです".formatted(most), "at most %,d rows are possible".formatted(most))));
        }
        List<WrittenRow> rows = new ArrayList<>();
        for (JsonNode row : written) {
            rows.add(row("/" + list + "/" + rows.size(), row, known, faults));
        }
        if (!faults.isEmpty()) {
            throw invalid(faults);
        }
        return rows;
    }

    private static JsonNode parse(ObjectMapper json, String text) {
        try {
            JsonNode read = json.readTree(text);
            if (read != null && read.isObject()) {
                return read;
            }
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    ProblemType.MALFORMED,
                    "JSONとして読み取れません: " + e.getOriginalMessage(),
                    "Not readable as JSON: " + e.getOriginalMessage());
        }
        throw invalid(List.of(Fault.at("", "JSONのオブジェクトを送ってください", "send a JSON object")));
    }

    private static WrittenRow row(String pointer, JsonNode row, List<String> known, List<Fault> faults) {
        Map<String, String> cells = new HashMap<>();
        if (!row.isObject()) {
            faults.add(Fault.at(pointer, "行はオブジェクトで書いてください", "a row is an object"));
        }
        row.properties().forEach(cell -> {
            String column = cell.getKey();
            JsonNode value = cell.getValue();
            if (!known.contains(column)) {
                faults.add(Fault.at(pointer + "/" + pointer(column), "この項目はありません", "there is no such field"));
            } else if (value.isTextual() && !value.asText().isBlank()) {
                cells.put(column, value.asText().strip());
            } else if (!value.isTextual() && !value.isNull()) {
                faults.add(Fault.at(pointer + "/" + column, "文字列で書いてください", "a text is wanted"));
            }
        });
        return new WrittenRow(pointer, null, cells, false);
    }

    static String pointer(String name) {
        String shown = name.length() > 40 ? name.substring(0, 40) : name;
        return shown.replace("~", "~0").replace("/", "~1");
    }

    private static ProblemException invalid(List<Fault> faults) {
        return new ProblemException(ProblemType.INVALID, faults);
    }
}
