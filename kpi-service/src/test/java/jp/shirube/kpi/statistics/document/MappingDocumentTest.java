package jp.shirube.kpi.statistics.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import jp.shirube.kpi.statistics.ColumnRef;
import jp.shirube.kpi.statistics.StatisticsMapping;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import org.junit.jupiter.api.Test;

class MappingDocumentTest {

    private static final String SHORT = """
            format: shirube/statistics-mapping/1
            title: 見本
            area: "05204"
            columns: {area: 1, period: 時点, value: 値}
            series: [{indicator: population}]
            """;

    @Test
    void whatIsLeftOutIsAsTheSchemaSays() {
        StatisticsMapping mapping = MappingDocument.read(SHORT);

        assertThat(mapping.encoding()).isEqualTo(StatisticsMapping.Encoding.UTF_8);
        assertThat(mapping.header()).isEqualTo(new StatisticsMapping.Header(1, 1));
        assertThat(mapping.area().column()).isEqualTo(new ColumnRef.At(1));
        assertThat(mapping.period()).isEqualTo(new ColumnRef.Named("時点"));
        assertThat(mapping.unit()).isNull();
    }

    @Test
    void everyFaultHasItsPlaceAndLine() {
        assertThat(faults(SHORT.replace("value: 値", "value: 値, prefecture: 県")
                        .replace("population", "Population")
                        .replace("title: 見本\n", "")))
                .extracting(Fault::pointer)
                .contains("/columns/prefecture", "/series/0/indicator");
        assertThat(faults(SHORT + "periods: [{match: \"{year}年\", period: \"{year}-{month}\"}]\n"))
                .extracting(Fault::pointer, Fault::line)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/periods/0", 6));
        assertThat(faults(SHORT.replace("indicator: population", "indicator: population, unit: 人")))
                .extracting(Fault::pointer)
                .containsExactly("/series/0/unit");
    }

    private static List<Fault> faults(String text) {
        return catchThrowableOfType(ProblemException.class, () -> MappingDocument.read(text))
                .faults();
    }
}
