package jp.shirube.promise.rule;

import java.util.List;
import jp.shirube.promise.Sentence;

/**
 * One way of looking at a target: an ordered list of levels, the first that matches is the grade.
 *
 * @param topNeedsAchieved whether in the goal's year the first level needs the goal to be achieved; without it the grade drops
 *     one level, and says so
 * @param levels from the best to the lowest, 2 to 12
 * @param goalYearLevels other levels for the goal's year; empty when the same apply
 */
public record Axis(String id, Sentence name, boolean topNeedsAchieved, List<Level> levels, List<Level> goalYearLevels) {
    public Axis {
        levels = List.copyOf(levels);
        goalYearLevels = List.copyOf(goalYearLevels);
    }

    public List<Level> levelsOf(boolean goalYear) {
        return goalYear && !goalYearLevels.isEmpty() ? goalYearLevels : levels;
    }
}
