package jp.shirube.report.forecast;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many standard errors lie on either side of a prediction for 80 % between them: the 0.9 quantile of Student's
 * t-distribution, to twelve decimals. The test beside it checks every row against the distribution function.
 */
final class StudentT {

    private static final List<BigDecimal> TWO_SIDED_80 = Stream.of(
                    "3.077683537175",
                    "1.885618083164",
                    "1.637744353696",
                    "1.533206274059",
                    "1.475884048824",
                    "1.439755747265",
                    "1.414923927651",
                    "1.396815309744",
                    "1.383028738397",
                    "1.372183641110",
                    "1.363430318021",
                    "1.356217334023",
                    "1.350171288780",
                    "1.345030374455",
                    "1.340605607850",
                    "1.336757167327",
                    "1.333379389722",
                    "1.330390943570",
                    "1.327728209027",
                    "1.325340706985",
                    "1.323187873865",
                    "1.321236741613",
                    "1.319460239816",
                    "1.317835933673",
                    "1.316345072674",
                    "1.314971864271",
                    "1.313702912829",
                    "1.312526781593",
                    "1.311433647302",
                    "1.310415025391")
            .map(BigDecimal::new)
            .toList();

    /** Of the normal distribution, used beyond the table as textbooks do: with 31 degrees of freedom it holds 79 %. */
    private static final BigDecimal NORMAL = new BigDecimal("1.281551565545");

    private StudentT() {}

    /** @param degreesOfFreedom known years less the two coefficients of the line, above zero */
    static BigDecimal twoSided80(int degreesOfFreedom) {
        if (degreesOfFreedom < 1) {
            throw new IllegalArgumentException("no interval with " + degreesOfFreedom + " degrees of freedom");
        }
        return degreesOfFreedom <= TWO_SIDED_80.size() ? TWO_SIDED_80.get(degreesOfFreedom - 1) : NORMAL;
    }
}
