package jp.shirube.kpi.correction.rest;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.correction.Correction;
import jp.shirube.notation.Eras;
import jp.shirube.notation.PeriodNotation;
import org.jspecify.annotations.Nullable;

/** 正誤表の元 for Excel: UTF-8 with a byte order mark, no cell that Excel would take for a formula. */
final class CorrectionsCsv {

    static final String MEDIA_TYPE = "text/csv";

    private static final PeriodNotation NOTATION = new PeriodNotation(Eras.standard());
    private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private CorrectionsCsv() {}

    static boolean isWanted(HttpHeaders headers) {
        for (MediaType accepted : headers.getAcceptableMediaTypes()) {
            if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return false;
            }
            if (accepted.isCompatible(MediaType.valueOf(MEDIA_TYPE))) {
                return true;
            }
        }
        return false;
    }

    /** @param names whether it is told who confirmed each */
    static byte[] of(List<Correction> corrections, boolean names) {
        StringWriter text = new StringWriter();
        text.write('\ufeff');
        CsvWriter csv = CsvWriter.builder().bufferSize(0).build(text);
        csv.writeRecord(
                "指標ID", "指標", "単位", "期間", "期間（西暦）", "区分", "旧", "旧の内訳", "旧の状態", "新", "新の内訳", "新の状態", "理由", "確認日時", "確認者",
                "旧の版", "新の版");
        for (Correction correction : corrections) {
            Correction.Stated before = correction.before();
            Correction.@Nullable Stated now = correction.now();
            csv.writeRecord(
                    correction.indicator(),
                    cell(correction.name()),
                    cell(correction.unit()),
                    cell(NOTATION.print(correction.period())),
                    correction.period().canonical(),
                    correction.kind().ja(),
                    whole(before.measured()),
                    parts(before.measured()),
                    ja(before.status()),
                    now == null ? "" : whole(now.measured()),
                    now == null ? "" : parts(now.measured()),
                    now == null ? "" : ja(now.status()),
                    cell(correction.reason() == null ? "" : correction.reason()),
                    MINUTE.format(correction.confirmedAt().atZone(JAPAN)),
                    names ? cell(correction.confirmedBy()) : "",
                    Integer.toString(before.revision()),
                    Integer.toString(correction.revision()));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String whole(Measured measured) {
        return measured.whole() == null ? "" : single(measured.whole());
    }

    private static String parts(Measured measured) {
        return cell(measured.components().stream()
                .map(each -> each.name() + " " + single(each.measured()))
                .collect(Collectors.joining("、")));
    }

    private static String single(Measured.Single measured) {
        return switch (measured) {
            case Measured.Value value -> value.print();
            case Measured.Missing missing -> ja(missing.reason()) + (missing.countsAsZero() ? "（0として扱う）" : "");
        };
    }

    private static String ja(MissingReason reason) {
        return switch (reason) {
            case NOT_APPLICABLE -> "該当なし";
            case NOT_SURVEYED -> "調査なし";
            case NOT_PUBLISHED -> "未公表";
            case DISCONTINUED -> "事業終了";
            case NOT_CALCULATED -> "算定なし";
        };
    }

    private static String ja(Status status) {
        return switch (status) {
            case ESTIMATE -> "見込";
            case PROVISIONAL -> "暫定";
            case FINAL -> "確定";
        };
    }

    /** A formula is text here. */
    private static String cell(String text) {
        return !text.isEmpty() && "=+-@\t\r\n＝＋－＠".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
