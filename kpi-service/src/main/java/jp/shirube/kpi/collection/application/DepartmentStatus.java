package jp.shirube.kpi.collection.application;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.ItemState;
import org.jspecify.annotations.Nullable;

/**
 * How far a department is in a round, and what it cost it.
 *
 * @param department null of what nobody reports
 * @param states how many items stand where, today
 * @param late how many are owed behind their day
 */
public record DepartmentStatus(
        @Nullable String department, String name, int asked, Map<ItemState, Integer> states, int late, Burden burden) {

    /**
     * 負担: what answering took.
     *
     * @param prefilled items in which something stood already
     * @param typed fields people filled in
     * @param returns how often something was returned
     * @param untilSubmitted half of the items sent in were so no later than that after they were asked; null before any is
     * @param working half of those typed in took no longer from the first field to being sent in; null before any is
     */
    public record Burden(
            int prefilled,
            int typed,
            int returns,
            @Nullable Duration untilSubmitted,
            @Nullable Duration working) {}

    static DepartmentStatus of(List<ItemView> items) {
        return of(items.getFirst().department(), items.getFirst().departmentName(), items);
    }

    /** Of several departments together. */
    public static DepartmentStatus ofAll(List<ItemView> items) {
        return of(null, "", items);
    }

    private static DepartmentStatus of(@Nullable String department, String name, List<ItemView> items) {
        Map<ItemState, Integer> states = new EnumMap<>(ItemState.class);
        items.forEach(item -> states.merge(item.state(), 1, Integer::sum));
        List<Item> all = items.stream().map(ItemView::item).toList();
        return new DepartmentStatus(
                department,
                name,
                items.size(),
                states,
                (int) items.stream().filter(ItemView::late).count(),
                new Burden(
                        (int) all.stream().filter(Item::prefilled).count(),
                        all.stream().mapToInt(Item::typed).sum(),
                        all.stream().mapToInt(Item::returns).sum(),
                        median(all.stream().map(item -> between(item.askedAt(), item.submittedAt()))),
                        median(all.stream().map(item -> between(item.firstTypedAt(), item.submittedAt())))));
    }

    public int in(ItemState state) {
        return states.getOrDefault(state, 0);
    }

    /** 回答済: sent in at least once and not owed again. */
    public int answered() {
        return in(ItemState.SUBMITTED) + in(ItemState.CONFIRMED) + in(ItemState.LOCKED);
    }

    private static @Nullable Duration between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null || to.isBefore(from) ? null : Duration.between(from, to);
    }

    private static @Nullable Duration median(Stream<@Nullable Duration> all) {
        List<Duration> sorted = all.filter(Objects::nonNull).sorted().toList();
        return sorted.isEmpty() ? null : sorted.get((sorted.size() - 1) / 2);
    }
}
