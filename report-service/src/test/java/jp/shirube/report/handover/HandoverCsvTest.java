package jp.shirube.report.handover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ASVS 1.2.10: what a spreadsheet would calculate is text. */
class HandoverCsvTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"=1+1", "+cmd", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x", "-1-2", "=", "-1\n=2"
            })
    void whatBeginsLikeAFormulaBeginsWithAnApostrophe(String cell) {
        assertThat(HandoverCsv.escaped(cell)).isEqualTo("'" + cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-684", "+3", "-0.50", "12.8", "令和7年度", "a=b", " 課"})
    void numbersAndWordsStayWhatTheyAre(String cell) {
        assertThat(HandoverCsv.escaped(cell)).isEqualTo(cell);
    }
}
