package jp.shirube.promise.rule;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a condition looks at: a figure, or something that is so (1) or not (0).
 *
 * @param whole every number it may be
 */
record Subject(String word, Numbers whole) {

    private static final Numbers YES = Numbers.only(1);
    private static final Numbers NO = Numbers.only(0);
    private static final Numbers YES_OR_NO = YES.or(NO);

    static Subject of(RatedFigure figure) {
        return new Subject(figure.word(), Numbers.ALL);
    }

    private static Subject flag(String word) {
        return new Subject(word, YES_OR_NO);
    }

    boolean isFigure() {
        return whole.equals(Numbers.ALL);
    }

    /** Everything the condition looks at. */
    static Set<Subject> of(Condition condition) {
        return switch (condition) {
            case Condition.All all -> of(all.conditions());
            case Condition.Any any -> of(any.conditions());
            case Condition.Not not -> of(not.condition());
            case Condition.Within within -> Set.of(of(within.figure()));
            case Condition.Achieved achieved -> Set.of(flag("achieved"));
            case Condition.Maintain maintain -> Set.of(flag("maintain"));
            case Condition.Survey survey -> Set.of(flag("survey"));
        };
    }

    private static Set<Subject> of(List<Condition> conditions) {
        Set<Subject> subjects = new LinkedHashSet<>();
        conditions.forEach(condition -> subjects.addAll(of(condition)));
        return subjects;
    }

    /** What a condition that looks at nothing else takes of it. */
    Numbers takenBy(Condition condition) {
        return switch (condition) {
            case Condition.All all ->
                all.conditions().stream().map(this::takenBy).reduce(whole, Numbers::and);
            case Condition.Any any ->
                any.conditions().stream().map(this::takenBy).reduce(Numbers.NONE, Numbers::or);
            case Condition.Not not -> whole.and(takenBy(not.condition()).not());
            case Condition.Within within -> Numbers.within(within.bounds());
            case Condition.Achieved achieved -> yes(achieved.expected());
            case Condition.Maintain maintain -> yes(maintain.expected());
            case Condition.Survey survey -> yes(survey.expected());
        };
    }

    private static Numbers yes(boolean expected) {
        return expected ? YES : NO;
    }
}
