package jp.shirube.kpi.actual;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import jp.shirube.notation.Eras;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Every refusal of this feature beside plain faults of content. */
public final class ActualProblems {

    public static final ProblemType NOT_RECORDED =
            new ProblemType("actual-not-recorded", 404, "実績値は登録されていません", "No actual is recorded");
    public static final ProblemType WITHDRAWN =
            new ProblemType("withdrawn", 404, "実績値は取り下げられています", "The actual is withdrawn");
    public static final ProblemType WRONG_PERIOD_KIND = new ProblemType(
            "wrong-period-kind", 422, "この指標の期間の種類と合いません", "The period contradicts the indicator's period kind");
    public static final ProblemType PRECONDITION_REQUIRED =
            new ProblemType("precondition-required", 428, "変更にはIf-Matchが必要です", "A change needs If-Match");
    public static final ProblemType PRECONDITION_FAILED =
            new ProblemType("precondition-failed", 412, "その間に状態が変わっています", "The state is another by now");
    public static final ProblemType KEY_REUSED = new ProblemType(
            "idempotency-key-reused",
            422,
            "このIdempotency-Keyは別の要求に使われています",
            "The Idempotency-Key belongs to another request");

    private static final PeriodNotation NOTATION = new PeriodNotation(Eras.standard());
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneId.of("Asia/Tokyo"));

    private ActualProblems() {}

    /** Why nothing is stated of the period: it never was, or it was withdrawn. */
    public static ProblemException notThere(Period period, @Nullable Revision latest) {
        if (latest instanceof Withdrawal withdrawal) {
            String when = minute(withdrawal.stamp().recordedAt());
            return new ProblemException(
                    WITHDRAWN,
                    "%sの実績値は%sに取り下げられました。理由: %s".formatted(printed(period), when, withdrawal.reason()),
                    "The actual of %s was withdrawn on %s (Japan). Reason: %s"
                            .formatted(period.canonical(), when, withdrawal.reason()));
        }
        return new ProblemException(
                NOT_RECORDED,
                printed(period) + "の実績値は登録されていません。",
                "No actual is recorded for " + period.canonical() + ".");
    }

    static ProblemException preconditionRequired(Actual current) {
        return new ProblemException(
                PRECONDITION_REQUIRED,
                "%sの実績値はすでに登録されています。変更するには、読み取ったときのETagをIf-Matchに付けてください（例 If-Match: \"%d\"）。"
                        .formatted(printed(current.period()), current.stamp().revision()),
                "An actual of %s is recorded. To change it, send the ETag you read as If-Match."
                        .formatted(current.period().canonical()));
    }

    static ProblemException reasonRequired(Actual current) {
        return new ProblemException(
                ProblemType.INVALID,
                List.of(Fault.at(
                        "/reason",
                        "%sの実績値はすでに登録されています。訂正には理由（reason）を書いてください。値を変えずに確報（FINAL）とするだけなら要りません。"
                                .formatted(printed(current.period())),
                        "An actual of %s is recorded. Say why it is corrected; only a figure that becomes FINAL unchanged needs no reason."
                                .formatted(current.period().canonical()))));
    }

    static ProblemException stale(Actual current) {
        int revision = current.stamp().revision();
        return new ProblemException(
                PRECONDITION_FAILED,
                "%sの実績値は%sに改められ、いまは第%d版です。読み直してから変更してください。"
                        .formatted(
                                printed(current.period()),
                                minute(current.stamp().recordedAt()),
                                revision),
                "The actual of %s was changed and is revision %d now. Read it again before changing it."
                        .formatted(current.period().canonical(), revision));
    }

    static ProblemException alreadyRecorded(Actual current) {
        return new ProblemException(
                PRECONDITION_FAILED,
                printed(current.period()) + "の実績値はすでに登録されています。",
                "An actual of " + current.period().canonical() + " is recorded already.");
    }

    static ProblemException nothingToMatch() {
        return new ProblemException(
                PRECONDITION_FAILED,
                "If-Matchに合う実績値はありません。登録されていないか、取り下げられています。",
                "There is no actual for If-Match to match: none is recorded, or it is withdrawn.");
    }

    public static ProblemException keyReused() {
        return new ProblemException(
                KEY_REUSED,
                "このIdempotency-Keyは、内容の違う別の要求にすでに使われています。新しいキーを付けてください。",
                "This Idempotency-Key was used for a request that said something else. Take a new key.");
    }

    static String printed(Period period) {
        return NOTATION.print(period);
    }

    private static String minute(Instant instant) {
        return MINUTE.format(instant);
    }
}
