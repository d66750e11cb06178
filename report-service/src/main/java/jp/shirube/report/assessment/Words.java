package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodNotation;
import org.jspecify.annotations.Nullable;

/** How years and figures stand in a sentence. */
final class Words {

    private static final PeriodNotation PERIODS = new PeriodNotation(Eras.standard());

    private Words() {}

    /** R7. */
    static String ja(Period period) {
        return PERIODS.printShort(period);
    }

    /** FY2025. */
    static String en(FiscalYear year) {
        return "FY" + year.year();
    }

    /** R3・R4. */
    static String ja(List<FiscalYear> years) {
        return years.stream().map(Words::ja).collect(Collectors.joining("・"));
    }

    static String en(List<FiscalYear> years) {
        return years.stream().map(Words::en).collect(Collectors.joining(", "));
    }

    /** R3〜R7. */
    static String jaSpan(List<FiscalYear> years) {
        return ja(years.getFirst()) + (years.size() == 1 ? "" : "〜" + ja(years.getLast()));
    }

    static String enSpan(List<FiscalYear> years) {
        return en(years.getFirst()) + (years.size() == 1 ? "" : "–" + en(years.getLast()));
    }

    /** As the indicator is officially rounded; what is calculated with one digit more. */
    static String number(Measure measure, BigDecimal value) {
        int official = measure.decimals() == null ? 0 : measure.decimals();
        int most = measure.decimals() == null ? 2 : official + 1;
        BigDecimal shown = value.setScale(Math.max(Math.min(value.scale(), most), official), RoundingMode.HALF_UP);
        BigDecimal bare = shown.stripTrailingZeros();
        shown = bare.setScale(Math.max(bare.scale(), official));
        String plain = shown.abs().toPlainString();
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        String grouped = whole.replaceAll("(?<=[0-9])(?=(?:[0-9]{3})+$)", ",");
        return (shown.signum() < 0 ? "−" : "") + grouped + (point < 0 ? "" : plain.substring(point));
    }

    /** With its unit. */
    static String figure(Measure measure, BigDecimal value) {
        return number(measure, value) + measure.unit();
    }

    /** Half up at display, one decimal. */
    static String percent(@Nullable BigDecimal rate) {
        return rate == null ? "－" : rate.setScale(1, RoundingMode.HALF_UP).toPlainString() + "%";
    }
}
