package jp.shirube.kpi.statistics;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.Status;
import org.jspecify.annotations.Nullable;

/**
 * 取込定義: how one kind of statistics file is read.
 *
 * @param header where the header stands
 * @param area the column of the area code, and the municipality's code in this file
 * @param periods how periods are written; empty where a cell is written as people write periods
 * @param missing which symbol means which reason for having no figure
 * @param where what every row must say, or it is passed over
 * @param series which rows are actuals of which indicator
 * @param evidence where the figures come from; stands with every actual
 */
public record StatisticsMapping(
        String title,
        Encoding encoding,
        Header header,
        Area area,
        ColumnRef period,
        List<PeriodPattern> periods,
        ColumnRef value,
        @Nullable ColumnRef unit,
        Map<String, MissingReason> missing,
        List<Condition> where,
        List<Series> series,
        Status status,
        @Nullable String evidence) {

    /** 文字コード. */
    public enum Encoding {
        UTF_8("UTF-8"),
        WINDOWS_31J("windows-31j");

        private final String charset;

        Encoding(String charset) {
            this.charset = charset;
        }

        public String charset() {
            return charset;
        }
    }

    /**
     * 見出し.
     *
     * @param line of the file, from 1; what stands before it is passed over
     * @param rows how many rows it has; a column's name is what they say, from above, joined by {@code /}
     */
    public record Header(int line, int rows) {}

    public record Area(ColumnRef column, String code) {}

    /** 条件: a column says exactly this. */
    public record Condition(ColumnRef column, String is) {}

    /**
     * 系列: the rows of one indicator, or of one of its components.
     *
     * @param factor by which each figure is multiplied, exactly; null where they are taken as they are
     * @param unit what the unit column must say; null where it does not matter
     */
    public record Series(
            String indicator,
            @Nullable String component,
            List<Condition> where,
            @Nullable BigDecimal factor,
            @Nullable String unit) {

        public Series {
            where = List.copyOf(where);
        }
    }

    public StatisticsMapping {
        periods = List.copyOf(periods);
        missing = Map.copyOf(missing);
        where = List.copyOf(where);
        series = List.copyOf(series);
    }
}
