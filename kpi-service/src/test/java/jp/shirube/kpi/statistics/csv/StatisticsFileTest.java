package jp.shirube.kpi.statistics.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.statistics.StatisticsMapping;
import jp.shirube.kpi.statistics.StatisticsRow;
import jp.shirube.kpi.statistics.document.MappingDocument;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Small files in the shape of those that official statistics are downloaded in. Demo data: every figure is made up. */
class StatisticsFileTest {

    private static final String FILE = """
            "デモ用のデータ（架空の数値）"
            "統計名：","人口動態（見本）"

            "表章項目 コード","表章項目","男女別 コード","男女別","地域（市区町村） コード","地域（市区町村）","時間軸コード","時間軸（年次）","単位","値","注釈"
            "110","人口","100","総数","05204","見本市","2022000000","2022年","千人","70.1",""
            "110","人口","100","総数","05204","見本市","2023000000","2023年","千人","69.25",""
            "110","人口","110","男","05204","見本市","2023000000","2023年","千人","33.1",""
            "110","人口","120","女","05204","見本市","2023000000","2023年","千人","***","x"
            "110","人口","100","総数","05205","となり市","2023000000","2023年","千人","1,200",""
            "120","世帯数","100","総数","05204","見本市","2023000000","2023年","世帯","28,310",""
            """;

    private static final String MAPPING = """
            format: shirube/statistics-mapping/1
            title: 人口動態（見本）
            header: {line: 4}
            area: "05204"
            columns: {area: 地域（市区町村） コード, period: 時間軸コード, value: 値, unit: 単位}
            periods:
              - {match: "{year}000000", period: "CY{year}"}
            missing: {"***": NOT_PUBLISHED, "-": NOT_APPLICABLE}
            series:
              - indicator: population
                where: [{column: 表章項目, is: 人口}, {column: 男女別, is: 総数}]
                factor: "1000"
                unit: 千人
              - indicator: population-by-sex
                component: 男
                where: [{column: 表章項目, is: 人口}, {column: 男女別, is: 男}]
                factor: "1000"
              - indicator: population-by-sex
                component: 女
                where: [{column: 1, is: "110"}, {column: 4, is: 女}]
              - indicator: households
                where: [{column: 表章項目, is: 世帯数}]
            status: PROVISIONAL
            evidence: 人口動態（見本）
            """;

    private final List<StatisticsRow> rows = new ArrayList<>();

    @Test
    void theRowsOfTheMunicipalityBecomeActualsOfItsIndicators() throws IOException {
        assertThat(read(FILE, MAPPING)).isEmpty();

        assertThat(rows)
                .extracting(
                        StatisticsRow::indicator,
                        StatisticsRow::component,
                        StatisticsRow::period,
                        StatisticsRow::value,
                        StatisticsRow::missingReason,
                        StatisticsRow::line)
                .containsExactly(
                        tuple("population", null, "CY2022", "70100", null, 5L),
                        tuple("population", null, "CY2023", "69250", null, 6L),
                        tuple("population-by-sex", "男", "CY2023", "33100", null, 7L),
                        tuple("population-by-sex", "女", "CY2023", null, MissingReason.NOT_PUBLISHED, 8L),
                        tuple("households", null, "CY2023", "28310", null, 10L));
        assertThat(rows).extracting(StatisticsRow::status).containsOnly(Status.PROVISIONAL);
        assertThat(rows).extracting(StatisticsRow::evidence).containsOnly("人口動態（見本）");
    }

    @Test
    void aFileOfWindowsAndOneWithAMarkAreReadAsTheMappingSays() throws IOException {
        StatisticsMapping windows = MappingDocument.read(MAPPING.replace("header:", "encoding: windows-31j\nheader:"));
        assertThat(read(FILE.getBytes(Charset.forName("windows-31j")), windows)).isEmpty();
        assertThat(rows).hasSize(5);

        rows.clear();
        assertThat(read(("\uFEFF" + FILE).getBytes(StandardCharsets.UTF_8), MappingDocument.read(MAPPING)))
                .isEmpty();
        assertThat(rows).hasSize(5);
        assertThatThrownBy(() -> read(FILE.getBytes(StandardCharsets.UTF_8), windows))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("windows-31j");
    }

    @Test
    void aHeaderOfTwoRowsNamesItsColumnsByBoth() throws IOException {
        String file = """
                地域,時点,人口,
                コード,,男,女
                05204,令和5年度,33,36
                """;
        String mapping = """
                format: shirube/statistics-mapping/1
                title: 二段見出し（見本）
                header: {line: 1, rows: 2}
                area: "05204"
                columns: {area: 地域/コード, period: 時点, value: 人口/男}
                series: [{indicator: men}]
                """;

        assertThat(read(file, mapping)).isEmpty();

        assertThat(rows).extracting(StatisticsRow::period).containsExactly("令和5年度");
        assertThat(rows).extracting(StatisticsRow::value).containsExactly("33");
        assertThat(rows).extracting(StatisticsRow::status).containsExactly(Status.FINAL);
    }

    @Test
    void whatAMappingDoesNotExplainIsAFaultInItsLine() throws IOException {
        String file = FILE.replace("69.25", "x")
                .replace("\"2022000000\"", "\"2022年度\"")
                .replace("\"33.1\"", "\"\"");

        assertThat(read(file, MAPPING))
                .extracting(Fault::line, Fault::pointer)
                .containsExactly(tuple(5, "/時間軸コード"), tuple(6, "/値"), tuple(7, "/値"));
        assertThat(read(FILE.replace("\"千人\",\"69.25\"", "\"人\",\"69.25\""), MAPPING))
                .extracting(Fault::line, Fault::pointer)
                .containsExactly(tuple(6, "/単位"));
    }

    @Test
    void twoRowsForOnePeriodMeanThatTheMappingIsNotPreciseEnough() throws IOException {
        List<Fault> faults = read(FILE, MAPPING.replace(", {column: 男女別, is: 総数}", ""));

        assertThat(faults).extracting(Fault::line).containsExactly(7, 8);
        assertThat(faults.getFirst().en()).contains("line 6");
    }

    @Test
    void aFileWithoutTheMunicipalityOrTheColumnsSaysWhatThereIsInstead() throws IOException {
        assertThat(read(FILE, MAPPING.replace("\"05204\"", "\"05210\""))
                        .getFirst()
                        .en())
                .contains("05204", "05205");
        assertThat(read(FILE, MAPPING.replace("value: 値", "value: 数値"))
                        .getFirst()
                        .ja())
                .contains("「数値」という列がありません", "注釈");
        assertThat(read("a,b\n", MAPPING).getFirst().en()).contains("before its header, line 4");
        assertThat(read(
                                FILE,
                                MAPPING.replace("is: 人口", "is: 面積")
                                        .replace("is: 世帯数", "is: 面積")
                                        .replace("is: \"110\"", "is: \"999\""))
                        .getFirst()
                        .pointer())
                .isEqualTo("/series");
        assertThat(rows).isEmpty();
    }

    private List<Fault> read(String file, String mapping) throws IOException {
        return read(file.getBytes(StandardCharsets.UTF_8), MappingDocument.read(mapping));
    }

    private List<Fault> read(byte[] file, StatisticsMapping mapping) throws IOException {
        rows.clear();
        return StatisticsFile.read(new ByteArrayInputStream(file), mapping, rows::add);
    }

    private static Tuple tuple(@Nullable Object... parts) {
        return Tuple.tuple(parts);
    }
}
