package jp.shirube.report.feed;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One page of a feed.
 *
 * @param self where this page is
 * @param first where the newest page is
 * @param next where the older ones are; null on the last
 * @param page the portal's page of the same
 */
record Feed(
        UUID id,
        String title,
        String subtitle,
        String author,
        Instant updated,
        String self,
        String first,
        @Nullable String next,
        String page,
        List<Item> items) {

    record Item(UUID id, Telling telling, Instant updated, String page) {}
}
