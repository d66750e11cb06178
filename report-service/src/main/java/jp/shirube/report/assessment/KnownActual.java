package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import jp.shirube.notation.MissingReason;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/**
 * 実績値 as it is known.
 *
 * @param value null when there is a reason for it, or when only the parts have values
 * @param countsAsZero whether the department says that the missing figure (事業終了, 該当なし) is a zero in a sum
 * @param parts value by name of the component
 * @param knownOn the day the revision was recorded; null when nobody says
 */
public record KnownActual(
        Period period,
        @Nullable BigDecimal value,
        @Nullable MissingReason missingReason,
        boolean countsAsZero,
        Map<String, BigDecimal> parts,
        Status status,
        long revision,
        @Nullable LocalDate knownOn) {

    /** 見込 is never judged; 暫定 is, marked; 確定. */
    public enum Status {
        ESTIMATE,
        PROVISIONAL,
        FINAL
    }

    @Nullable
    BigDecimal valueOf(@Nullable String part) {
        BigDecimal figure = part == null ? value : parts.get(part);
        return figure == null && countsAsZero && missingReason != null ? BigDecimal.ZERO : figure;
    }
}
