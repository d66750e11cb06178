package jp.shirube.outbox;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything an owner ever stated, in an order in which the states of one key follow one another. */
public interface RepublishSource {

    /**
     * Some of it, with the same subjects, versions, times and data as when it was published first.
     *
     * @param states how many states of {@link #total()} these are
     * @param leftOut how many of them could not be said again; the log says why
     * @param place where the next piece begins
     */
    record Piece(List<OutgoingEvent> events, int states, int leftOut, String place) {}

    /** How many states there are, about: writing goes on. */
    long total();

    /** @param place where the piece before ended, null for the first; empty at the end. Called in a transaction */
    Optional<Piece> after(@Nullable String place);
}
