package jp.shirube.kpi.bulk;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** 列: what one row of a file can say. English and Japanese names may stand beside one another. */
public enum Column {
    /** Id of the indicator. */
    INDICATOR("indicator", "指標"),
    PERIOD("period", "期間", "年度"),
    /** 内訳; empty means the whole. */
    COMPONENT("component", "内訳"),
    VALUE("value", "値", "実績値", "実績"),
    MISSING_REASON("missingReason", "値がない理由"),
    COUNTS_AS_ZERO("countsAsZero", "0とみなす"),
    STATUS("status", "状態"),
    NOTE("note", "備考"),
    EVIDENCE("evidence", "根拠"),
    /** 訂正理由. */
    REASON("reason", "訂正理由"),
    /** 版: the revision the sender has seen. */
    REVISION("revision", "版");

    /** Without these a row says nothing. */
    public static final List<Column> NEEDED = List.of(INDICATOR, PERIOD);

    private static final Map<String, Column> BY_NAME = Stream.of(values())
            .flatMap(column -> column.names.stream().map(name -> Map.entry(plain(name), column)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** What is written so in every row of JSON needs no more than one look. */
    private static final Map<String, Column> EXACTLY =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Column::field, column -> column));

    private final List<String> names;

    Column(String... names) {
        this.names = List.of(names);
    }

    /** The name in pointers and in JSON. */
    public String field() {
        return names.getFirst();
    }

    public static Optional<Column> named(String name) {
        Column exactly = EXACTLY.get(name);
        return Optional.ofNullable(exactly == null ? BY_NAME.get(plain(name)) : exactly);
    }

    /** Every name, for whoever wrote another. */
    public static String all(Function<Column, String> shown) {
        return Arrays.stream(values()).map(shown).collect(Collectors.joining(", "));
    }

    public String japanese() {
        return names.get(1);
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }
}
