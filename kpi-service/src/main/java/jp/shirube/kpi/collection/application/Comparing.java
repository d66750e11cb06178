package jp.shirube.kpi.collection.application;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.Subject;
import jp.shirube.kpi.collection.application.Difference.Change;
import jp.shirube.kpi.collection.application.Difference.FieldChange;
import jp.shirube.kpi.collection.application.Difference.Remark;
import jp.shirube.kpi.collection.form.Field;
import jp.shirube.kpi.collection.form.FormFault;
import jp.shirube.kpi.collection.form.ReadCell;
import jp.shirube.kpi.collection.form.ReadForm;
import jp.shirube.kpi.collection.form.ReadRow;
import org.jspecify.annotations.Nullable;

/**
 * Compares forms that came back with what is kept. A blank cell says that nothing changes; what somebody changed after the form
 * was made is not overwritten. What a file says of itself decides nothing: whose items these are is looked up.
 */
final class Comparing {

    private final Map<String, ItemView> own = new LinkedHashMap<>();
    private final String municipality;
    private final String round;
    private final BiPredicate<String, String> said;
    private final boolean overwrite;

    /**
     * @param own the items whoever sent it may answer
     * @param said whether of an item a text was said already
     * @param overwrite whether they have seen the conflicts and mean it
     */
    Comparing(
            String municipality,
            String round,
            List<ItemView> own,
            BiPredicate<String, String> said,
            boolean overwrite) {
        own.forEach(view -> this.own.put(view.item().id(), view));
        this.municipality = municipality;
        this.round = round;
        this.said = said;
        this.overwrite = overwrite;
    }

    Difference compare(UUID upload, List<ReadForm> files) {
        List<Change> changes = new ArrayList<>();
        for (ReadForm file : files) {
            Map<String, List<ReadRow>> items = new LinkedHashMap<>();
            file.rows()
                    .forEach(row -> items.computeIfAbsent(row.item(), id -> new ArrayList<>())
                            .add(row));
            items.values().forEach(rows -> changes.add(change(file, rows)));
        }
        return new Difference(upload, files, changes);
    }

    private Change change(ReadForm file, List<ReadRow> rows) {
        ReadRow first = rows.getFirst();
        ItemView view = own.get(first.item());
        List<Remark> remarks = new ArrayList<>();
        if (!file.municipality().equals(municipality) || !file.round().equals(round) || file.refused()) {
            remarks.add(refusal("この実績照会の様式ではありません。", "The form is not of this round."));
        }
        if (view == null) {
            remarks.add(refusal(
                    "この項目は、この照会であなたの課に照会されていません。", "Your department is not asked for this item in this round."));
            return new Change(
                    file.file(),
                    first.sheet(),
                    first.number(),
                    first.item(),
                    "",
                    Difference.Kind.REJECTED,
                    List.of(),
                    remarks,
                    null,
                    null,
                    "");
        }
        Item item = view.item();
        List<FieldChange> fields = new ArrayList<>();
        Answered answer = item.answer();
        String comment = "";
        for (ReadRow row : rows) {
            for (Map.Entry<Field, ReadCell> cell : row.cells().entrySet()) {
                file.faultsOf(row, cell.getKey())
                        .forEach(fault -> remarks.add(remark(row, cell.getKey(), cell.getValue(), fault)));
                if (cell.getKey() == Field.COMMENT) {
                    String text = cell.getValue().text().replace("\r\n", "\n").strip();
                    comment = said.test(item.id(), text) ? "" : text;
                    continue;
                }
                Optional<String> meaning =
                        FormWords.meaning(cell.getKey(), cell.getValue().text().strip());
                if (meaning.isEmpty()) {
                    remarks.add(new Remark(
                            true,
                            cell.getValue().reference(),
                            row.component(),
                            cell.getKey(),
                            "「" + cell.getValue().text() + "」は選べる語ではありません: "
                                    + String.join("、", cell.getKey().choices()),
                            "Not one of the words to choose from: "
                                    + String.join(", ", cell.getKey().choices())));
                    continue;
                }
                String before = get(answer, item.subject(), cell.getKey(), row.component());
                String after = meaning.get().replace("\r\n", "\n");
                if (!before.equals(after)) {
                    fields.add(new FieldChange(cell.getKey(), row.component(), before, after));
                    answer = set(answer, item.subject(), cell.getKey(), row.component(), after);
                }
            }
        }
        long seen = rows.stream().mapToLong(ReadRow::version).min().orElse(0);
        if (!fields.isEmpty() && !item.isEditable()) {
            remarks.add(refusal(
                    "いまの状態（" + view.state().ja() + "）では変更できません。",
                    "It cannot be changed in its state (" + view.state().en() + ")."));
        }
        return new Change(
                file.file(),
                first.sheet(),
                first.number(),
                item.id(),
                view.about().name(),
                kind(remarks, fields, comment, item, seen),
                fields,
                remarks,
                item.version(),
                answer,
                comment);
    }

    private Difference.Kind kind(List<Remark> remarks, List<FieldChange> fields, String comment, Item item, long seen) {
        if (remarks.stream().anyMatch(Remark::refused)) {
            return Difference.Kind.REJECTED;
        }
        if (fields.isEmpty() && comment.isEmpty()) {
            return Difference.Kind.UNCHANGED;
        }
        if (!fields.isEmpty() && seen != item.version() && !overwrite) {
            return Difference.Kind.CONFLICT;
        }
        return item.answer().saysNothing() ? Difference.Kind.NEW : Difference.Kind.CHANGED;
    }

    private static Remark refusal(String ja, String en) {
        return new Remark(true, "", "", null, ja, en);
    }

    private static Remark remark(ReadRow row, Field field, ReadCell cell, FormFault fault) {
        return new Remark(
                fault.weight() == FormFault.Weight.REFUSED,
                cell.reference(),
                row.component(),
                field,
                fault.ja(),
                fault.en());
    }

    private static String get(Answered answer, Subject subject, Field field, String component) {
        if (!component.isEmpty()) {
            Answered.@Nullable Component part = answer.components().stream()
                    .filter(each -> each.name().equals(component))
                    .findFirst()
                    .orElse(null);
            return switch (field) {
                case VALUE -> part == null ? "" : part.value();
                case MISSING_REASON -> part == null ? "" : part.missingReason();
                case STATUS, INITIATIVE_STATUS, TEXT, SELF_EVALUATION, CAUSE, DIRECTION, EXPLANATION, COMMENT ->
                    get(answer, subject, field, "");
            };
        }
        return switch (field) {
            case VALUE -> answer.value();
            case MISSING_REASON -> answer.missingReason();
            case STATUS -> answer.status();
            case INITIATIVE_STATUS -> answer.progress();
            case TEXT -> subject instanceof Subject.OfInitiative ? answer.text() : answer.note();
            case SELF_EVALUATION -> answer.selfEvaluation();
            case CAUSE -> answer.cause();
            case DIRECTION -> answer.direction();
            case EXPLANATION -> answer.explanation();
            case COMMENT -> "";
        };
    }

    private static Answered set(Answered answer, Subject subject, Field field, String component, String text) {
        boolean ofPart = !component.isEmpty() && (field == Field.VALUE || field == Field.MISSING_REASON);
        boolean note = field == Field.TEXT && !(subject instanceof Subject.OfInitiative);
        return new Answered(
                field == Field.VALUE && !ofPart ? text : answer.value(),
                field == Field.MISSING_REASON && !ofPart ? text : answer.missingReason(),
                answer.countsAsZero(),
                ofPart ? parts(answer.components(), field, component, text) : answer.components(),
                field == Field.STATUS ? text : answer.status(),
                field == Field.INITIATIVE_STATUS ? text : answer.progress(),
                field == Field.TEXT && !note ? text : answer.text(),
                note ? text : answer.note(),
                answer.evidence(),
                field == Field.SELF_EVALUATION ? text : answer.selfEvaluation(),
                field == Field.CAUSE ? text : answer.cause(),
                field == Field.DIRECTION ? text : answer.direction(),
                field == Field.EXPLANATION ? text : answer.explanation());
    }

    private static List<Answered.Component> parts(
            List<Answered.Component> parts, Field field, String name, String text) {
        List<Answered.Component> all = new ArrayList<>();
        boolean found = false;
        for (Answered.Component part : parts) {
            if (part.name().equals(name)) {
                found = true;
                all.add(part(name, field, text, part));
            } else {
                all.add(part);
            }
        }
        if (!found) {
            all.add(part(name, field, text, new Answered.Component(name, "", "")));
        }
        return all;
    }

    private static Answered.Component part(String name, Field field, String text, Answered.Component before) {
        return new Answered.Component(
                name,
                field == Field.VALUE ? text : before.value(),
                field == Field.MISSING_REASON ? text : before.missingReason());
    }
}
