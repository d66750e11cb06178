package jp.shirube.kpi.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.Review;
import jp.shirube.kpi.actual.Status;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/** One file in the present transaction: laid out, weighed against what is stated, stored. In this order. */
public interface FileStore {

    /**
     * @param review where a figure that a collection round (実績照会) asks for stands by it; any other is confirmed
     * @param reason of every correction that has none of its own
     * @param evidence of everything new or changed that has none of its own
     */
    record File(
            String municipality,
            Review review,
            String recordedBy,
            Instant now,
            @Nullable String reason,
            @Nullable String evidence) {}

    /** A row of the file. @param line null where lines are none of the sender's business */
    record Place(int row, @Nullable Integer line) {}

    /**
     * A figure that is new or stated otherwise.
     *
     * @param first of its rows
     * @param components the row of each; that of the whole under the empty name
     */
    record Changed(
            Place first,
            String indicator,
            Period period,
            Measured measured,
            Status status,
            Map<String, Place> components) {}

    /** A figure that answers an item of a round. */
    record Answering(String indicator, Period period, int revision) {}

    /** What the weighing found. Counts rows. */
    record Weighed(long recorded, long corrected, long unchanged, long refused) {}

    /** Takes the rows one by one, in bounded memory. */
    void lay(File file, Duration longest, Consumer<Consumer<StagedRow>> rows);

    /** Nobody else writes these indicators until the transaction ends. */
    void takeTurns(Collection<Reportable> indicators);

    /**
     * Finds out which of its figures rounds ask for; after the turns, before the weighing.
     *
     * @param kept whether nobody else changes what the rounds say of them until the transaction ends
     */
    void meetRounds(boolean kept);

    /** @param indicators those the rows are about */
    Weighed weigh(Collection<Reportable> indicators, Faults faults);

    List<Foreseen> foresee(int most);

    /** What is stored, or would be. Holds all of it in memory: for files of a few thousand rows. */
    List<Changed> listChanged();

    /** What was stored and a round asks for, round by round. */
    List<Answering> listAnswering();

    /** Stores what is new or changed; the rest is left. */
    void store();

    /** Gives back what the file needed beyond others. */
    void end();
}
