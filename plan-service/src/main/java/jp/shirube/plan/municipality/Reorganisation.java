package jp.shirube.plan.municipality;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 組織改編: what becomes of departments and responsibilities on one day.
 *
 * @param day the first of what is new
 */
public record Reorganisation(LocalDate day, List<Change> changes) {

    /** The last day of what was. */
    public LocalDate lastDay() {
        return day.minusDays(1);
    }

    public sealed interface Change {}

    /** 改称. */
    public record Rename(String department, String name) implements Change {}

    /** 統合. Where one of them is what they become, it stays. */
    public record Merge(List<String> departments, Into into) implements Change {}

    /**
     * 分割. Where it is named among what it becomes, it stays and the others are split off.
     *
     * @param indicators which goes to which of them
     */
    public record Split(String department, List<Into> into, Map<String, String> indicators) implements Change {}

    /** 担当替え. */
    public record Reassign(String indicator, String department) implements Change {}

    /** @param name of a new department; null for one there is */
    public record Into(
            String id, @Nullable String name, @Nullable String partOf) {}
}
