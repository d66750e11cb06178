package jp.shirube.kpi.collection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * やり取り: a word about an item between a department and the planning office. Never changed, never removed.
 *
 * @param replyTo the comment of the same item it answers; null where it begins something
 * @param by name of who wrote it
 * @param department they wrote for; null of who stands for all (企画部門)
 */
public record Comment(
        long id,
        @Nullable Long replyTo,
        Instant at,
        String by,
        @Nullable String department,
        String text) {}
