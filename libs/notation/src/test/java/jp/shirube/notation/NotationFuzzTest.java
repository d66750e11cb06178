package jp.shirube.notation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** ASVS 5.0 1.5.3, 2.2.1: whatever is written, it is read or refused; what is read can be printed and read again. */
class NotationFuzzTest {

    private final FigureNotation figures = new FigureNotation(Eras.standard());
    private final PeriodNotation periods = new PeriodNotation(Eras.standard());

    @FuzzTest(maxDuration = "10m")
    void figure(byte[] written) {
        String text = new String(written, StandardCharsets.UTF_8);
        try {
            Figure figure = figures.parse(text);
            assertThat(figures.parse(figures.print(figure)).parts()).isEqualTo(figure.parts());
        } catch (NotationException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "10m")
    void period(byte[] written) {
        String text = new String(written, StandardCharsets.UTF_8);
        for (PeriodKind kind : PeriodKind.values()) {
            try {
                Period period = periods.parse(text, kind);
                assertThat(periods.parse(periods.print(period), kind)).isEqualTo(period);
                assertThat(Period.ofCanonical(period.canonical())).isEqualTo(period);
            } catch (NotationException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }
}
