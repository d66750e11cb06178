package jp.shirube.plan.municipality;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 自治体 with everything its municipality document says.
 *
 * @param collectives words such as 関係各課 that stand where a department would, but name no single one
 */
public record Municipality(
        String code,
        String name,
        @Nullable String prefecture,
        List<Department> departments,
        List<String> collectives,
        List<Indicator> indicators,
        List<Responsibility> responsibilities) {

    /** What the words of a document mean here. */
    public Vocabulary vocabulary() {
        Map<String, String> departmentByWord = new HashMap<>();
        departments.forEach(
                department -> department.words().forEach(word -> departmentByWord.putIfAbsent(word, department.id())));
        Map<String, Indicator> indicatorById = new HashMap<>();
        indicators.forEach(indicator -> indicatorById.put(indicator.id(), indicator));
        return new Vocabulary(departmentByWord, Set.copyOf(collectives), indicatorById);
    }

    /** @param departmentByWord id, any name, any alias to the department's id */
    public record Vocabulary(
            Map<String, String> departmentByWord, Set<String> collectives, Map<String, Indicator> indicators) {}
}
