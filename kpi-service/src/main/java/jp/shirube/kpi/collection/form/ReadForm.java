package jp.shirube.kpi.collection.form;

import java.util.List;

/**
 * A form that came back (提出された様式).
 *
 * @param file the name it came under
 * @param municipality "" where the file does not say; so round and department
 */
public record ReadForm(
        String file,
        String municipality,
        String round,
        String department,
        List<ReadRow> rows,
        List<UnknownRow> unknown,
        List<FormFault> faults) {

    public ReadForm {
        rows = List.copyOf(rows);
        unknown = List.copyOf(unknown);
        faults = List.copyOf(faults);
    }

    /** What is to be said of the row's cells. */
    public List<FormFault> faultsOf(ReadRow row) {
        return faults.stream()
                .filter(fault -> fault.sheet().equals(row.sheet())
                        && row.cells().values().stream()
                                .anyMatch(c -> c.reference().equals(fault.cell())))
                .toList();
    }

    /** What is to be said of one cell. */
    public List<FormFault> faultsOf(ReadRow row, Field field) {
        ReadCell cell = row.cells().get(field);
        return cell == null
                ? List.of()
                : faults.stream()
                        .filter(fault -> fault.sheet().equals(row.sheet())
                                && fault.cell().equals(cell.reference()))
                        .toList();
    }

    /** Whether the file as a whole cannot be taken. */
    public boolean refused() {
        return faults.stream()
                .anyMatch(fault -> fault.weight() == FormFault.Weight.REFUSED
                        && fault.cell().isEmpty());
    }
}
