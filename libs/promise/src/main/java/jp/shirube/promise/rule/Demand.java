package jp.shirube.promise.rule;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a level demands, so far as it can be compared with what another demands.
 *
 * @param taken what it takes of each thing it looks at; all of them must hold
 * @param others conditions over several things at once, each of which must hold as well
 */
record Demand(Map<Subject, Numbers> taken, Set<Condition> others) {

    static Demand of(@Nullable Condition when) {
        Demand demand = new Demand(new LinkedHashMap<>(), new HashSet<>());
        if (when != null) {
            demand.add(when);
        }
        return demand;
    }

    private void add(Condition condition) {
        Set<Subject> subjects = Subject.of(condition);
        if (subjects.size() == 1) {
            Subject subject = subjects.iterator().next();
            taken.merge(subject, subject.takenBy(condition), Numbers::and);
        } else if (condition instanceof Condition.All all) {
            all.conditions().forEach(this::add);
        } else {
            others.add(condition);
        }
    }

    boolean isImpossible() {
        return taken.values().stream().anyMatch(Numbers::isEmpty);
    }

    /** Whether whatever meets this one meets the other too. */
    boolean implies(Demand other) {
        return others.containsAll(other.others)
                && other.taken.entrySet().stream().allMatch(entry -> {
                    Numbers mine = taken.get(entry.getKey());
                    return mine != null && entry.getValue().containsAll(mine);
                });
    }

    /** The one thing it looks at. */
    Optional<Subject> only() {
        return taken.size() == 1 && others.isEmpty()
                ? Optional.of(taken.keySet().iterator().next())
                : Optional.empty();
    }

    /** What it takes of a thing; all of it where it does not look at it. */
    Numbers of(Subject subject) {
        return taken.getOrDefault(subject, subject.whole());
    }
}
