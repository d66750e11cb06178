package jp.shirube.kpi.actual;

import org.jspecify.annotations.Nullable;

/**
 * Who writes a figure, as their sign-in says: nothing of it stands in what they send.
 *
 * @param name as people know them
 * @param department 担当課 in whose name they write; null where no department reports the indicator
 * @param responsibilityVersion of the responsibilities (担当) that were known when it was decided that they may
 */
public record Writer(
        String name, @Nullable String department, @Nullable Long responsibilityVersion) {}
