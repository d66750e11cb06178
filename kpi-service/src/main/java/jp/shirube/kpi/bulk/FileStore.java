package jp.shirube.kpi.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import jp.shirube.kpi.actual.Review;
import org.jspecify.annotations.Nullable;

/** One file in the present transaction: laid out, weighed against what is stated, stored. In this order. */
public interface FileStore {

    /**
     * @param review where what is stored stands between department and planning office
     * @param reason of every correction that has none of its own
     */
    record File(
            String municipality,
            Review review,
            String recordedBy,
            Instant now,
            @Nullable String reason) {}

    /** What the weighing found. Counts rows. */
    record Weighed(long recorded, long corrected, long unchanged, long refused) {}

    /** Takes the rows one by one, in bounded memory. */
    void lay(File file, Duration longest, Consumer<Consumer<StagedRow>> rows);

    /** Nobody else writes these indicators until the transaction ends. */
    void takeTurns(Collection<Reportable> indicators);

    /** @param indicators those the rows are about */
    Weighed weigh(Collection<Reportable> indicators, Faults faults);

    List<Foreseen> foresee(int most);

    /** Stores what is new or changed; the rest is left. */
    void store();

    /** Gives back what the file needed beyond others. */
    void end();
}
