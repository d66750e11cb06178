package jp.shirube.report.handover;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.shirube.report.handover.Handover.HandedOver;
import jp.shirube.report.handover.Handover.Named;
import jp.shirube.report.handover.Handover.Owned;
import jp.shirube.report.handover.Handover.Promised;
import jp.shirube.report.handover.Handover.Reported;
import org.jspecify.annotations.Nullable;

/** The sheet as a table for spreadsheets: one line for each indicator owned, one for each handed over. */
final class HandoverCsv {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Pattern FORMULA = Pattern.compile("(?s)[=+\\-@\t\r＝＋－＠].*");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

    private static final List<String> HEAD = List.of(
            "区分",
            "指標id",
            "指標",
            "単位",
            "担当の始まり",
            "引き継いだ元の課",
            "計画の目標",
            "目標の期間",
            "未報告の年度",
            "次に報告する年度",
            "通常分かる日",
            "最後の報告の期間",
            "値",
            "状態",
            "注記",
            "根拠",
            "報告した日",
            "報告した人",
            "報告した課",
            "この1年の訂正",
            "引き渡す日",
            "引き渡し先");

    private HandoverCsv() {}

    /** In UTF-8 with a byte order mark, which spreadsheets need to see that it is. */
    static byte[] write(Handover handover, Words words) {
        StringWriter text = new StringWriter();
        text.write(BYTE_ORDER_MARK);
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            csv.writeRecord(HEAD);
            handover.owns().forEach(owned -> csv.writeRecord(escaped(row(owned, words))));
            handover.handsOver().forEach(handed -> csv.writeRecord(escaped(row(handed))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<@Nullable Object> row(Owned owned, Words words) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add("担当");
        row.add(owned.indicator());
        row.add(owned.name());
        row.add(owned.unit());
        row.add(owned.since());
        row.add(name(owned.receivedFrom()));
        row.add(owned.targets().stream().map(HandoverCsv::promised).collect(Collectors.joining("、")));
        row.add(words.periods(owned.due().goals()));
        row.add(words.periods(owned.due().missing()));
        row.add(words.period(owned.due().next()));
        row.add(owned.due().usuallyKnown());
        Reported last = owned.lastReported();
        if (last == null) {
            row.addAll(Stream.generate(() -> "").limit(9).toList());
        } else {
            row.add(words.period(last.period()));
            row.add(words.value(last));
            row.add(words.status(last.status()));
            row.add(last.note());
            row.add(last.evidence());
            row.add(last.recordedOn());
            row.add(last.recordedBy());
            row.add(name(last.department()));
            row.add(last.corrections().stream().map(words::correction).collect(Collectors.joining("、")));
        }
        row.add("");
        row.add("");
        return row;
    }

    private static List<@Nullable Object> row(HandedOver handed) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add("引き渡し");
        row.add(handed.indicator());
        row.add(handed.name());
        row.addAll(Stream.generate(() -> "").limit(HEAD.size() - 5L).toList());
        row.add(handed.from());
        Named to = handed.to();
        row.add(to == null ? "担当なし（" + handed.ja() + "）" : to.name());
        return row;
    }

    private static String promised(Promised target) {
        return target.planName() + " " + target.name() + " " + target.printed();
    }

    private static String name(@Nullable Named department) {
        return department == null ? "" : department.name();
    }

    private static List<String> escaped(List<@Nullable Object> cells) {
        return cells.stream().map(cell -> escaped(Objects.toString(cell, ""))).toList();
    }

    /** A spreadsheet calculates what begins like a formula, whoever wrote it: such a cell begins with an apostrophe. */
    static String escaped(String cell) {
        return FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
    }
}
