package jp.shirube.plan.municipality;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.promise.rule.Presets;
import jp.shirube.responsibility.Offices;
import jp.shirube.responsibility.Stated;
import org.jspecify.annotations.Nullable;

/**
 * 自治体 with everything its municipality document says.
 *
 * @param collectives words such as 関係各課 that stand where a department would, but name no single one
 * @param gradingRules its own; those that come with the product are known anyway
 * @param gradedBy what grades where neither plan nor target says; null for the product's standard rule
 */
public record Municipality(
        String code,
        String name,
        @Nullable String prefecture,
        List<Department> departments,
        List<String> collectives,
        List<Indicator> indicators,
        List<Responsibility> responsibilities,
        List<GradingRule> gradingRules,
        @Nullable List<GradedBy> gradedBy) {

    public Offices offices() {
        return new Offices(departments.stream().map(Department::office).toList());
    }

    /** 担当 of one indicator. */
    public List<Stated> responsibilitiesOf(String indicator) {
        return responsibilities.stream()
                .filter(responsibility -> responsibility.indicator().equals(indicator))
                .map(Responsibility::stated)
                .toList();
    }

    /** What the words of a document mean here. */
    public Vocabulary vocabulary() {
        Map<String, String> departmentByWord = new HashMap<>();
        departments.forEach(
                department -> department.words().forEach(word -> departmentByWord.putIfAbsent(word, department.id())));
        Map<String, Indicator> indicatorById = new HashMap<>();
        indicators.forEach(indicator -> indicatorById.put(indicator.id(), indicator));
        Set<String> rules = new HashSet<>(Presets.ids());
        gradingRules.forEach(rule -> rules.add(rule.id()));
        return new Vocabulary(departmentByWord, Set.copyOf(collectives), indicatorById, rules);
    }

    /**
     * @param departmentByWord id, any name, any alias to the department's id
     * @param gradingRules ids, its own and those of the presets
     */
    public record Vocabulary(
            Map<String, String> departmentByWord,
            Set<String> collectives,
            Map<String, Indicator> indicators,
            Set<String> gradingRules) {}
}
