package jp.shirube.kpi.bulk;

import org.jspecify.annotations.Nullable;

/**
 * What is to become of a file.
 *
 * @param partial what is right is stored although other rows are wrong; else all or nothing
 * @param dryRun 試行: nothing is stored
 * @param reason 訂正理由 of every correction that has none of its own
 */
public record Wish(
        boolean partial, boolean dryRun, @Nullable String reason) {}
