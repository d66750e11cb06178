package jp.shirube.promise.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import jp.shirube.promise.rule.Written.Fields;
import org.jspecify.annotations.Nullable;

/** Reads what must hold for a level. All keys of one object must hold. */
final class ConditionReading {

    private static final int DEEPEST = 8;
    private static final int MOST_IN_A_LIST = 16;

    /** A rule nobody could read any more; and a list may contain itself. */
    private static final int MOST_IN_A_RULE = 500;

    private static final String[] KEYS = Stream.concat(
                    Arrays.stream(RatedFigure.values()).map(RatedFigure::word),
                    Stream.of("achieved", "maintain", "survey", "all", "any", "not"))
            .toArray(String[]::new);

    private int read;

    @Nullable
    Condition read(Written written) {
        return read(written, 1);
    }

    private @Nullable Condition read(Written written, int depth) {
        read++;
        if (depth > DEEPEST || read > MOST_IN_A_RULE) {
            tooMuch(written);
            return null;
        }
        Fields fields = written.fields(KEYS);
        if (fields == null) {
            return null;
        }
        if (fields.values().isEmpty()) {
            written.object("条件を書くか、whenを省いてください", "write a condition, or leave when out");
            return null;
        }
        List<Condition> conditions = new ArrayList<>();
        for (RatedFigure figure : RatedFigure.values()) {
            add(conditions, fields.find(figure.word()), place -> within(figure, place));
        }
        add(conditions, fields.find("achieved"), place -> flag(place, Condition.Achieved::new));
        add(conditions, fields.find("maintain"), place -> flag(place, Condition.Maintain::new));
        add(conditions, fields.find("survey"), place -> flag(place, Condition.Survey::new));
        add(conditions, fields.find("all"), place -> list(place, depth, Condition.All::new));
        add(conditions, fields.find("any"), place -> list(place, depth, Condition.Any::new));
        add(conditions, fields.find("not"), place -> not(place, depth));
        return conditions.size() == 1 ? conditions.getFirst() : new Condition.All(conditions);
    }

    private void tooMuch(Written written) {
        if (read <= MOST_IN_A_RULE + 1) {
            written.object(
                    "条件の入れ子は" + DEEPEST + "段、全体で" + MOST_IN_A_RULE + "件までです",
                    "conditions nest at most " + DEEPEST + " deep, and a rule has at most " + MOST_IN_A_RULE);
        }
    }

    private static void add(
            List<Condition> conditions, @Nullable Written place, Function<Written, @Nullable Condition> reading) {
        Condition condition = place == null ? null : reading.apply(place);
        if (condition != null) {
            conditions.add(condition);
        }
    }

    private static @Nullable Condition flag(Written place, Function<Boolean, Condition> as) {
        Boolean flag = place.flag();
        return flag == null ? null : as.apply(flag);
    }

    private @Nullable Condition list(Written place, int depth, Function<List<Condition>, Condition> as) {
        List<Written> items = place.items(1, MOST_IN_A_LIST);
        return items == null
                ? null
                : as.apply(items.stream()
                        .map(item -> read(item, depth + 1))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private @Nullable Condition not(Written place, int depth) {
        Condition condition = read(place, depth + 1);
        return condition == null ? null : new Condition.Not(condition);
    }

    private static @Nullable Condition within(RatedFigure figure, Written place) {
        int objectionsBefore = place.objections().size();
        Fields fields = place.fields("atLeast", "moreThan", "atMost", "below");
        if (fields == null) {
            return null;
        }
        Bounds bounds = new Bounds(
                bound(fields, "atLeast"), bound(fields, "moreThan"), bound(fields, "atMost"), bound(fields, "below"));
        oneOf(fields, "atLeast", "moreThan");
        oneOf(fields, "atMost", "below");
        if (place.objections().size() == objectionsBefore) {
            emptiness(place, fields, bounds);
        }
        return new Condition.Within(figure, bounds);
    }

    private static void emptiness(Written place, Fields fields, Bounds bounds) {
        if (fields.values().isEmpty()) {
            place.object("atLeast, moreThan, atMost, below のどれかを書いてください", "at least one bound is expected");
        } else if (Numbers.within(bounds).isEmpty()) {
            place.object("この範囲に入る数はありません", "no number lies in this range");
        }
    }

    private static @Nullable BigDecimal bound(Fields fields, String key) {
        Written written = fields.find(key);
        return written == null ? null : written.number();
    }

    private static void oneOf(Fields fields, String one, String other) {
        if (fields.values().containsKey(one) && fields.values().containsKey(other)) {
            fields.place()
                    .object(
                            one + "と" + other + "は一方だけ書いてください",
                            "only one of " + one + " and " + other + " is expected");
        }
    }
}
