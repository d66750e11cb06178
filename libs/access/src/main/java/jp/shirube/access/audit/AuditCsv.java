package jp.shirube.access.audit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 監査記録 as a table: UTF-8 with its mark, as spreadsheets expect it. */
final class AuditCsv {

    private static final List<String> HEADER = List.of(
            "番号 id",
            "日時 at",
            "要求 requestId",
            "操作者 actor",
            "氏名 actorName",
            "役割 roles",
            "部署 department",
            "操作 action",
            "対象 subject",
            "結果 outcome",
            "拒否の種類 problem",
            "状態 status",
            "変更前 before",
            "変更後 after",
            "理由 why",
            "封印 sealedAt",
            "封 seal");

    private AuditCsv() {}

    static String of(AuditPage page) {
        StringBuilder csv = new StringBuilder("\uFEFF");
        line(csv, HEADER.stream());
        for (AuditPage.Item item : page.items()) {
            line(
                    csv,
                    Stream.of(
                            item.id(),
                            item.at(),
                            item.requestId(),
                            item.actor(),
                            item.actorName(),
                            item.roles(),
                            text(item.department()),
                            item.action(),
                            item.subject(),
                            item.outcome(),
                            text(item.problem()),
                            text(item.status()),
                            text(item.before()),
                            text(item.after()),
                            text(item.why()),
                            text(item.sealedAt()),
                            text(item.seal())));
        }
        return csv.toString();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static void line(StringBuilder csv, Stream<?> cells) {
        csv.append(cells.map(cell -> cell(cell.toString())).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    /** What a spreadsheet would take for a formula is told to it as a text. */
    static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r\n＝＋－＠".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
