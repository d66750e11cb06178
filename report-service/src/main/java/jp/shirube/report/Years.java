package jp.shirube.report;

import java.util.Locale;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.NotationException;
import jp.shirube.notation.PeriodKind;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** 対象年度 in query parameters: 2025, R7, 令和7年度. */
public final class Years {

    private static final PeriodNotation PERIODS = new PeriodNotation(Eras.standard());

    private Years() {}

    /** @throws ProblemException when it is no fiscal year */
    public static @Nullable FiscalYear read(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            if (PERIODS.parse(text, PeriodKind.FISCAL_YEAR) instanceof FiscalYear year) {
                return year;
            }
        } catch (NotationException e) {
            throw new ProblemException(
                    ReportProblems.NOT_A_YEAR, e.message(Locale.JAPANESE), e.message(Locale.ENGLISH));
        }
        throw new ProblemException(
                ReportProblems.NOT_A_YEAR, "対象年度は R7 のように書いてください: " + text, "A fiscal year is written R7: " + text);
    }

    /** 令和8年度評価（令和7年度実績）: both years are always named. */
    public static String heading(FiscalYear year) {
        return PERIODS.print(year.plusYears(1)) + "評価（" + PERIODS.print(year) + "実績）";
    }

    public static String label(FiscalYear year) {
        return PERIODS.print(year);
    }
}
