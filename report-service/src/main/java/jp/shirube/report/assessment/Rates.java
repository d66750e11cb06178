package jp.shirube.report.assessment;

import jp.shirube.promise.Sentence;

/**
 * The four rates. All are kept, because the first two are published under the same names and can give opposite grades.
 *
 * @param achievementRate 達成率: judged ÷ goal
 * @param baselineProgress 基準値からの進捗率: (judged − baseline) ÷ (goal − baseline)
 * @param expectedRatio 期待値比: judged ÷ expected
 * @param scheduleProgress 計画線比: (judged − baseline) ÷ (expected − baseline), of a sum judged ÷ expected
 */
public record Rates(Rate achievementRate, Rate baselineProgress, Rate expectedRatio, Rate scheduleProgress) {

    static Rates none(Sentence why) {
        Rate none = new Rate(null, why);
        return new Rates(none, none, none, none);
    }
}
