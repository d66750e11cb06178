package jp.shirube.plan.access.document;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jp.shirube.plan.access.AccessMapping;
import jp.shirube.plan.access.MappingRow;
import jp.shirube.plan.municipality.Department;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;

/** 人事異動: whose department changes from which day. The roles they hold for a department go with them. */
public final class Moves {

    private static final List<String> COLUMNS = List.of("claim", "department", "from");

    private record Move(String claim, LocalDate from) {}

    private final Municipality municipality;
    private final Municipality.Vocabulary words;
    private final List<Fault> faults = new ArrayList<>();
    private final Set<Move> made = new HashSet<>();
    private List<MappingRow> rows;

    private Moves(Municipality municipality, AccessMapping before) {
        this.municipality = municipality;
        this.words = municipality.vocabulary();
        this.rows = before.rows();
    }

    /**
     * The table after the moves: what the claim holds for a department on that day ends the day before and goes on for the
     * other department. Sent again they change nothing.
     *
     * @throws ProblemException with every fault at once
     */
    public static AccessMapping csv(byte[] sent, Municipality municipality, AccessMapping before) {
        List<WrittenRow> moves =
                CsvTable.read(SentText.ofFile(sent), "moves", Set.copyOf(COLUMNS), COLUMNS, MappingDocument.MOST_ROWS);
        Moves all = new Moves(municipality, before);
        moves.forEach(all::make);
        if (all.rows.size() > MappingDocument.MOST_ROWS) {
            all.faults.add(Fault.at(
                    "",
                    "異動のあとの権限対応表が%,d行を超えます".formatted(MappingDocument.MOST_ROWS),
                    "the table would have more than %,d rows".formatted(MappingDocument.MOST_ROWS)));
        }
        Faults.refuse(all.faults);
        return new AccessMapping(all.rows);
    }

    private void make(WrittenRow written) {
        Cells cells = new Cells(written, faults);
        String claim = cells.claim().orElse(null);
        Department department = cells.department(municipality, words).orElse(null);
        LocalDate from = cells.day("from");
        if (!cells.has("department")) {
            cells.fault("department", "異動先の課を書いてください", "the department moved to is missing");
        }
        if (!cells.has("from")) {
            cells.fault("from", "異動の日を書いてください", "the day of the move is missing");
        }
        if (claim == null || department == null || from == null) {
            return;
        }
        LocalDate last = department.to();
        LocalDate first = department.from();
        if ((last != null && from.isAfter(last)) || (first != null && from.isBefore(first))) {
            cells.fault("department", "この課は異動の日にはありません", "the department does not exist that day");
            return;
        }
        if (!made.add(new Move(claim, from))) {
            cells.fault("claim", "同じ日の異動がほかの行にもあります", "another row moves the same that day");
            return;
        }
        move(cells, claim, department.id(), from);
    }

    private void move(Cells cells, String claim, String department, LocalDate from) {
        List<MappingRow> moved = new ArrayList<>();
        boolean held = false;
        for (MappingRow row : rows) {
            if (!row.claim().equals(claim) || !row.role().isOfDepartment() || !row.holdsOn(from)) {
                moved.add(row);
                continue;
            }
            held = true;
            if (department.equals(row.department())) {
                moved.add(row);
                continue;
            }
            if (row.beginsBefore(from)) {
                moved.add(row.until(from.minusDays(1)));
            }
            MappingRow begun = new MappingRow(claim, row.role(), department, from, row.to(), row.note());
            List<MappingRow> besides = Stream.concat(rows.stream(), moved.stream())
                    .filter(each -> each.gift().equals(begun.gift()) && each.overlaps(begun))
                    .toList();
            if (besides.isEmpty()) {
                moved.add(begun);
            } else if (besides.stream().noneMatch(each -> each.holdsOn(from))) {
                cells.fault(
                        "from",
                        "異動先の課の行が、異動の日よりあとから始まっています。権限対応表に書いてください",
                        "a row for that department begins after the move; write it into the table");
            }
        }
        if (!held) {
            cells.fault(
                    "claim",
                    "その日に課の役割を持つ行がありません。権限対応表に書いてください",
                    "holds no role of a department that day; write it into the table");
        }
        rows = moved;
    }
}
