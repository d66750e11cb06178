package jp.shirube.report.received;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;

/** Lets a benchmark judge what is due, as midnight would. */
@ApplicationScoped
public class JudgeEverything {

    private final DayChange dayChange;

    JudgeEverything(DayChange dayChange) {
        this.dayChange = dayChange;
    }

    /** @return how many indicators were judged again */
    public int judge(LocalDate day) {
        return dayChange.judgeAgain(day);
    }
}
