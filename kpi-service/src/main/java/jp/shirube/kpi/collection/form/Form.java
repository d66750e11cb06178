package jp.shirube.kpi.collection.form;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.notation.FiscalYear;

/**
 * What one department is asked in a round (様式).
 *
 * @param municipality six-digit code
 * @param year the year asked about (対象年度)
 * @param madeAt the moment whose state it shows
 */
public record Form(
        String municipality,
        String municipalityName,
        String round,
        String roundTitle,
        FiscalYear year,
        String department,
        String departmentName,
        LocalDate deadline,
        String instructions,
        Instant madeAt,
        List<FormRow> rows) {

    public Form {
        rows = List.copyOf(rows);
    }
}
