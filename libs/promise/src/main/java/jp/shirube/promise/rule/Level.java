package jp.shirube.promise.rule;

import java.math.BigDecimal;
import jp.shirube.promise.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * One grade of an axis.
 *
 * @param symbol A, ◎, 7
 * @param label its words
 * @param score for means above the targets; null when it has none
 * @param humanOnly whether only a person may give it (未着手, 中止, 判断困難); it never matches by calculation
 * @param when null matches whatever no level before it did
 */
public record Level(
        String symbol,
        Sentence label,
        @Nullable BigDecimal score,
        boolean humanOnly,
        @Nullable Condition when) {}
