package jp.shirube.promise.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of numbers, as disjoint ranges in order: what a condition takes of a figure.
 *
 * @param ranges none of them empty, none touching the next
 */
record Numbers(List<Range> ranges) {

    static final Numbers NONE = new Numbers(List.of());
    static final Numbers ALL = new Numbers(List.of(new Range(Cut.BEFORE_ALL, Cut.AFTER_ALL)));

    /** Between two neighbouring numbers: just before a number or just after it. */
    private record Cut(int side, BigDecimal at, boolean after) implements Comparable<Cut> {
        static final Cut BEFORE_ALL = new Cut(-1, BigDecimal.ZERO, false);
        static final Cut AFTER_ALL = new Cut(1, BigDecimal.ZERO, false);
        private static final Comparator<Cut> ORDER =
                Comparator.comparingInt(Cut::side).thenComparing(Cut::at).thenComparing(Cut::after);

        static Cut before(BigDecimal number) {
            return new Cut(0, number, false);
        }

        static Cut after(BigDecimal number) {
            return new Cut(0, number, true);
        }

        @Override
        public int compareTo(Cut other) {
            return ORDER.compare(this, other);
        }
    }

    private record Range(Cut from, Cut to) {}

    static Numbers within(Bounds bounds) {
        return between(low(bounds.atLeast(), bounds.moreThan()), high(bounds.atMost(), bounds.below()));
    }

    static Numbers only(int number) {
        BigDecimal at = BigDecimal.valueOf(number);
        return between(Cut.before(at), Cut.after(at));
    }

    private static Cut low(@Nullable BigDecimal atLeast, @Nullable BigDecimal moreThan) {
        if (atLeast != null) {
            return Cut.before(atLeast);
        }
        return moreThan != null ? Cut.after(moreThan) : Cut.BEFORE_ALL;
    }

    private static Cut high(@Nullable BigDecimal atMost, @Nullable BigDecimal below) {
        if (atMost != null) {
            return Cut.after(atMost);
        }
        return below != null ? Cut.before(below) : Cut.AFTER_ALL;
    }

    private static Numbers between(Cut from, Cut to) {
        return from.compareTo(to) < 0 ? new Numbers(List.of(new Range(from, to))) : NONE;
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether no number is too large for it. */
    boolean goesOnForEver() {
        return !isEmpty() && ranges.getLast().to().equals(Cut.AFTER_ALL);
    }

    /** Whether no number is too small for it. */
    boolean comesFromFarBelow() {
        return !isEmpty() && ranges.getFirst().from().equals(Cut.BEFORE_ALL);
    }

    Numbers not() {
        List<Range> gaps = new ArrayList<>();
        Cut from = Cut.BEFORE_ALL;
        for (Range range : ranges) {
            if (from.compareTo(range.from()) < 0) {
                gaps.add(new Range(from, range.from()));
            }
            from = range.to();
        }
        if (from.compareTo(Cut.AFTER_ALL) < 0) {
            gaps.add(new Range(from, Cut.AFTER_ALL));
        }
        return new Numbers(gaps);
    }

    Numbers and(Numbers other) {
        List<Range> both = new ArrayList<>();
        for (Range one : ranges) {
            for (Range two : other.ranges) {
                Cut from = one.from().compareTo(two.from()) > 0 ? one.from() : two.from();
                Cut to = one.to().compareTo(two.to()) < 0 ? one.to() : two.to();
                if (from.compareTo(to) < 0) {
                    both.add(new Range(from, to));
                }
            }
        }
        return new Numbers(both);
    }

    Numbers or(Numbers other) {
        return not().and(other.not()).not();
    }

    boolean containsAll(Numbers other) {
        return other.and(not()).isEmpty();
    }
}
