package jp.shirube.kpi.bulk.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import jp.shirube.kpi.bulk.Column;
import jp.shirube.kpi.bulk.WrittenRow;
import jp.shirube.kpi.bulk.WrittenRows;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;

/** An array of objects, or objects line by line (NDJSON), one for each row. */
public enum JsonRows implements WrittenRows {
    ARRAY,
    LINES;

    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_STRING = 100_000;
    private static final int DEEPEST = 10;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxStringLength(LONGEST_STRING)
                    .maxNameLength(WrittenRow.LONGEST_CELL)
                    .maxNestingDepth(DEEPEST)
                    .build())
            .build();

    @Override
    public void read(Path file, Consumer<WrittenRow> taker) throws IOException {
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            try {
                read(parser, taker);
            } catch (JsonProcessingException e) {
                throw malformed(parser, e.getOriginalMessage());
            } catch (NumberFormatException e) { // of 1e99999999999999999999
                throw malformed(parser, String.valueOf(e.getMessage()));
            }
        }
    }

    private void read(JsonParser parser, Consumer<WrittenRow> taker) throws IOException {
        if (this == ARRAY && parser.nextToken() != JsonToken.START_ARRAY) {
            throw malformed(parser, "an array of rows is expected");
        }
        JsonToken end = this == ARRAY ? JsonToken.END_ARRAY : null;
        int index = 0;
        for (JsonToken token = parser.nextToken(); token != end; token = parser.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw malformed(parser, "an object is expected for each row");
            }
            taker.accept(row(parser, index++));
        }
        if (this == ARRAY && parser.nextToken() != null) {
            throw malformed(parser, "something follows the array");
        }
    }

    private WrittenRow row(JsonParser parser, int index) throws IOException {
        WrittenRow row = new WrittenRow(
                index, this == LINES ? parser.currentTokenLocation().getLineNr() : null);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            Optional<Column> column = Column.named(name);
            JsonToken value = parser.nextToken();
            if (column.isEmpty()) {
                String shown = WrittenRow.shown(name);
                row.refuse(
                        shown.replace("~", "~0").replace("/", "~1"),
                        "「" + shown + "」という項目はありません。",
                        "There is no field " + shown + ".");
                parser.skipChildren();
            } else {
                say(parser, value, column.get(), row);
            }
        }
        return row;
    }

    private static void say(JsonParser parser, JsonToken value, Column column, WrittenRow row) throws IOException {
        switch (value) {
            case VALUE_NULL -> {}
            case VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> {
                String text = parser.getText();
                if (text.length() > WrittenRow.LONGEST_CELL) {
                    row.refuse(column.field(), "長すぎます。", "It is too long.");
                } else {
                    row.say(column, text);
                }
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                if (column == Column.VALUE) {
                    row.sayValue(new BigDecimal(parser.getText()));
                } else {
                    row.say(column, parser.getText());
                }
            }
            default -> {
                row.refuse(column.field(), "文字列か数値で書いてください。", "Write a string or a number.");
                parser.skipChildren();
            }
        }
    }

    private static ProblemException malformed(JsonParser parser, String why) {
        int line = parser.currentLocation().getLineNr();
        return new ProblemException(
                ProblemType.MALFORMED,
                "%d行目のあたりからJSONとして読み取れません: %s".formatted(line, why),
                "Not readable as JSON from about line %d on: %s".formatted(line, why));
    }
}
