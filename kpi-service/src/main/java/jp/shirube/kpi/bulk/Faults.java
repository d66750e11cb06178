package jp.shirube.kpi.bulk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import jp.shirube.problem.Fault;

/** What is wrong with a file: the first {@value #MOST} by place, and how many there are in all. */
public final class Faults {

    public static final int MOST = 1000;

    private record Placed(int row, Fault fault) {}

    private final List<Placed> kept = new ArrayList<>();
    private long count;

    public void add(int row, Fault fault) {
        count++;
        if (kept.size() < MOST) {
            kept.add(new Placed(row, fault));
        }
    }

    /** @param more how many there are in all, of which these are the first */
    public void addAll(Faults others, long more) {
        kept.addAll(others.kept);
        count += more;
    }

    public long count() {
        return count;
    }

    /** By their rows. */
    public List<Fault> first() {
        return ordered().map(Placed::fault).toList();
    }

    private Stream<Placed> ordered() {
        return kept.stream().sorted(Comparator.comparingInt(Placed::row)).limit(MOST);
    }
}
