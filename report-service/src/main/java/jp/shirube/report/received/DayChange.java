package jp.shirube.report.received;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.report.assessment.Assessor;
import jp.shirube.report.targets.KnownIndicator;

/**
 * The day is an input of every assessment: at midnight in Tokyo, and after being down, what the date alone changes is judged
 * again (a year is over, a figure's usual day has passed), and so is everything that an older arithmetic judged.
 *
 * <p>By one replica at a time, some indicators per transaction: what was judged for the day is not found again, so that it may
 * be stopped and repeated.
 */
@ApplicationScoped
class DayChange {

    private static final int AT_ONCE = 100;
    private static final long LOCK = 7_301_452_118L;

    private final EntityManager database;
    private final ReadModelTurn turn;
    private final Reassessment reassessment;
    private final Clock clock;

    DayChange(EntityManager database, ReadModelTurn turn, Reassessment reassessment, Clock clock) {
        this.database = database;
        this.turn = turn;
        this.reassessment = reassessment;
        this.clock = clock;
    }

    /** Every few minutes as well: midnight may find the database away. */
    @Scheduled(cron = "1 0 0 * * ?", timeZone = "Asia/Tokyo", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Scheduled(
            every = "{shirube.day-change.every}",
            delayed = "{shirube.day-change.delayed}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void happen() {
        InTheNameOf.theSystem(() -> judgeAgain(LocalDate.now(clock)));
    }

    /** @return how many indicators were judged again */
    int judgeAgain(LocalDate day) {
        int judged = 0;
        int batch;
        do {
            batch = QuarkusTransaction.requiringNew().timeout(600).call(() -> some(day));
            judged += batch;
            if (batch > 0) {
                Log.info("judged again as of " + day + ": " + judged + " indicators so far");
            }
        } while (batch == AT_ONCE);
        return judged;
    }

    private int some(LocalDate day) {
        boolean alone = (Boolean) database.createNativeQuery("select pg_try_advisory_xact_lock(:lock)")
                .setParameter("lock", LOCK)
                .getSingleResult();
        if (!alone) {
            return 0;
        }
        turn.share();
        Set<KnownIndicator> due = due(day);
        reassessment.of(due, day);
        return due.size();
    }

    /** All of it in the transaction of the caller, telling nobody. */
    void judgeDue(LocalDate day) {
        for (Set<KnownIndicator> due = due(day); !due.isEmpty(); due = due(day)) {
            reassessment.judge(due, day);
        }
    }

    @SuppressWarnings("unchecked")
    private Set<KnownIndicator> due(LocalDate day) {
        List<Object[]> rows = database.createNativeQuery("""
                select municipality, indicator from indicator_lock
                where next_day <= :day or judged_with < :judgedWith
                order by municipality, indicator limit :most""")
                .setParameter("day", day)
                .setParameter("judgedWith", Assessor.VERSION)
                .setParameter("most", AT_ONCE)
                .getResultList();
        return rows.stream()
                .map(row -> new KnownIndicator((String) row[0], (String) row[1]))
                .collect(Collectors.toSet());
    }
}
