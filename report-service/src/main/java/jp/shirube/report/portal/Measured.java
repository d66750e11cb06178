package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** An indicator's unit and its official rounding. */
record Measured(String unit, int decimals) {

    /** Where nobody says how it is rounded. */
    private static final int USUAL_DIGITS = 2;

    static Measured of(@Nullable JsonNode indicator, String printedUnit) {
        return indicator == null
                ? new Measured(printedUnit, -1)
                : new Measured(
                        Words.text(indicator, "unit"),
                        indicator.path("decimals").asInt(-1));
    }

    /** @param other the unit of a component; empty where it is the indicator's */
    Measured in(String other) {
        return other.isEmpty() ? this : new Measured(other, decimals);
    }

    String print(BigDecimal value) {
        return Numbers.print(value, decimals, unit);
    }

    /** What is calculated may be endless: with one digit more than the official rounding, as in the sentences beside it. */
    String rounded(BigDecimal value) {
        int scale = decimals < 0 ? USUAL_DIGITS : decimals + 1;
        return value.scale() > scale ? print(value.setScale(scale, RoundingMode.HALF_UP)) : print(value);
    }

    /** Nothing where there is no figure. */
    String rounded(JsonNode value) {
        BigDecimal figure = Numbers.of(value);
        return figure == null ? "" : rounded(figure);
    }

    /** Differences of percentages are ポイント. */
    Measured ofDifference() {
        return unit.equals("%") || unit.equals("％") ? new Measured("ポイント", decimals) : this;
    }
}
