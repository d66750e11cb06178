package jp.shirube.kpi.collection.excel;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jp.shirube.kpi.collection.form.Field;
import org.jspecify.annotations.Nullable;

/** The columns of the sheet, in the order they are written. Read by their headings, wherever they stand. */
enum Column {
    MARK("様式ID", 4),
    ITEM("項目ID", 4),
    VERSION("版", 4),
    COMPONENT("内訳ID", 4),
    PLAN("計画", 8),
    PLACE("施策等", 11),
    NUMBER("番号", 7),
    NAME("指標・取組", 18),
    COMPONENT_NAME("内訳", 7),
    UNIT("単位", 5),
    DEFINITION("定義・算出方法", 17),
    BASELINE("基準値", 10),
    TARGET("目標値", 11),
    LAST_3("前々々回", 8),
    LAST_2("前々回", 8),
    LAST_1("前回", 8),
    STATE("状態", 7),
    VALUE(Field.VALUE, 10),
    MISSING_REASON(Field.MISSING_REASON, 9),
    STATUS(Field.STATUS, 8),
    INITIATIVE_STATUS(Field.INITIATIVE_STATUS, 10),
    TEXT(Field.TEXT, 17),
    SELF_EVALUATION(Field.SELF_EVALUATION, 13),
    CAUSE(Field.CAUSE, 13),
    DIRECTION(Field.DIRECTION, 7),
    EXPLANATION(Field.EXPLANATION, 12),
    COMMENT(Field.COMMENT, 12),
    RESULT("確認結果", 28);

    private static final Map<String, Column> BY_HEADING = new HashMap<>();

    static {
        for (Column column : values()) {
            BY_HEADING.put(plain(column.heading), column);
        }
    }

    private final String heading;

    @Nullable
    private final Field field;

    private final int width;

    Column(String heading, int width) {
        this.heading = heading;
        this.field = null;
        this.width = width;
    }

    Column(Field field, int width) {
        this.heading = field.heading();
        this.field = field;
        this.width = width;
    }

    String heading() {
        return heading;
    }

    /** In digits of the sheet's font; a Japanese character takes nearly two. */
    int width() {
        return width;
    }

    Optional<Field> field() {
        return Optional.ofNullable(field);
    }

    boolean hidden() {
        return ordinal() <= COMPONENT.ordinal();
    }

    static Column of(Field field) {
        return BY_HEADING.getOrDefault(plain(field.heading()), RESULT);
    }

    static Optional<Column> headed(String text) {
        return Optional.ofNullable(BY_HEADING.get(plain(text)));
    }

    /** Without what a re-save or a hand may have changed about it: line breaks, spaces, widths. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\s\\u3000]+", "");
    }
}
