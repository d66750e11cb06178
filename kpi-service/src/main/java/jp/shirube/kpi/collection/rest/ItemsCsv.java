package jp.shirube.kpi.collection.rest;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.application.ItemView;
import org.jspecify.annotations.Nullable;

/** 回答状況一覧 for Excel: UTF-8 with a byte order mark, one value per cell, no cell that Excel would take for a formula. */
final class ItemsCsv {

    static final String MEDIA_TYPE = "text/csv";

    private ItemsCsv() {}

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

    static Response answer(Round round, List<ItemView> items) {
        StringWriter text = new StringWriter();
        text.write('\ufeff');
        CsvWriter csv = CsvWriter.builder().bufferSize(0).build(text);
        csv.writeRecord(
                "照会",
                "対象年度（西暦）",
                "項目",
                "課",
                "課ID",
                "計画",
                "名称",
                "状態",
                "遅れ",
                "期限後の照会日",
                "値",
                "値がない理由",
                "単位",
                "進捗状況",
                "自己評価",
                "要因",
                "今後の方向",
                "差し戻し・再開の理由",
                "提出日時",
                "入力した項目数",
                "差し戻し回数",
                "版");
        for (ItemView view : items) {
            csv.writeRecord(row(round, view));
        }
        return Response.ok(text.toString().getBytes(StandardCharsets.UTF_8))
                .type(MEDIA_TYPE + ";charset=UTF-8;header=present")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + round.id() + "-items.csv\"")
                .build();
    }

    private static List<String> row(Round round, ItemView view) {
        Item item = view.item();
        Answered answer = item.answer();
        String plan = "";
        String unit = "";
        switch (view.about()) {
            case ItemView.Figure figure -> {
                plan = String.join(
                        "、",
                        figure.places().stream()
                                .map(place -> place.planName())
                                .distinct()
                                .toList());
                unit = figure.indicator() == null ? "" : figure.indicator().unit();
            }
            case ItemView.Undertaking undertaking ->
                plan = undertaking.initiative() == null
                        ? ""
                        : undertaking.initiative().planName();
        }
        return List.of(
                round.id(),
                Integer.toString(round.year().year()),
                item.id(),
                cell(view.departmentName()),
                cell(view.department()),
                cell(plan),
                cell(view.about().name()),
                view.state().ja(),
                view.late() ? "遅れ" : "",
                item.askFrom() == null ? "" : item.askFrom().toString(),
                cell(answer.value()),
                answer.missingReason(),
                cell(unit),
                answer.progress(),
                cell(answer.selfEvaluation()),
                cell(answer.cause()),
                answer.direction(),
                cell(item.reason()),
                item.submittedAt() == null ? "" : item.submittedAt().toString(),
                Integer.toString(item.typed()),
                Integer.toString(item.returns()),
                Long.toString(item.version()));
    }

    /** A formula is text here; a negative number stays one. */
    private static String cell(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        char first = text.charAt(0);
        boolean formula = "=+-@\t\r＝＋－＠".indexOf(first) >= 0 && !text.matches("-[0-9.]+");
        return formula ? "'" + text : text;
    }
}
