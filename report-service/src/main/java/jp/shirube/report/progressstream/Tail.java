package jp.shirube.report.progressstream;

import java.util.ArrayList;
import java.util.List;

/**
 * The newest entries of the log, read once for all followers: every entry behind {@code from}, up to {@code to}.
 *
 * @param from followers who have not reached it read the log themselves
 */
record Tail(long from, long to, List<Frame> frames) {

    private static final int MOST = 500;
    private static final int MOST_BYTES = 4 << 20;

    static Tail startingAt(long position) {
        return new Tail(position, position, List.of());
    }

    /** @param next the entries that follow, at least one */
    Tail with(List<Frame> next) {
        List<Frame> all = new ArrayList<>(frames.size() + next.size());
        all.addAll(frames);
        all.addAll(next);
        int first = all.size();
        int bytes = 0;
        while (first > 0 && all.size() - first < MOST) {
            bytes += all.get(first - 1).length();
            if (bytes > MOST_BYTES) {
                break;
            }
            first--;
        }
        return new Tail(
                first == 0 ? from : all.get(first - 1).position(),
                all.getLast().position(),
                List.copyOf(all.subList(first, all.size())));
    }

    /** The frames behind a position that is not before {@code from}. */
    List<Frame> after(long position) {
        int first = frames.size();
        while (first > 0 && frames.get(first - 1).position() > position) {
            first--;
        }
        return frames.subList(first, frames.size());
    }
}
