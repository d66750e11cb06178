package jp.shirube.report.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void figuresFarFromZeroFillTheHeight() {
        assertThat(labels("25.8", "40")).containsExactly("25", "30", "35", "40");
    }

    @Test
    void figuresNearZeroBeginAtZero() {
        assertThat(labels("7", "36")).containsExactly("0", "10", "20", "30", "40");
    }

    @Test
    void declineAndGrowthShareAZeroLine() {
        Scale scale = scale("-684", "30");
        assertThat(scale.crossesZero()).isTrue();
        assertThat(labels("-684", "30")).containsExactly("−800", "−600", "−400", "−200", "0", "200");
    }

    @Test
    void oneFigureAloneStandsInTheMiddle() {
        assertThat(scale("100").fromTop(new BigDecimal("100"), 300)).isEqualByComparingTo("150");
        assertThat(scale("0").fromTop(BigDecimal.ZERO, 300)).isEqualByComparingTo("150");
    }

    @Test
    void largeAndSmallFiguresHaveRoundSteps() {
        assertThat(labels("4620000", "7300000").getLast()).isEqualTo("8,000,000");
        assertThat(labels("0.62", "0.68")).contains("0.62", "0.64", "0.66", "0.68");
    }

    @Test
    void theTopIsTheTopAndTheBottomTheBottom() {
        Scale scale = scale("0", "97");
        assertThat(scale.fromTop(scale.top(), 310)).isEqualByComparingTo("0");
        assertThat(scale.fromTop(scale.bottom(), 310)).isEqualByComparingTo("310");
    }

    private static List<String> labels(String... values) {
        return scale(values).ticks().stream().map(Numbers::print).toList();
    }

    private static Scale scale(String... values) {
        return Scale.of(Arrays.stream(values).map(BigDecimal::new).toList());
    }
}
