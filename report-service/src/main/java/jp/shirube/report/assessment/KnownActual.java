package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.util.Map;
import jp.shirube.notation.MissingReason;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/**
 * 実績値 as it is known.
 *
 * @param value null when there is a reason for it, or when only the parts have values
 * @param parts value by name of the part
 */
public record KnownActual(
        Period period,
        @Nullable BigDecimal value,
        @Nullable MissingReason missingReason,
        Map<String, BigDecimal> parts,
        Status status,
        long revision) {

    /** 見込 is never judged; 暫定 is, marked; 確定. */
    public enum Status {
        ESTIMATE,
        PROVISIONAL,
        FINAL
    }

    @Nullable
    BigDecimal valueOf(@Nullable String part) {
        return part == null ? value : parts.get(part);
    }
}
