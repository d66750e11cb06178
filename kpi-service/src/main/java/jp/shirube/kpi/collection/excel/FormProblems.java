package jp.shirube.kpi.collection.excel;

import java.util.List;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;

/** Refusals of files that are no forms at all. */
public final class FormProblems {
    public static final ProblemType UNREADABLE =
            new ProblemType("form-unreadable", 422, "様式を読み取れません", "The form cannot be read");

    private FormProblems() {}

    static ProblemException unreadable(String file, String ja, String en) {
        return new ProblemException(
                UNREADABLE, List.of(Fault.at("#file", "「" + file + "」: " + ja, "\"" + file + "\": " + en)));
    }

    static ProblemException tooMuch(String file, String ja, String en) {
        return unreadable(file, ja + "様式として大きすぎます。", en + ": more than a form can be.");
    }

    static ProblemException damaged(String file) {
        return unreadable(
                file,
                "Excelブック（.xlsx）として読み取れません。Excelで開き、「Excelブック（.xlsx）」で保存し直してください。",
                "not readable as a workbook. Open it in Excel and save it again as .xlsx.");
    }
}
