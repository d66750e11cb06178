package jp.shirube.promise.rule;

import java.util.List;

/** What must hold for a level. A condition on something that cannot be told is neither met nor unmet. */
public sealed interface Condition {

    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    record Not(Condition condition) implements Condition {}

    /** A figure, in percent, within bounds. */
    record Within(RatedFigure figure, Bounds bounds) implements Condition {}

    /** 達成: whether the comparator is met. */
    record Achieved(boolean expected) implements Condition {}

    /** 維持型: whether the target is to be kept rather than reached. */
    record Maintain(boolean expected) implements Condition {}

    /** Whether the indicator is asked by a survey. */
    record Survey(boolean expected) implements Condition {}
}
