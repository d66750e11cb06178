package jp.shirube.responsibility;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jp.shirube.responsibility.Reporter.Known;
import jp.shirube.responsibility.Reporter.Nobody;
import jp.shirube.responsibility.Reporter.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The departments of one municipality over time, and the one place of the rule who reports an indicator on a day.
 *
 * <p>A stated responsibility that covers the day counts. Where its department has ended before the day, the one successor that
 * exists on the day takes over, through any number of moves; of several successors nobody does until somebody says so. A rename
 * keeps the id and changes nothing here.
 */
public final class Offices {

    private final Map<String, Office> byId = new LinkedHashMap<>();
    private final Map<String, Set<String>> predecessors = new LinkedHashMap<>();

    /** Of two with one id the first counts. */
    public Offices(Collection<Office> offices) {
        for (Office office : offices) {
            byId.putIfAbsent(office.id(), office);
        }
        for (Office office : byId.values()) {
            for (String successor : office.successors()) {
                predecessors.computeIfAbsent(successor, id -> new TreeSet<>()).add(office.id());
            }
        }
    }

    public Optional<Office> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Stream<Office> all() {
        return byId.values().stream();
    }

    /** The departments that name it as a successor, by id. */
    public List<String> predecessorsOf(String id) {
        return List.copyOf(predecessors.getOrDefault(id, Set.of()));
    }

    /** The name of the day; the id of a department nothing is known of. */
    public String nameOn(String id, LocalDate day) {
        return find(id).map(office -> office.nameOn(day)).orElse(id);
    }

    /** @param stated the responsibilities of one indicator */
    public Reporter reporterOn(Collection<Stated> stated, LocalDate day) {
        Stated holding = null;
        boolean over = false;
        for (Stated one : stated) {
            over |= one.isOverBefore(day);
            if (one.holdsOn(day) && (holding == null || isLater(one.from(), holding.from()))) {
                holding = one;
            }
        }
        if (holding == null) {
            return new Nobody(over ? Reason.NO_LONGER : Reason.NOT_STATED);
        }
        return followerOn(holding.department(), day);
    }

    /**
     * What a department is on a day: itself, the one that took its place, or nobody. Of a department nothing is known of it is
     * the department: what is stated of it may only be late.
     */
    public Reporter followerOn(String department, LocalDate day) {
        Office first = byId.get(department);
        if (first == null || first.existsOn(day)) {
            return new Known(department, List.of());
        }
        if (!first.hasBegunBy(day)) {
            return new Nobody(Reason.NOT_STATED);
        }
        Map<String, List<String>> found = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        seen.add(department);
        Queue<List<String>> ways = new ArrayDeque<>();
        ways.add(List.of(department));
        while (!ways.isEmpty()) {
            List<String> way = ways.remove();
            Office ended = byId.get(way.getLast());
            for (String successor : ended == null ? List.<String>of() : ended.successors()) {
                Office office = byId.get(successor);
                if (office == null || !seen.add(successor)) {
                    continue;
                }
                if (office.existsOn(day)) {
                    found.put(successor, way);
                } else if (office.hasEndedBefore(day)) {
                    List<String> further = new ArrayList<>(way);
                    further.add(successor);
                    ways.add(further);
                }
            }
        }
        return switch (found.size()) {
            case 0 -> new Nobody(Reason.ENDED);
            case 1 -> {
                Map.Entry<String, List<String>> one =
                        found.entrySet().iterator().next();
                yield new Known(one.getKey(), one.getValue());
            }
            default -> new Nobody(Reason.SPLIT);
        };
    }

    /** Every day on which something about the departments or the given responsibilities begins or is over, in order. */
    public List<LocalDate> turningDays(Collection<Stated> stated) {
        Set<LocalDate> days = new TreeSet<>();
        byId.values().forEach(office -> {
            begins(days, office.from());
            isOver(days, office.to());
        });
        stated.forEach(one -> {
            begins(days, one.from());
            isOver(days, one.to());
        });
        return List.copyOf(days);
    }

    private static void begins(Set<LocalDate> days, @Nullable LocalDate from) {
        if (from != null) {
            days.add(from);
        }
    }

    private static void isOver(Set<LocalDate> days, @Nullable LocalDate to) {
        if (to != null && to.isBefore(LocalDate.MAX)) {
            days.add(to.plusDays(1));
        }
    }

    private static boolean isLater(@Nullable LocalDate one, @Nullable LocalDate other) {
        return one != null && (other == null || one.isAfter(other));
    }
}
