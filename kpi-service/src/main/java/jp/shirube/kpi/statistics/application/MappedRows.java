package jp.shirube.kpi.statistics.application;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import jp.shirube.kpi.bulk.Column;
import jp.shirube.kpi.bulk.WrittenRow;
import jp.shirube.kpi.bulk.WrittenRows;
import jp.shirube.kpi.statistics.StatisticsMapping;
import jp.shirube.kpi.statistics.StatisticsRow;
import jp.shirube.kpi.statistics.csv.StatisticsFile;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;

/** The rows of a downloaded file that a mapping makes actuals of. */
final class MappedRows implements WrittenRows {

    private final StatisticsMapping mapping;

    MappedRows(StatisticsMapping mapping) {
        this.mapping = mapping;
    }

    @Override
    public void read(Path file, Consumer<WrittenRow> taker) throws IOException {
        int[] index = {0};
        List<Fault> faults;
        try (InputStream content = Files.newInputStream(file)) {
            faults = StatisticsFile.read(content, mapping, row -> taker.accept(written(row, index[0]++)));
        }
        if (index[0] == 0) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        for (Fault fault : faults) {
            WrittenRow row = new WrittenRow(index[0]++, fault.line());
            row.refuseWhole(fault.pointer().replaceFirst("^/", ""), fault.ja(), fault.en());
            taker.accept(row);
        }
    }

    /** Its evidence is that of the whole file, and only of what changes. */
    private static WrittenRow written(StatisticsRow row, int index) {
        WrittenRow written = new WrittenRow(index, Math.toIntExact(row.line()));
        written.say(Column.INDICATOR, row.indicator());
        written.say(Column.PERIOD, row.period());
        written.say(Column.STATUS, row.status().name());
        if (row.component() != null) {
            written.say(Column.COMPONENT, row.component());
        }
        if (row.value() != null) {
            written.say(Column.VALUE, row.value());
        }
        if (row.missingReason() != null) {
            written.say(Column.MISSING_REASON, row.missingReason().name());
        }
        return written;
    }
}
