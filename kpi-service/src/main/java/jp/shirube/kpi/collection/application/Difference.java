package jp.shirube.kpi.collection.application;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.collection.form.CellFault;
import jp.shirube.kpi.collection.form.Field;
import jp.shirube.kpi.collection.form.FormFault;
import jp.shirube.kpi.collection.form.ReadForm;
import jp.shirube.kpi.collection.form.UnknownRow;
import org.jspecify.annotations.Nullable;

/**
 * What files that came back would change (差分).
 *
 * @param changes one for each item they name
 */
public record Difference(UUID upload, List<ReadForm> files, List<Change> changes) {

    /** What becomes of an item. */
    public enum Kind {
        NEW("新規", "new"),
        CHANGED("変更", "changed"),
        UNCHANGED("変更なし", "unchanged"),
        /** Somebody has changed the item since the form was made. */
        CONFLICT("競合", "conflict"),
        REJECTED("受け付けられない", "rejected");

        private final String ja;
        private final String en;

        Kind(String ja, String en) {
            this.ja = ja;
            this.en = en;
        }

        public String ja() {
            return ja;
        }

        public String en() {
            return en;
        }
    }

    /**
     * What one item would become.
     *
     * @param name empty where the item is not known
     * @param version of the item as it is now; null where it is not known
     * @param answer what it would say; null where it is rejected
     * @param comment 企画部門への連絡; empty for none
     */
    public record Change(
            String file,
            String sheet,
            int row,
            String item,
            String name,
            Kind kind,
            List<FieldChange> fields,
            List<Remark> remarks,
            @Nullable Long version,
            @Nullable Answered answer,
            String comment) {

        public boolean applies() {
            return kind == Kind.NEW || kind == Kind.CHANGED;
        }
    }

    /** @param component empty for the whole */
    public record FieldChange(Field field, String component, String before, String after) {}

    /**
     * Something to be said of a cell.
     *
     * @param cell as people see it; empty where it concerns the row
     * @param refused whether it is why something is rejected
     */
    public record Remark(
            boolean refused,
            String cell,
            String component,
            @Nullable Field field,
            String ja,
            String en) {}

    public Map<Kind, Long> counts() {
        return changes.stream().collect(Collectors.groupingBy(Change::kind, TreeMap::new, Collectors.counting()));
    }

    /** What is to be said of the files themselves. */
    public List<FormFault> fileFaults() {
        return files.stream()
                .flatMap(file -> file.faults().stream())
                .filter(fault -> fault.cell().isEmpty())
                .toList();
    }

    public List<UnknownRow> unknown() {
        return files.stream().flatMap(file -> file.unknown().stream()).toList();
    }

    /** What stands beside the cells of the annotated file. */
    List<CellFault> cellFaults() {
        return changes.stream()
                .flatMap(change -> change.remarks().stream()
                        .map(remark -> new CellFault(
                                change.item(), remark.component(), remark.field(), remark.ja(), remark.en())))
                .toList();
    }
}
