package jp.shirube.kpi.collection.excel;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import jp.shirube.kpi.collection.form.FormFault.Weight;
import org.dhatim.fastexcel.reader.Cell;
import org.jspecify.annotations.Nullable;

/**
 * A cell as a person saw it, and what its sender should know of how it was read.
 *
 * @param weight null where there is nothing to say
 */
record Seen(String text, @Nullable Weight weight, String ja, String en) {
    private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_UP);
    private static final int LARGEST_EXPONENT = 308;

    static final Seen NOTHING = plain("");

    static Seen plain(String text) {
        return new Seen(text, null, "", "");
    }

    boolean blank() {
        return text.isBlank();
    }

    static Seen of(@Nullable Cell cell) {
        if (cell == null) {
            return NOTHING;
        }
        return switch (cell.getType()) {
            case EMPTY -> NOTHING;
            case STRING -> text(cell.getText());
            case BOOLEAN ->
                new Seen(
                        truth(cell),
                        Weight.REFUSED,
                        "TRUE／FALSE の値です。文字か数字で書いてください。",
                        "This is TRUE or FALSE. Write text or a figure.");
            case ERROR -> error(cell.getText().isEmpty() ? cell.getRawValue() : cell.getText());
            case NUMBER -> number(cell, cell.asNumber());
            case FORMULA -> formula(cell);
        };
    }

    private static Seen text(String written) {
        if (written.length() > 2 * CellText.MOST) {
            return new Seen(
                    written.substring(0, CellText.MOST),
                    Weight.REFUSED,
                    "長すぎます（32,767字まで）。",
                    "Too long (at most 32,767 characters).");
        }
        String text = CellText.read(written);
        return text.endsWith(CellText.CUT) ? NOTHING : plain(text);
    }

    private static Seen error(@Nullable String written) {
        return new Seen(
                written == null ? "#" : written,
                Weight.REFUSED,
                "エラー値（%s）です。値を書いてください。".formatted(written),
                "This is the error %s. Write a value.".formatted(written));
    }

    private static String truth(Cell cell) {
        return Boolean.TRUE.equals(cell.getValue()) ? "TRUE" : "FALSE";
    }

    private static Seen formula(Cell cell) {
        Object cached = cell.getValue();
        boolean calculated = cell.getFormula() != null && !cell.getFormula().isEmpty();
        if (!calculated) {
            return cached == null ? NOTHING : text(cached.toString());
        }
        Seen seen = switch (cached) {
            case null ->
                new Seen(
                        "=" + shortened(cell.getFormula()),
                        Weight.REFUSED,
                        "計算結果が保存されていない数式です。Excelで開いて保存し直すか、値を書いてください。",
                        "A formula without a stored result. Open and save it again, or write the value.");
            case BigDecimal number -> number(cell, number);
            case Boolean truth ->
                new Seen(
                        truth ? "TRUE" : "FALSE",
                        Weight.REFUSED,
                        "TRUE／FALSE になる数式です。",
                        "A formula that gives TRUE or FALSE.");
            default -> cached.toString().matches("#[A-Z0-9/?!]+") ? error(cached.toString()) : text(cached.toString());
        };
        return seen.weight == Weight.REFUSED || seen.blank()
                ? seen
                : new Seen(
                        seen.text,
                        Weight.NOTE,
                        seen.ja
                                + "数式（=%s）の計算結果「%s」を読み取りました。"
                                        .formatted(shortened(cell.getFormula()), shortened(seen.text)),
                        seen.en + "Read the result of a formula.");
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private static Seen number(Cell cell, BigDecimal raw) {
        if (raw.signum() != 0 && Math.abs((long) raw.precision() - raw.scale()) > LARGEST_EXPONENT + 1) {
            return new Seen(
                    shortened(cell.getRawValue()),
                    Weight.REFUSED,
                    "Excelの数値の範囲を超えています。",
                    "Beyond any number of Excel.");
        }
        BigDecimal value = raw.round(SHOWN);
        Integer id = cell.getDataFormatId();
        String code = cell.getDataFormatString();
        NumberFormat format = NumberFormat.of(id == null ? -1 : id, code == null ? "" : code);
        if (format.date()) {
            return date(value);
        }
        if (format.scaled()) {
            return new Seen(
                    printed(value),
                    Weight.REFUSED,
                    "千単位などに縮めて表示する書式（%s）のため、見えている値と中の値（%s）が違います。書式を「標準」にして書き直してください。".formatted(code, printed(value)),
                    "The cell's format shows thousands as ones, so what is seen is not what it holds (%s)."
                            .formatted(printed(value)));
        }
        BigDecimal seen = format.percent() ? value.movePointRight(2) : value;
        String behind = format.percent() ? "%" : format.suffix();
        String text = printed(seen) + behind;
        if (format.decimals() >= 0 && seen.stripTrailingZeros().scale() > format.decimals()) {
            String shown =
                    seen.setScale(format.decimals(), RoundingMode.HALF_UP).toPlainString() + behind;
            return new Seen(
                    text,
                    Weight.NOTE,
                    "「%s」と表示されていますが、中の値「%s」を読み取りました。".formatted(shown, text),
                    "Shown as \"%s\"; read what the cell holds, \"%s\".".formatted(shown, text));
        }
        return behind.isEmpty()
                ? plain(text)
                : new Seen(
                        text,
                        Weight.NOTE,
                        "表示のとおり「%s」と読み取りました。".formatted(text),
                        "Read as it is shown, \"%s\".".formatted(text));
    }

    private static Seen date(BigDecimal serial) {
        String shown = printed(serial);
        if (serial.signum() >= 0 && serial.compareTo(BigDecimal.valueOf(2_958_465)) <= 0) {
            LocalDate day = LocalDate.of(1899, 12, 30).plusDays(serial.longValue());
            shown = day.toString();
        }
        return new Seen(
                shown,
                Weight.REFUSED,
                "日付や時刻（%s）になっています。「3-4」「1/2」などはExcelが日付に変えることがあります。書式を「文字列」にして書き直してください。".formatted(shown),
                "This is a day or a time (%s). Excel turns 3-4 or 1/2 into one; format the cell as text and write it again."
                        .formatted(shown));
    }

    private static String printed(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
