package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures for people: thousands separated, a real minus sign, the unit behind. */
final class Numbers {

    private Numbers() {}

    /** @param decimals at least so many, as the municipality rounds officially; −1 for as many as there are */
    static String print(BigDecimal value, int decimals, String unit) {
        int scale = Math.max(Math.max(value.stripTrailingZeros().scale(), decimals), 0);
        String digits = String.format(Locale.ROOT, "%,." + scale + "f", value.abs());
        return (value.signum() < 0 ? "−" : "") + digits + unit;
    }

    static String print(BigDecimal value) {
        return print(value, -1, "");
    }

    /** Exact decimals are written as text in events and as numbers in assessments. */
    static @Nullable BigDecimal of(JsonNode node) {
        return node.isNumber() ? node.decimalValue() : node.isTextual() ? new BigDecimal(node.asText()) : null;
    }
}
