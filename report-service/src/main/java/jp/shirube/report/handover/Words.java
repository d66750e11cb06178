package jp.shirube.report.handover;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import jp.shirube.notation.Eras;
import jp.shirube.notation.MissingReason;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.report.handover.Handover.Correction;
import jp.shirube.report.handover.Handover.Part;
import jp.shirube.report.handover.Handover.Reported;
import org.jspecify.annotations.Nullable;

/** What people read on a sheet, in Japanese. */
public final class Words {

    private static final PeriodNotation PERIODS = new PeriodNotation(Eras.standard());

    public String period(@Nullable String canonical) {
        return canonical == null ? "" : PERIODS.print(Period.ofCanonical(canonical));
    }

    public String periods(List<String> canonical) {
        return canonical.stream().map(this::period).collect(Collectors.joining("、"));
    }

    /** A plain number where there is one. */
    public String value(Reported reported) {
        String whole = value(reported.value(), reported.missingReason());
        String parts = reported.components().stream().map(this::part).collect(Collectors.joining("、"));
        return whole.isEmpty() || parts.isEmpty() ? whole + parts : whole + "（" + parts + "）";
    }

    private String part(Part part) {
        return part.name() + " " + value(part.value(), part.missingReason());
    }

    private static String value(@Nullable BigDecimal value, @Nullable String missing) {
        if (value != null) {
            return value.toPlainString();
        }
        return missing == null
                ? ""
                : switch (MissingReason.valueOf(missing)) {
                    case BLANK -> "無回答";
                    case NOT_APPLICABLE -> "該当なし";
                    case NOT_SURVEYED -> "調査なし";
                    case NOT_PUBLISHED -> "未公表";
                    case DISCONTINUED -> "事業終了";
                    case NOT_CALCULATED -> "算定なし";
                };
    }

    public String status(@Nullable String status) {
        return switch (status) {
            case null -> "";
            case "FINAL" -> "確定";
            case "PROVISIONAL" -> "速報（暫定）";
            case "ESTIMATE" -> "見込";
            default -> status;
        };
    }

    public String correction(Correction correction) {
        String reason = correction.reason();
        return correction.recordedOn() + " " + period(correction.period()) + (correction.withdrawn() ? " 取下げ" : " 訂正")
                + (reason == null ? "" : "：" + reason) + "（" + correction.recordedBy() + "）";
    }
}
