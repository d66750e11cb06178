package jp.shirube.kpi.collection;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was said about the items of rounds. */
public interface Comments {

    /** In the order they were written. */
    List<Comment> list(String municipality, String round, String item);

    Comment add(Item item, @Nullable Long replyTo, Instant at, String by, @Nullable String department, String text);
}
