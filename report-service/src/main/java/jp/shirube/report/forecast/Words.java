package jp.shirube.report.forecast;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.notation.Span;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Over;
import jp.shirube.promise.Sentence;
import jp.shirube.report.forecast.Forecast.Question;
import jp.shirube.report.forecast.Forecast.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a forecast. Never 見込, which is a department's estimate, and never 評価. Figures are rounded half up to one digit
 * more than the finest figure known.
 */
final class Words {

    private static final PeriodNotation PERIODS = new PeriodNotation(Eras.standard());

    private static final String JA_POINT = "ポイント";
    private static final String EN_POINT = " points";

    private final Question question;
    private final SortedMap<FiscalYear, BigDecimal> points;
    private final int decimals;

    Words(Question question, SortedMap<FiscalYear, BigDecimal> points) {
        this.question = question;
        this.points = points;
        decimals = 1
                + points.values().stream()
                        .mapToInt(figure -> Interval.bare(figure).scale())
                        .max()
                        .orElse(0);
    }

    Sentence notPossible(Reason reason) {
        String ja = PERIODS.print(question.goalYear());
        String en = en(question.goalYear());
        return switch (reason) {
            case GOAL_YEAR_KNOWN ->
                new Sentence(ja + "の実績があるため、予測するものがありません。", "There is an actual for " + en + ": nothing to forecast.");
            case ALL_AFTER_GOAL_YEAR ->
                new Sentence(
                        "実績はいずれも目標年度（" + ja + "）より後のもので、予測には使えません。",
                        "Every actual is of a year after the goal's (" + en + "): nothing to forecast from.");
            case TOO_FEW_YEARS ->
                new Sentence(
                        "予測には" + ja + "より前の実績が" + Forecast.FEWEST_YEARS + "年分以上必要です（現在" + points.size() + "年分）。",
                        "A forecast takes at least " + Forecast.FEWEST_YEARS + " yearly actuals before " + en
                                + "; there are " + points.size() + ".");
        };
    }

    Sentence noBackTest() {
        int fewest = Forecast.FEWEST_YEARS + 1;
        return new Sentence(
                "同じ方法を過去に当てはめて確かめるには、実績が" + fewest + "年分以上必要です（現在" + points.size() + "年分）。",
                "Trying the method on the past takes at least " + fewest + " yearly actuals; there are " + points.size()
                        + ".");
    }

    Sentence projected(
            Interval interval,
            Regression line,
            Collection<FiscalYear> predicted,
            @Nullable BackTest backTest,
            int ahead) {
        StringBuilder ja = new StringBuilder();
        StringBuilder en = new StringBuilder();
        figures(ja, en, interval);
        method(ja, en, line.slope());
        filled(ja, en, predicted);
        if (line.isPerfect()) {
            ja.append("実績はすべて直線の上にあり、区間の幅は0です。");
            en.append(" The actuals lie on the line exactly, so the interval has no width.");
        }
        Outlook outlook = interval.outlook(question);
        if (outlook != null) {
            outlook(ja, en, outlook, outlook != interval.rounded(decimals).outlook(question));
        }
        if (backTest == null) {
            Sentence none = noBackTest();
            ja.append(none.ja());
            en.append(' ').append(none.en());
        } else {
            backTest(ja, en, backTest, ahead);
        }
        return new Sentence(ja.toString(), en.toString());
    }

    private void figures(StringBuilder ja, StringBuilder en, Interval interval) {
        FiscalYear first = question.goalFirst();
        FiscalYear last = question.goalYear();
        String value = figure(interval.value());
        String low = number(interval.low());
        String high = figure(interval.high());
        switch (question.over()) {
            case POINT -> {
                ja.append(PERIODS.print(last));
                en.append("Forecast for ").append(en(last));
            }
            case CUMULATIVE -> {
                ja.append(PERIODS.print(Span.of(first, last))).append("の累積");
                en.append("Forecast of the sum of ").append(en(first, last));
            }
            case AVERAGE -> {
                ja.append(PERIODS.print(Span.of(first, last))).append("の平均");
                en.append("Forecast of the mean of ").append(en(first, last));
            }
        }
        ja.append("の予測は").append(value);
        ja.append("（80%予測区間 ").append(low).append("～").append(high).append("）です。");
        en.append(": ").append(value).append(" (80 % prediction interval ");
        en.append(low).append(" to ").append(high).append(").");
    }

    private void method(StringBuilder ja, StringBuilder en, BigDecimal slope) {
        FiscalYear first = points.firstKey();
        FiscalYear last = points.lastKey();
        boolean gaps = last.year() - first.year() + 1 > points.size();
        BigDecimal shown = slope.setScale(decimals, RoundingMode.HALF_UP);
        String sign = shown.signum() > 0 ? "+" : "";
        ja.append(PERIODS.printShort(Span.of(first, last))).append(gaps ? "のうち" : "の");
        ja.append(points.size()).append("年分の実績に直線回帰（最小二乗法）を当てはめたもので、傾きは1年あたり");
        ja.append(sign).append(difference(shown, JA_POINT));
        en.append(" Ordinary least squares on ").append(points.size()).append(gaps ? " of the years " : " years, ");
        en.append(en(first, last)).append("; the line moves by ");
        en.append(sign).append(difference(shown, EN_POINT)).append(" a year");
        if (shown.signum() == 0) {
            ja.append("（横ばい）");
            en.append(" (level)");
        } else if (question.direction() != Direction.NONE) {
            boolean better = (shown.signum() > 0) == (question.direction() == Direction.UP);
            ja.append(better ? "（改善の向き）" : "（悪化の向き）");
            en.append(better ? " (for the better)" : " (for the worse)");
        }
        ja.append("です。");
        en.append('.');
    }

    /** A year that has passed without a figure and is predicted all the same must not go unsaid. */
    private void filled(StringBuilder ja, StringBuilder en, Collection<FiscalYear> predicted) {
        List<FiscalYear> passed = predicted.stream()
                .filter(year -> year.compareTo(points.lastKey()) < 0)
                .toList();
        if (!passed.isEmpty()) {
            ja.append("実績のない");
            ja.append(passed.stream().map(PERIODS::printShort).collect(Collectors.joining("・")));
            ja.append("も直線の値で補いました。");
            en.append(" No actual is known for ");
            en.append(passed.stream().map(Words::en).collect(Collectors.joining(", ")));
            en.append(": the line's value stands in.");
        }
    }

    private void outlook(StringBuilder ja, StringBuilder en, Outlook outlook, boolean roundingHidesIt) {
        String goal = goal();
        switch (outlook) {
            case LIKELY_MET -> {
                ja.append("区間の全体が").append(goal).append("を満たすため、達成と予測されます");
                en.append(" The whole interval meets ").append(enGoal()).append(": likely to be met");
            }
            case LIKELY_MISSED -> {
                ja.append("区間のどの値も").append(goal).append("を満たさないため、未達と予測されます");
                en.append(" No figure of the interval meets ").append(enGoal()).append(": likely to be missed");
            }
            case OPEN -> {
                ja.append("区間の一部だけが").append(goal).append("を満たすため、達成とも未達とも言えません");
                en.append(" Only a part of the interval meets ")
                        .append(enGoal())
                        .append(": it may go either way");
            }
        }
        if (roundingHidesIt) {
            ja.append("（四捨五入する前の値による）");
            en.append(" (by the figures before rounding)");
        }
        ja.append("。");
        en.append('.');
    }

    private void backTest(StringBuilder ja, StringBuilder en, BackTest backTest, int ahead) {
        String jaError = difference(backTest.meanAbsoluteError(), JA_POINT);
        String enError = difference(backTest.meanAbsoluteError(), EN_POINT);
        boolean single = question.over() != Over.POINT;
        ja.append("同じ方法で過去に").append(backTest.yearsAhead()).append("年先を予測した");
        ja.append(backTest.tries()).append("回").append(single ? "（単年の値）" : "").append("では、平均絶対誤差は");
        ja.append(jaError).append("、実績が80%予測区間に入ったのは").append(backTest.hits()).append("回でした");
        en.append(" Tried on the past ").append(backTest.tries()).append(backTest.tries() == 1 ? " time" : " times");
        en.append(", ").append(backTest.yearsAhead()).append(backTest.yearsAhead() == 1 ? " year" : " years");
        en.append(" ahead").append(single ? " and for single years" : "");
        en.append(", the method had a mean absolute error of ").append(enError);
        en.append(" and the actual inside its interval ").append(backTest.hits());
        en.append(backTest.hits() == 1 ? " time" : " times");
        if (backTest.yearsAhead() != ahead) {
            ja.append("（").append(ahead).append("年先を試せる実績がないため）");
            en.append(" (")
                    .append(ahead)
                    .append(ahead == 1 ? " year" : " years")
                    .append(" ahead could not be tried)");
        }
        ja.append("。");
        en.append('.');
    }

    private String goal() {
        BigDecimal threshold = question.threshold();
        BigDecimal upTo = question.upTo();
        if (threshold == null) {
            throw new IllegalStateException("no outlook without a goal");
        }
        return upTo == null
                ? "目標（" + exact(threshold) + question.unit()
                        + question.comparator().word() + "）"
                : "目標（" + exact(threshold) + "～" + exact(upTo) + question.unit() + "）";
    }

    private String enGoal() {
        BigDecimal threshold = question.threshold();
        BigDecimal upTo = question.upTo();
        if (threshold == null) {
            throw new IllegalStateException("no outlook without a goal");
        }
        if (upTo != null) {
            return "the goal (" + exact(threshold) + " to " + exact(upTo) + question.unit() + ")";
        }
        String word = switch (question.comparator()) {
            case AT_LEAST -> "at least ";
            case AT_MOST -> "at most ";
            case LESS_THAN -> "below ";
            case MORE_THAN -> "above ";
        };
        return "the goal (" + word + exact(threshold) + question.unit() + ")";
    }

    private String figure(BigDecimal value) {
        return number(value) + question.unit();
    }

    /** Differences of percentages are ポイント. */
    private String difference(BigDecimal value, String point) {
        boolean percent = question.unit().equals("%") || question.unit().equals("％");
        return number(value) + (percent ? point : question.unit());
    }

    private String number(BigDecimal value) {
        return exact(value.setScale(decimals, RoundingMode.HALF_UP));
    }

    /** As it is, with thousands separators. */
    private static String exact(BigDecimal value) {
        BigDecimal bare = Interval.bare(value);
        String plain = bare.abs().toPlainString();
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        String grouped = whole.replaceAll("(?<=[0-9])(?=(?:[0-9]{3})+$)", ",");
        return (bare.signum() < 0 ? "−" : "") + grouped + (point < 0 ? "" : plain.substring(point));
    }

    private static String en(FiscalYear year) {
        return "FY" + year.year();
    }

    private static String en(FiscalYear first, FiscalYear last) {
        return en(first) + (first.equals(last) ? "" : "–" + en(last));
    }
}
