package jp.shirube.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How every list answers.
 *
 * @param next what to send as {@code after} for the next page, null on the last one
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Page<T>(List<T> items, @Nullable String next) {

    public static final int DEFAULT_LIMIT = 100;
    public static final int LARGEST_LIMIT = 1000;

    /** Cuts a page out of a sorted list that is at hand whole. */
    public static <S, T> Page<T> of(
            List<S> sorted, Function<S, String> cursor, @Nullable String after, int limit, Function<S, T> item) {
        int size = size(limit);
        Stream<S> rest = sorted.stream();
        if (after != null) {
            rest = rest.dropWhile(one -> !cursor.apply(one).equals(after)).skip(1);
        }
        List<S> page = rest.limit(size + 1L).toList();
        boolean more = page.size() > size;
        List<S> shown = more ? page.subList(0, size) : page;
        return new Page<>(shown.stream().map(item).toList(), more ? cursor.apply(shown.getLast()) : null);
    }

    public static int size(int limit) {
        return Math.clamp(limit, 1, LARGEST_LIMIT);
    }
}
