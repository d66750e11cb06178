package jp.shirube.kpi.collection.excel;

import java.util.Optional;
import jp.shirube.kpi.collection.form.Form;

/** Which form a row belongs to; stands in every row, so that a row keeps it wherever it is copied. */
record Mark(String municipality, String round, String department) {
    static final String FORMAT = "shirube/form/1";
    static final String INDEX_SHEET = "shirube";

    static Mark of(Form form) {
        return new Mark(form.municipality(), form.round(), form.department());
    }

    String written() {
        return String.join("|", FORMAT, municipality, round, department);
    }

    static Optional<Mark> read(String text) {
        String[] parts = text.strip().split("\\|", -1);
        return parts.length == 4 && parts[0].equals(FORMAT)
                ? Optional.of(new Mark(parts[1], parts[2], parts[3]))
                : Optional.empty();
    }
}
