package jp.shirube.report.announced;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A target of an edition of which at least one year is assessed otherwise than before.
 *
 * @param indicator what it was measured by when it was assessed last
 * @param years those that changed
 */
public record ChangedTarget(Place place, String indicator, List<ChangedYear> years) {

    public record Place(String municipality, String plan, int edition, String target) {}

    /**
     * @param before the assessment that was known; null when the year is assessed for the first time
     * @param after the assessment that holds now; null when the year is no longer assessed
     */
    public record ChangedYear(
            int year, @Nullable String before, @Nullable String after) {}
}
