package jp.shirube.kpi.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeriodPatternTest {

    @Test
    void aPeriodIsReadAsThePatternSays() {
        assertThat(new PeriodPattern("{year}000000", "CY{year}").read("2023000000"))
                .contains("CY2023");
        assertThat(new PeriodPattern("{year}100000", "FY{year}").read("2023100000"))
                .contains("FY2023");
        assertThat(new PeriodPattern("{year}年", "CY{year}").read("2023年")).contains("CY2023");
        assertThat(new PeriodPattern("令和{number}年度", "令和{number}年度").read("令和5年度"))
                .contains("令和5年度");
        assertThat(new PeriodPattern("{year}{month}{day}", "{year}-{month}-{day}").read("20231001"))
                .contains("2023-10-01");
    }

    @Test
    void aPeriodThatIsWrittenOtherwiseIsNotGuessedAt() {
        PeriodPattern whole = new PeriodPattern("{year}000000", "CY{year}");
        assertThat(whole.read("2023000101")).isEmpty();
        assertThat(whole.read("2023年")).isEmpty();
        assertThat(whole.read("12023000000")).isEmpty();
        assertThat(new PeriodPattern("平成.*", "CY2000").read("平成30年")).isEmpty();
    }

    @Test
    void aPatternThatCannotMeanAPeriodIsAProblem() {
        assertThat(new PeriodPattern("{year}年", "CY{year}").problem()).isEmpty();
        assertThat(new PeriodPattern("{year}年", "{year}-{month}").problem()).contains("{month}");
        assertThat(new PeriodPattern("{years}年", "CY2000").problem()).contains("{years}");
        assertThat(new PeriodPattern("{year}{year}", "CY{year}").problem()).contains("{year}{year}");
    }
}
