package jp.shirube.kpi.collection.screens;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jp.shirube.access.CurrentCaller;
import jp.shirube.kpi.collection.application.OpenRound;
import jp.shirube.kpi.collection.application.RoundRequest;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.NotationException;
import jp.shirube.notation.PeriodKind;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Opens a round as the form says, or tells what it would ask. */
@ApplicationScoped
class Opening {

    private static final PeriodNotation NOTATION = new PeriodNotation(Eras.standard());

    private final OpenRound rounds;
    private final CurrentCaller caller;

    Opening(OpenRound rounds, CurrentCaller caller) {
        this.rounds = rounds;
        this.caller = caller;
    }

    /** What the round is, or with {@code dryRun} would be. */
    OpenRound.Opened open(String municipality, StartScreen.Opening typed, boolean dryRun) {
        List<Fault> faults = new ArrayList<>();
        FiscalYear year = year(typed.year(), faults);
        LocalDate deadline = deadline(typed.deadline(), faults);
        if (year == null || deadline == null) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        RoundRequest request = new RoundRequest(
                null,
                year,
                typed.title().isEmpty() ? null : typed.title(),
                typed.instructions(),
                deadline,
                typed.approval(),
                typed.plans(),
                typed.departments(),
                initiatives(typed.initiatives()));
        return rounds.open(caller.get(), municipality, request, dryRun);
    }

    static RoundRequest.Initiatives initiatives(String typed) {
        return Stream.of(RoundRequest.Initiatives.values())
                .filter(each -> each.name().equals(typed))
                .findFirst()
                .orElse(RoundRequest.Initiatives.ALL);
    }

    private static @Nullable FiscalYear year(String text, List<Fault> faults) {
        try {
            if (NOTATION.parseFor(text, PeriodKind.FISCAL_YEAR) instanceof FiscalYear year) {
                return year;
            }
        } catch (NotationException e) {
            // Said below.
        }
        faults.add(Fault.at(
                "/year", "年度として読み取れません。R7、令和7年度、2025 のように書いてください。", "This is no fiscal year. Write R7 or 2025."));
        return null;
    }

    static @Nullable LocalDate deadline(String text, List<Fault> faults) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            faults.add(Fault.at("/deadline", "期限の日付を入れてください。", "Enter the day of the deadline."));
            return null;
        }
    }
}
