package jp.shirube.plan.access.document;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jp.shirube.access.Role;
import jp.shirube.plan.access.AccessMapping;
import jp.shirube.plan.access.MappingRow;
import jp.shirube.plan.access.Remark;
import jp.shirube.plan.municipality.Department;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** 権限対応表 as it is sent and shown. */
public final class MappingDocument {

    /** @param remarks what is odd about it */
    public record Read(AccessMapping mapping, List<Remark> remarks) {}

    private record Understood(WrittenRow written, MappingRow row) {}

    static final int MOST_ROWS = 10_000;

    private static final List<String> COLUMNS = List.of("claim", "role", "department", "from", "to", "note");
    private static final Set<String> NEEDED = Set.of("claim", "role");
    private static final String ROWS = "rows";

    private final Municipality municipality;
    private final Municipality.Vocabulary words;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();

    private MappingDocument(Municipality municipality) {
        this.municipality = municipality;
        this.words = municipality.vocabulary();
    }

    /** @throws ProblemException with every fault at once */
    public static Read csv(byte[] sent, Municipality municipality) {
        return new MappingDocument(municipality)
                .read(CsvTable.read(SentText.ofFile(sent), ROWS, NEEDED, COLUMNS, MOST_ROWS));
    }

    /** @throws ProblemException with every fault at once */
    public static Read json(byte[] sent, Municipality municipality, ObjectMapper json) {
        return new MappingDocument(municipality)
                .read(JsonTable.read(json, SentText.ofJson(sent), ROWS, COLUMNS, MOST_ROWS));
    }

    /** Excel opens it. */
    public static String csv(AccessMapping mapping) {
        return CsvTable.write(
                COLUMNS,
                mapping.rows().stream()
                        .map(row -> List.of(
                                row.claim(),
                                row.role().name(),
                                text(row.department()),
                                text(row.from()),
                                text(row.to()),
                                text(row.note())))
                        .toList());
    }

    private static String text(@Nullable Object cell) {
        return cell == null ? "" : cell.toString();
    }

    private Read read(List<WrittenRow> written) {
        List<Understood> understood = new ArrayList<>();
        for (WrittenRow row : written) {
            understand(row).ifPresent(known -> understood.add(new Understood(row, known)));
        }
        refuseOverlaps(understood);
        Faults.refuse(faults);
        return new Read(
                new AccessMapping(understood.stream().map(Understood::row).toList()), List.copyOf(remarks));
    }

    private Optional<MappingRow> understand(WrittenRow written) {
        Cells cells = new Cells(written, faults);
        Optional<String> claim = cells.claim();
        Optional<Role> role = cells.role();
        Optional<Department> department = cells.department(municipality, words);
        LocalDate from = cells.day("from");
        LocalDate to = cells.day("to");
        if (from != null && to != null && from.isAfter(to)) {
            cells.fault("to", "最後の日が最初の日より前です", "the last day is before the first");
        }
        department.ifPresent(known -> lives(written, cells, known, from, to));
        Optional<String> note = cells.note();
        role.ifPresent(cells::departmentFits);
        if (role.isEmpty() || claim.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MappingRow(
                claim.get(), role.get(), department.map(Department::id).orElse(null), from, to, note.orElse(null)));
    }

    /** Nobody works for a department before it begins or after its end. */
    private void lives(
            WrittenRow written, Cells cells, Department department, @Nullable LocalDate from, @Nullable LocalDate to) {
        LocalDate first = department.from();
        LocalDate last = department.to();
        String life = text(first) + "～" + text(last);
        if ((first != null && to != null && to.isBefore(first))
                || (last != null && from != null && from.isAfter(last))) {
            cells.fault(
                    "department",
                    "この課（" + life + "）は、この期間にはありません",
                    "the department (" + life + ") does not exist in these days");
        } else if ((first != null && from != null && from.isBefore(first))
                || (last != null && (to == null || to.isAfter(last)))) {
            remarks.add(new Remark(
                    written.pointer() + "/department",
                    written.line(),
                    "この期間には、この課（" + life + "）がない日が含まれます",
                    "in part of these days the department (" + life + ") does not exist"));
        }
    }

    private void refuseOverlaps(List<Understood> understood) {
        Map<MappingRow.Gift, List<Understood>> same = new HashMap<>();
        understood.forEach(each -> same.computeIfAbsent(each.row().gift(), gift -> new ArrayList<>())
                .add(each));
        for (List<Understood> gift : same.values()) {
            gift.sort(
                    Comparator.comparing(each -> each.row().from(), Comparator.nullsFirst(Comparator.naturalOrder())));
            Understood longest = gift.getFirst();
            for (Understood each : gift.subList(1, gift.size())) {
                if (longest.row().overlaps(each.row())) {
                    faults.add(each.written()
                            .fault(
                                    "from",
                                    "同じクレーム・役割・課の行（" + place(longest.written()) + "）と期間が重なっています",
                                    "in some days the same is given by "
                                            + longest.written().pointer()));
                }
                if (longest.row().to() != null
                        && (each.row().to() == null
                                || !each.row().endsBefore(longest.row().to()))) {
                    longest = each;
                }
            }
        }
    }

    private static String place(WrittenRow row) {
        return row.line() == null ? row.pointer() : row.line() + "行目";
    }
}
