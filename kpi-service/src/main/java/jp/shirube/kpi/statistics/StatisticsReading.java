package jp.shirube.kpi.statistics;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.statistics.StatisticsMapping.Condition;
import jp.shirube.kpi.statistics.StatisticsMapping.Series;
import jp.shirube.problem.Fault;
import org.jspecify.annotations.Nullable;

/**
 * 取り込み: goes through a file row by row and says which actuals it states. Keeps no rows, only which figure was found where: a
 * second one for the same period means that the mapping does not say precisely enough which is meant.
 */
public final class StatisticsReading {

    private static final int MOST_FAULTS = 1000;
    private static final int MOST_AREAS_NAMED = 10;
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:[.][0-9]+)?|[-+]?[0-9]+(?:[.][0-9]+)?");

    private record Found(String indicator, @Nullable String component, String period) {}

    private record Column(int place, String name) {}

    private record Bound(Column column, String is) {

        boolean holds(FileRow row) {
            return row.cell(column.place()).equals(is);
        }
    }

    private record BoundSeries(Series series, List<Bound> where) {}

    private final StatisticsMapping mapping;
    private final Consumer<StatisticsRow> taker;
    private final List<Fault> faults = new ArrayList<>();
    private final List<List<String>> header = new ArrayList<>();
    private final Map<Found, Long> found = new HashMap<>();
    private final Set<String> otherAreas = new LinkedHashSet<>();
    private int rowsBefore;
    private int taken;
    private int ofTheArea;
    private boolean unreadable;

    private @Nullable Columns columns;

    private record Columns(
            Column area,
            Column period,
            Column value,
            @Nullable Column unit,
            List<Bound> where,
            List<BoundSeries> series) {}

    /** @param taker is given every actual as it is found */
    public StatisticsReading(StatisticsMapping mapping, Consumer<StatisticsRow> taker) {
        this.mapping = mapping;
        this.taker = taker;
    }

    /** The next row of the file. */
    public void row(FileRow row) {
        if (unreadable || row.line() < mapping.header().line()) {
            return;
        }
        if (header.size() < mapping.header().rows()) {
            header.add(row.cells());
            if (header.size() == mapping.header().rows()) {
                columns = bind();
                unreadable = !faults.isEmpty();
            }
            return;
        }
        if (!row.isBlank() && columns != null) {
            rowsBefore++;
            read(row, columns);
        }
    }

    /** All rows have been given. @return everything that was wrong; at most a thousand, the first first */
    public List<Fault> end() {
        if (columns == null && faults.isEmpty()) {
            fault(
                    "/header/line",
                    null,
                    "ファイルが見出しの行（" + mapping.header().line() + "行目）より前で終わっています。",
                    "The file ends before its header, line " + mapping.header().line() + ".");
        } else if (faults.isEmpty() && ofTheArea == 0) {
            String others = otherAreas.isEmpty() ? "" : otherAreas.stream().collect(Collectors.joining(", "));
            fault(
                    "/area/code",
                    null,
                    "地域コード" + mapping.area().code() + "の行がありません（" + rowsBefore + "行のうち。ほかにあるコード: " + others + "）。",
                    "No row has the area code " + mapping.area().code() + " (of " + rowsBefore + "; there are: "
                            + others + ").");
        } else if (faults.isEmpty() && taken == 0) {
            fault(
                    "/series",
                    null,
                    "条件に合う行がありません。whereと列の値を見比べてください。",
                    "No row meets the conditions. Compare where with what the columns say.");
        }
        return List.copyOf(faults);
    }

    private void read(FileRow row, Columns known) {
        String area = row.cell(known.area().place());
        if (!area.equals(mapping.area().code())) {
            if (!area.isEmpty() && otherAreas.size() < MOST_AREAS_NAMED) {
                otherAreas.add(area);
            }
            return;
        }
        ofTheArea++;
        if (!known.where().stream().allMatch(each -> each.holds(row))) {
            return;
        }
        for (BoundSeries each : known.series()) {
            if (each.where().stream().allMatch(condition -> condition.holds(row))) {
                take(row, known, each.series());
            }
        }
    }

    private void take(FileRow row, Columns known, Series series) {
        int before = faults.size();
        Optional<String> period = period(row, known.period());
        checkUnit(row, known.unit(), series);
        String cell = row.cell(known.value().place());
        MissingReason missing = mapping.missing().get(cell);
        Optional<String> value = missing == null ? value(row, known.value(), cell, series) : Optional.empty();
        if (period.isEmpty() || faults.size() > before) {
            return;
        }
        Long first = found.putIfAbsent(new Found(series.indicator(), series.component(), period.get()), row.line());
        if (first != null) {
            fault(
                    known.period(),
                    row,
                    series.indicator() + "の" + period.get() + "は" + first + "行目にもあります。whereで1行に絞ってください。",
                    series.indicator() + " " + period.get() + " stands in line " + first
                            + " too. Say by where which row is meant.");
            return;
        }
        taken++;
        taker.accept(new StatisticsRow(
                series.indicator(),
                period.get(),
                series.component(),
                value.orElse(null),
                missing,
                mapping.status(),
                mapping.evidence(),
                row.line()));
    }

    private Optional<String> period(FileRow row, Column column) {
        String cell = Normalizer.normalize(row.cell(column.place()), Normalizer.Form.NFKC);
        if (mapping.periods().isEmpty() && !cell.isEmpty()) {
            return Optional.of(cell);
        }
        Optional<String> period = mapping.periods().stream()
                .flatMap(pattern -> pattern.read(cell).stream())
                .findFirst();
        if (period.isEmpty()) {
            fault(
                    column,
                    row,
                    "期間「" + cell + "」は、取込定義のどの書き方とも合いません。",
                    "The period " + cell + " is written as none of the mapping's patterns.");
        }
        return period;
    }

    private void checkUnit(FileRow row, @Nullable Column column, Series series) {
        if (column == null || series.unit() == null) {
            return;
        }
        String unit = row.cell(column.place());
        if (!unit.equals(series.unit())) {
            fault(
                    column,
                    row,
                    "単位が「" + unit + "」です。取込定義では「" + series.unit() + "」です。",
                    "The unit is " + unit + ", the mapping says " + series.unit() + ".");
        }
    }

    private Optional<String> value(FileRow row, Column column, String cell, Series series) {
        String plain = Normalizer.normalize(cell, Normalizer.Form.NFKC).strip();
        if (!DECIMAL.matcher(plain).matches()) {
            fault(
                    column,
                    row,
                    cell.isEmpty() ? "値が空です。" : "「" + cell + "」は数値でも、取込定義のmissingにある記号でもありません。",
                    cell.isEmpty()
                            ? "There is no value."
                            : cell + " is neither a number nor a symbol of the mapping's missing.");
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(plain.replace(",", ""));
        BigDecimal factor = series.factor();
        return Optional.of((factor == null ? number : scaled(number.multiply(factor))).toPlainString());
    }

    /** 1,234 of thousands are 1234000, and 1,200 thousandths 1.2: digits a factor only adds are none. */
    private static BigDecimal scaled(BigDecimal product) {
        BigDecimal stripped = product.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private Columns bind() {
        List<String> names = names();
        Column unit = mapping.unit() == null ? null : bind(mapping.unit(), "/columns/unit", names);
        List<BoundSeries> series = new ArrayList<>();
        for (int i = 0; i < mapping.series().size(); i++) {
            Series each = mapping.series().get(i);
            series.add(new BoundSeries(each, bind(each.where(), "/series/" + i + "/where", names)));
        }
        return new Columns(
                bind(mapping.area().column(), "/columns/area", names),
                bind(mapping.period(), "/columns/period", names),
                bind(mapping.value(), "/columns/value", names),
                unit,
                bind(mapping.where(), "/where", names),
                series);
    }

    private List<Bound> bind(List<Condition> conditions, String place, List<String> names) {
        List<Bound> bound = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            Condition each = conditions.get(i);
            bound.add(new Bound(bind(each.column(), place + "/" + i + "/column", names), each.is()));
        }
        return bound;
    }

    private Column bind(ColumnRef wanted, String place, List<String> names) {
        return switch (wanted) {
            case ColumnRef.At at -> {
                if (at.position() > names.size()) {
                    fault(
                            place,
                            (long) mapping.header().line(),
                            "列は" + names.size() + "までです。",
                            "There are " + names.size() + " columns.");
                }
                yield new Column(at.position() - 1, at.shown());
            }
            case ColumnRef.Named named -> {
                int first = names.indexOf(named.name());
                if (first < 0 || first != names.lastIndexOf(named.name())) {
                    fault(
                            place,
                            (long) mapping.header().line(),
                            first < 0
                                    ? "「" + named.name() + "」という列がありません（ある列: " + String.join("、", names) + "）。"
                                    : "「" + named.name() + "」という列が二つ以上あります。位置（position）で指定してください。",
                            first < 0
                                    ? "There is no column " + named.name() + " (there are: " + String.join(", ", names)
                                            + ")."
                                    : "More than one column is called " + named.name() + ". Name it by its position.");
                }
                yield new Column(first, named.name());
            }
        };
    }

    private List<String> names() {
        int most = header.stream().mapToInt(List::size).max().orElse(0);
        List<String> names = new ArrayList<>();
        for (int column = 0; column < most; column++) {
            List<String> parts = new ArrayList<>();
            for (List<String> row : header) {
                String part = column < row.size() ? row.get(column).strip() : "";
                if (!part.isEmpty()) {
                    parts.add(part);
                }
            }
            names.add(String.join("/", parts));
        }
        return names;
    }

    private void fault(Column column, FileRow row, String ja, String en) {
        fault("/" + column.name().replace("~", "~0").replace("/", "~1"), row.line(), ja, en);
    }

    private void fault(String pointer, @Nullable Long line, String ja, String en) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new Fault(pointer, line == null ? null : Math.toIntExact(line), ja, en));
        }
    }
}
