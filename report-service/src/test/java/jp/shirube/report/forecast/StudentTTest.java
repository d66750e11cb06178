package jp.shirube.report.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.RoundingMode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StudentTTest {

    @Test
    void eightyPercentOfTheDistributionLieWithinEveryRow() {
        for (int degrees = 1; degrees <= 30; degrees++) {
            double row = StudentT.twoSided80(degrees).doubleValue();
            assertThat(shareWithin(row, degrees))
                    .as("%s degrees of freedom", degrees)
                    .isCloseTo(0.8, within(1e-12));
        }
    }

    @Test
    void eightyPercentOfTheNormalDistributionLieWithinTheLastRow() {
        double row = StudentT.twoSided80(31).doubleValue();
        double density = 0;
        int steps = 1000;
        for (int i = 0; i <= steps; i++) {
            double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
            double z = row * i / steps;
            density += weight * Math.exp(-z * z / 2);
        }
        double simpson = 2 * density * row / steps / 3 / Math.sqrt(2 * Math.PI);
        assertThat(simpson).isCloseTo(0.8, within(1e-12));
        assertThat(StudentT.twoSided80(500)).isEqualTo(StudentT.twoSided80(31));
    }

    @Test
    void theRowsAreThoseOfThePrintedTables() {
        assertThat(IntStream.of(1, 2, 3, 5, 10, 20, 30).mapToObj(StudentT::twoSided80))
                .extracting(row -> row.setScale(3, RoundingMode.HALF_UP).toPlainString())
                .containsExactly("3.078", "1.886", "1.638", "1.476", "1.372", "1.325", "1.310");
    }

    @Test
    void theMoreYearsTheNarrower() {
        for (int degrees = 1; degrees <= 30; degrees++) {
            assertThat(StudentT.twoSided80(degrees + 1)).isLessThan(StudentT.twoSided80(degrees));
        }
    }

    @Test
    void twoYearsGiveNoInterval() {
        assertThatIllegalArgumentException().isThrownBy(() -> StudentT.twoSided80(0));
    }

    /** P(|T| ≤ t) as a finite sum (Abramowitz and Stegun 26.7.3 and 26.7.4). */
    private static double shareWithin(double t, int degrees) {
        double angle = Math.atan(t / Math.sqrt(degrees));
        double squaredCosine = 1 / (1 + t * t / degrees);
        boolean odd = degrees % 2 == 1;
        double term = odd ? Math.cos(angle) : 1;
        double sum = degrees == 1 ? 0 : term;
        for (int k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
            term *= squaredCosine * (k - 1) / k;
            sum += term;
        }
        return odd ? 2 / Math.PI * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
    }
}
