package jp.shirube.report.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.GoalComparator;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Over;
import jp.shirube.report.forecast.Forecast.NotPossible;
import jp.shirube.report.forecast.Forecast.Projected;
import jp.shirube.report.forecast.Forecast.Question;
import jp.shirube.report.forecast.Forecast.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Expected figures come from the general matrix formula, (XᵀX)⁻¹ in 40 digits with the quantile of the incomplete beta
 * function, computed apart from this code.
 */
class ForecastTest {

    private static final SortedMap<FiscalYear, BigDecimal> WOMEN_IN_COUNCILS =
            from(2018, "25.4", "26.1", "27.6", "27.9", "28.9", "31.0", "32.8");
    private static final SortedMap<FiscalYear, BigDecimal> NEWCOMERS =
            from(2015, "21", "25", "22", "23", "19", "18", "20", "25", "18");
    private static final SortedMap<FiscalYear, BigDecimal> TEN_MORE_EVERY_YEAR =
            from(2018, "100", "110", "120", "130", "140", "150");

    // What the line gives

    @Test
    void longleysEmploymentOf1947To1962GivesTheLineOfTheTextbooks() {
        Projected forecast = projected(up(1965, "百万人", null, longley()));

        assertNear(forecast.slope(), "0.7165117647058824");
        assertNear(forecast.value(), "72.84037352941176");
        assertNear(forecast.low(), "71.47150028075199");
        assertNear(forecast.high(), "74.20924677807154");
        assertThat(forecast.yearsUsed()).hasSize(16);
        assertThat(forecast.yearsAhead()).isEqualTo(3);
        assertBackTest(forecast, 3, 9, 9, "0.8175134513634514");
    }

    @Test
    void aShareThatRisesTooSlowlyIsLikelyToMissItsGoal() {
        Projected forecast = projected(up(2027, "%", "40", WOMEN_IN_COUNCILS));

        assertNear(forecast.slope(), "1.189285714285714");
        assertNear(forecast.value(), "35.66428571428571");
        assertNear(forecast.low(), "34.27242646263649");
        assertNear(forecast.high(), "37.05614496593494");
        assertThat(forecast.outlook()).isEqualTo(Outlook.LIKELY_MISSED);
        assertThat(forecast.method().ja()).isEqualTo("直線回帰（最小二乗法）、80%予測区間");
    }

    @Test
    void theSameShareMeetsALowerGoalAndLeavesOneBetweenOpen() {
        assertThat(projected(up(2027, "%", "34", WOMEN_IN_COUNCILS)).outlook()).isEqualTo(Outlook.LIKELY_MET);
        assertThat(projected(up(2027, "%", "35", WOMEN_IN_COUNCILS)).outlook()).isEqualTo(Outlook.OPEN);
    }

    @Test
    void aCumulativeGoalAddsWhatIsKnownOfItsSpanToWhatIsPredicted() {
        Projected forecast = projected(up(2025, "人", "114", NEWCOMERS).over(Over.CUMULATIVE, 2021));

        assertThat(forecast.yearsPredicted()).containsExactly(year(2024), year(2025));
        assertNear(forecast.value(), "101.5944444444444");
        assertNear(forecast.low(), "93.43305781989023");
        assertNear(forecast.high(), "109.7558310689987");
        assertThat(forecast.outlook()).isEqualTo(Outlook.LIKELY_MISSED);
        assertBackTest(forecast, 2, 3, 2, "2.86984126984127");
    }

    @Test
    void aGoalOnTheMeanOfItsSpanIsTheSumOverItsYears() {
        Projected forecast = projected(up(2025, "人", "20", NEWCOMERS).over(Over.AVERAGE, 2021));

        assertNear(forecast.value(), "20.31888888888889");
        assertNear(forecast.low(), "18.68661156397805");
        assertNear(forecast.high(), "21.95116621379973");
        assertThat(forecast.outlook()).isEqualTo(Outlook.OPEN);
    }

    @Test
    void aSpanThatBeginsLaterIsWhollyPredicted() {
        Projected forecast = projected(up(2026, "件", "480", TEN_MORE_EVERY_YEAR).over(Over.CUMULATIVE, 2025));

        assertThat(forecast.yearsPredicted()).containsExactly(year(2025), year(2026));
        assertThat(forecast.value()).isEqualByComparingTo("350");
    }

    @Test
    void theYearsOfASumShareTheErrorOfTheLineSoTheirSumIsLessSureThanYearsApart() {
        Projected sum = projected(up(2027, "%", null, WOMEN_IN_COUNCILS).over(Over.CUMULATIVE, 2025));
        BigDecimal squares = IntStream.rangeClosed(2025, 2027)
                .mapToObj(one -> projected(up(one, "%", null, WOMEN_IN_COUNCILS)))
                .map(one -> one.high().subtract(one.value()).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(sum.high().subtract(sum.value()).pow(2)).isGreaterThan(squares);
    }

    @Test
    void aSurveyOfEverySecondYearHasGapsAndLessOfPrejudiceIsBetter() {
        SortedMap<FiscalYear, BigDecimal> prejudice = known(Map.of(
                2010, "58.0", 2012, "56.9", 2014, "54.8", 2016, "55.1", 2018, "52.7", 2020, "51.6", 2022, "51.9", 2025,
                "45"));
        Projected forecast = projected(down(2030, "%", "20", prejudice));

        assertNear(forecast.slope(), "-0.7450444292549556");
        assertNear(forecast.value(), "43.65755297334245");
        assertNear(forecast.low(), "40.62450957913212");
        assertNear(forecast.high(), "46.69059636755277");
        assertThat(forecast.outlook()).isEqualTo(Outlook.LIKELY_MISSED);
        assertThat(forecast.sentence().ja()).contains("H22～R7のうち8年分", "1年あたり−0.75ポイント（改善の向き）");
        assertBackTest(forecast, 5, 1, 0, "3.521428571428571");
    }

    @Test
    void lessIsBetterMeetsAGoalBelowWhichTheWholeIntervalLies() {
        SortedMap<FiscalYear, BigDecimal> falling = from(2018, "150", "140", "131", "120", "109", "100");

        assertThat(projected(down(2026, "人", "75", falling)).outlook()).isEqualTo(Outlook.LIKELY_MET);
        assertThat(projected(down(2026, "人", "70", falling)).outlook()).isEqualTo(Outlook.OPEN);
        assertThat(projected(down(2026, "人", "65", falling)).outlook()).isEqualTo(Outlook.LIKELY_MISSED);
    }

    @Test
    void aYearOfTheSpanWithoutAFigureIsPredictedTooAndSaidToBe() {
        SortedMap<FiscalYear, BigDecimal> events =
                known(Map.of(2017, "12", 2018, "15", 2019, "11", 2020, "16", 2021, "14", 2023, "17"));
        Projected forecast = projected(up(2025, "回", "100", events).over(Over.CUMULATIVE, 2021));

        assertThat(forecast.yearsPredicted()).containsExactly(year(2022), year(2024), year(2025));
        assertNear(forecast.value(), "81.9");
        assertNear(forecast.low(), "72.07251853438221");
        assertNear(forecast.high(), "91.72748146561779");
        assertThat(forecast.sentence().ja()).contains("実績のないR4も直線の値で補いました。");
        assertThat(forecast.sentence().en()).contains("No actual is known for FY2022: the line's value stands in.");
    }

    @Test
    void aPercentageMayRunBeyondAHundred() {
        Projected forecast = projected(up(2030, "%", "100", from(2018, "70", "76", "79", "86", "90", "94")));

        assertThat(forecast.value()).isGreaterThan(new BigDecimal(100));
        assertThat(forecast.high()).isGreaterThan(forecast.value());
    }

    @Test
    void figuresAfterTheGoalsYearChangeNothing() {
        SortedMap<FiscalYear, BigDecimal> later = new TreeMap<>(WOMEN_IN_COUNCILS);
        later.put(year(2028), new BigDecimal("90"));

        assertThat(forecast(up(2027, "%", "40", later))).isEqualTo(forecast(up(2027, "%", "40", WOMEN_IN_COUNCILS)));
    }

    // Nothing left over

    @Test
    void aPerfectLineHasAnIntervalWithoutWidthAndSaysSo() {
        Projected forecast = projected(up(2027, "件", "190", TEN_MORE_EVERY_YEAR));

        assertThat(forecast.value()).isEqualTo(new BigDecimal("190"));
        assertThat(forecast.low()).isEqualTo(forecast.value());
        assertThat(forecast.high()).isEqualTo(forecast.value());
        assertThat(forecast.outlook()).isEqualTo(Outlook.LIKELY_MET);
        assertBackTest(forecast, 1, 1, 1, "0");
        assertThat(forecast.sentence().ja()).contains("実績はすべて直線の上にあり、区間の幅は0です。");
        assertThat(forecast.sentence().en()).contains("the interval has no width");
    }

    @Test
    void aPerfectLineOfThirdsHasNoWidthEither() {
        Projected forecast = projected(
                up(2032, "件", null, known(Map.of(2015, "0", 2018, "1", 2021, "2", 2024, "3", 2027, "4", 2030, "5"))));

        assertThat(forecast.high()).isEqualTo(forecast.low());
        assertNear(forecast.value(), "5.666666666666667");
    }

    @Test
    void whatNeverChangesIsPredictedNotToChange() {
        Projected forecast = projected(up(2027, "%", "100", from(2018, "100", "100.0", "100", "100", "100.00", "100")));

        assertThat(forecast.slope()).isZero();
        assertThat(forecast.value()).isEqualTo(new BigDecimal("100"));
        assertThat(forecast.low()).isEqualTo(forecast.high());
        assertThat(forecast.outlook()).isEqualTo(Outlook.LIKELY_MET);
        assertThat(forecast.sentence().ja()).contains("1年あたり0ポイント（横ばい）", "区間の幅は0");
    }

    @Test
    void noChildHasWaitedForYears() {
        Projected forecast = projected(down(2027, "人", "0", from(2018, "0", "0", "0", "0", "0")));

        assertThat(forecast.value()).isZero();
        assertThat(forecast.outlook()).isEqualTo(Outlook.LIKELY_MET);
    }

    // At the goal itself

    @Test
    void aStrictGoalIsNotMetByReachingIt() {
        Question atLeast = up(2027, "件", "190", TEN_MORE_EVERY_YEAR).question();
        assertThat(outlook(atLeast, GoalComparator.AT_LEAST)).isEqualTo(Outlook.LIKELY_MET);
        assertThat(outlook(atLeast, GoalComparator.MORE_THAN)).isEqualTo(Outlook.LIKELY_MISSED);
        assertThat(outlook(atLeast, GoalComparator.AT_MOST)).isEqualTo(Outlook.LIKELY_MET);
        assertThat(outlook(atLeast, GoalComparator.LESS_THAN)).isEqualTo(Outlook.LIKELY_MISSED);
    }

    @Test
    void anIntervalThatOnlyTouchesAStrictGoalIsOpenFromTheGoodSideAndMissedFromTheOther() {
        Projected forecast = projected(up(2027, "%", null, WOMEN_IN_COUNCILS));
        String low = forecast.low().toPlainString();
        String high = forecast.high().toPlainString();

        Question atLow = up(2027, "%", low, WOMEN_IN_COUNCILS).question();
        assertThat(outlook(atLow, GoalComparator.AT_LEAST)).isEqualTo(Outlook.LIKELY_MET);
        assertThat(outlook(atLow, GoalComparator.MORE_THAN)).isEqualTo(Outlook.OPEN);
        assertThat(outlook(atLow, GoalComparator.LESS_THAN)).isEqualTo(Outlook.LIKELY_MISSED);
        assertThat(outlook(atLow, GoalComparator.AT_MOST)).isEqualTo(Outlook.OPEN);

        Question atHigh = up(2027, "%", high, WOMEN_IN_COUNCILS).question();
        assertThat(outlook(atHigh, GoalComparator.AT_LEAST)).isEqualTo(Outlook.OPEN);
        assertThat(outlook(atHigh, GoalComparator.MORE_THAN)).isEqualTo(Outlook.LIKELY_MISSED);
        assertThat(outlook(atHigh, GoalComparator.LESS_THAN)).isEqualTo(Outlook.OPEN);
        assertThat(outlook(atHigh, GoalComparator.AT_MOST)).isEqualTo(Outlook.LIKELY_MET);
    }

    @Test
    void aRangeIsMetInsideAndMissedOnEitherSide() {
        assertThat(rangeOutlook("34", "38")).isEqualTo(Outlook.LIKELY_MET);
        assertThat(rangeOutlook("20", "30")).isEqualTo(Outlook.LIKELY_MISSED);
        assertThat(rangeOutlook("38", "40")).isEqualTo(Outlook.LIKELY_MISSED);
        assertThat(rangeOutlook("30", "36")).isEqualTo(Outlook.OPEN);
        assertThat(rangeOutlook("35", "36")).isEqualTo(Outlook.OPEN);
    }

    @Test
    void withoutAGoalToCompareWithThereIsAForecastButNoOutlook() {
        Projected forecast = projected(up(2027, "%", null, WOMEN_IN_COUNCILS));

        assertThat(forecast.outlook()).isNull();
        assertThat(forecast.sentence().ja()).doesNotContain("目標");
    }

    // Whether it would have worked before

    @Test
    void whereNoFigureLiesSoFarAheadTheNextShorterHorizonIsTriedAndSaid() {
        Projected forecast = projected(up(2027, "%", "40", WOMEN_IN_COUNCILS));

        assertThat(forecast.yearsAhead()).isEqualTo(3);
        assertBackTest(forecast, 2, 1, 0, "2.1");
        assertThat(forecast.sentence().ja())
                .contains("同じ方法で過去に2年先を予測した1回では、平均絶対誤差は2.1ポイント、実績が80%予測区間に入ったのは0回でした（3年先を試せる実績がないため）。");
    }

    @Test
    void aSurveyOfEveryThirdYearAskedTwoYearsAheadIsTriedThreeYearsAhead() {
        SortedMap<FiscalYear, BigDecimal> survey =
                known(Map.of(2005, "40", 2008, "43", 2011, "44", 2014, "48", 2017, "49", 2020, "53", 2023, "54"));
        Projected forecast = projected(up(2025, "%", "60", survey));

        assertNear(forecast.value(), "56.05952380952381");
        assertBackTest(forecast, 3, 2, 2, "1.083333333333333");
    }

    @Test
    void theFirstFiveYearsGiveAForecastButNothingToTryItOn() {
        Projected forecast = projected(up(2027, "%", "40", from(2018, "25.4", "26.1", "27.6", "27.9", "28.9")));

        assertThat(forecast.backTest()).isNull();
        assertThat(forecast.noBackTest()).isNotNull();
        assertThat(forecast.sentence().ja()).endsWith("同じ方法を過去に当てはめて確かめるには、実績が6年分以上必要です（現在5年分）。");
    }

    // None at all

    @Test
    void fourYearsAreTooFew() {
        NotPossible none = notPossible(up(2027, "%", "40", from(2018, "25.4", "26.1", "27.6", "27.9")));

        assertThat(none.reason()).isEqualTo(Reason.TOO_FEW_YEARS);
        assertThat(none.sentence().ja()).isEqualTo("予測には令和9年度より前の実績が5年分以上必要です（現在4年分）。");
        assertThat(none.sentence().en())
                .isEqualTo("A forecast takes at least 5 yearly actuals before FY2027; there are 4.");
    }

    @Test
    void noYearIsTooFew() {
        assertThat(notPossible(up(2027, "%", "40", new TreeMap<>())).reason()).isEqualTo(Reason.TOO_FEW_YEARS);
    }

    @Test
    void whatIsKnownIsNotForecast() {
        NotPossible none = notPossible(up(2024, "%", "40", WOMEN_IN_COUNCILS));

        assertThat(none.reason()).isEqualTo(Reason.GOAL_YEAR_KNOWN);
        assertThat(none.sentence().ja()).isEqualTo("令和6年度の実績があるため、予測するものがありません。");
    }

    @Test
    void figuresThatAllCameAfterTheGoalSayNothingOfIt() {
        assertThat(notPossible(up(2017, "%", "40", WOMEN_IN_COUNCILS)).reason()).isEqualTo(Reason.ALL_AFTER_GOAL_YEAR);
    }

    @Test
    void aQuestionThatContradictsItselfIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> up(2025, "人", "114", NEWCOMERS)
                        .over(Over.CUMULATIVE, 2026)
                        .question());
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        up(2025, "人", "114", NEWCOMERS).over(Over.POINT, 2024).question());
        assertThatIllegalArgumentException().isThrownBy(() -> rangeOutlook("30", "20"));
    }

    @Test
    void whoeverAskedCannotChangeTheQuestionAfterwards() {
        SortedMap<FiscalYear, BigDecimal> figures = new TreeMap<>(WOMEN_IN_COUNCILS);
        Question question = up(2027, "%", "40", figures).question();
        figures.clear();

        assertThat(question.known()).hasSize(7);
        assertThatThrownBy(() -> question.known().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    // What makes no difference

    @Test
    void inThousandsEveryFigureIsAThousandthAndNothingElseChanges() {
        BigDecimal thousand = new BigDecimal(1000);
        Asked inThousands = up(2025, "千円", "114", NEWCOMERS).over(Over.CUMULATIVE, 2021);
        Asked inUnits = up(2025, "円", "114000", NEWCOMERS)
                .over(Over.CUMULATIVE, 2021)
                .with(figure -> figure.multiply(thousand));

        Projected small = projected(inThousands);
        Projected large = projected(inUnits);
        assertThat(large.value()).isEqualByComparingTo(small.value().multiply(thousand));
        assertThat(large.low()).isEqualByComparingTo(small.low().multiply(thousand));
        assertThat(large.high()).isEqualByComparingTo(small.high().multiply(thousand));
        assertThat(large.slope()).isEqualByComparingTo(small.slope().multiply(thousand));
        assertThat(backTest(large).meanAbsoluteError())
                .isEqualByComparingTo(backTest(small).meanAbsoluteError().multiply(thousand));
        assertThat(backTest(large).hits()).isEqualTo(backTest(small).hits());
        assertThat(large.outlook()).isEqualTo(small.outlook());
    }

    @Test
    void thirtyYearsEarlierTheSameFiguresGiveTheSame() {
        SortedMap<FiscalYear, BigDecimal> earlier = new TreeMap<>();
        NEWCOMERS.forEach((year, figure) -> earlier.put(year.plusYears(-30), figure));

        Projected now = projected(up(2025, "人", "114", NEWCOMERS).over(Over.CUMULATIVE, 2021));
        Projected then = projected(up(1995, "人", "114", earlier).over(Over.CUMULATIVE, 1991));
        assertThat(then.value()).isEqualTo(now.value());
        assertThat(then.low()).isEqualTo(now.low());
        assertThat(then.high()).isEqualTo(now.high());
        assertThat(then.backTest()).isEqualTo(now.backTest());
        assertThat(then.outlook()).isEqualTo(now.outlook());
    }

    @Test
    void inWhateverOrderTheFiguresArriveTheForecastIsTheSame() {
        SortedMap<FiscalYear, BigDecimal> newestFirst = new TreeMap<>(Comparator.reverseOrder());
        newestFirst.putAll(NEWCOMERS);

        assertThat(forecast(up(2025, "人", "114", newestFirst).over(Over.CUMULATIVE, 2021)))
                .isEqualTo(forecast(up(2025, "人", "114", NEWCOMERS).over(Over.CUMULATIVE, 2021)));
    }

    @Test
    void trailingZerosOfAFigureChangeNothing() {
        assertThat(forecast(up(2027, "%", "40", WOMEN_IN_COUNCILS).with(figure -> figure.setScale(6))))
                .isEqualTo(forecast(up(2027, "%", "40", WOMEN_IN_COUNCILS)));
    }

    // What is said

    @Test
    void theSentenceNamesMethodIntervalAndBackTestAndShowsOneDigitMoreThanTheFigures() {
        Projected forecast = projected(up(2027, "%", "40", WOMEN_IN_COUNCILS));

        assertThat(forecast.sentence().ja())
                .isEqualTo("令和9年度の予測は35.66%（80%予測区間 34.27～37.06%）です。"
                        + "H30～R6の7年分の実績に直線回帰（最小二乗法）を当てはめたもので、傾きは1年あたり+1.19ポイント（改善の向き）です。"
                        + "区間のどの値も目標（40%以上）を満たさないため、未達と予測されます。"
                        + "同じ方法で過去に2年先を予測した1回では、平均絶対誤差は2.1ポイント、"
                        + "実績が80%予測区間に入ったのは0回でした（3年先を試せる実績がないため）。");
        assertThat(forecast.sentence().en())
                .isEqualTo("Forecast for FY2027: 35.66% (80 % prediction interval 34.27 to 37.06%)."
                        + " Ordinary least squares on 7 years, FY2018–FY2024;"
                        + " the line moves by +1.19 points a year (for the better)."
                        + " No figure of the interval meets the goal (at least 40%): likely to be missed."
                        + " Tried on the past 1 time, 2 years ahead, the method had a mean absolute error of 2.1 points"
                        + " and the actual inside its interval 0 times (3 years ahead could not be tried).");
    }

    @Test
    void aSumNamesItsSpanAndThatItWasTriedOnSingleYears() {
        Projected forecast = projected(up(2025, "人", "114", NEWCOMERS).over(Over.CUMULATIVE, 2021));

        assertThat(forecast.sentence().ja())
                .isEqualTo("令和3年度～令和7年度の累積の予測は101.6人（80%予測区間 93.4～109.8人）です。"
                        + "H27～R5の9年分の実績に直線回帰（最小二乗法）を当てはめたもので、傾きは1年あたり−0.4人（悪化の向き）です。"
                        + "区間のどの値も目標（114人以上）を満たさないため、未達と予測されます。"
                        + "同じ方法で過去に2年先を予測した3回（単年の値）では、平均絶対誤差は2.9人、"
                        + "実績が80%予測区間に入ったのは2回でした。");
    }

    @Test
    void largeFiguresHaveThousandsSeparatorsAndNoDirectionNoJudgement() {
        Projected forecast = projected(new Asked(
                Direction.NONE,
                "円",
                GoalComparator.AT_LEAST,
                null,
                null,
                Over.POINT,
                2025,
                2025,
                from(2018, "6057229", "6157229", "6257229", "6357229", "6457229", "6557229")));

        assertThat(forecast.sentence().ja())
                .contains("予測は6,757,229円", "+100,000円です。")
                .doesNotContain("の向き");
    }

    @Test
    void whereRoundingWouldContradictTheOutlookTheSentenceSaysThatItWentByTheExactFigures() {
        Projected forecast = projected(up(2027, "%", "37.06", WOMEN_IN_COUNCILS));

        assertThat(forecast.high()).isLessThan(new BigDecimal("37.06"));
        assertThat(forecast.outlook()).isEqualTo(Outlook.LIKELY_MISSED);
        assertThat(forecast.sentence().ja()).contains("未達と予測されます（四捨五入する前の値による）。");
    }

    // How honest the interval is

    @Test
    void ofTwoThousandStraightSeriesWithNoiseTheIntervalHoldsFourInFive() {
        assertThat(covered(Over.POINT)).isBetween(1520, 1680);
    }

    @Test
    void ofTwoThousandSumsItHoldsFourInFiveToo() {
        assertThat(covered(Over.CUMULATIVE)).isBetween(1520, 1680);
    }

    @Test
    void andOfTwoThousandMeans() {
        assertThat(covered(Over.AVERAGE)).isBetween(1520, 1680);
    }

    /** How many of 2,000 intervals hold what comes: lines of any slope through 5 to 14 years, some with gaps, 1 to 6 ahead. */
    private static int covered(Over over) {
        Random random = new Random(20_260_401L);
        int covered = 0;
        for (int i = 0; i < 2000; i++) {
            double start = random.nextDouble() * 1000;
            double slope = random.nextGaussian() * 20;
            double noise = 1 + random.nextDouble() * 50;
            int points = 5 + random.nextInt(10);
            int ahead = 1 + random.nextInt(6);
            SortedMap<FiscalYear, BigDecimal> known = new TreeMap<>();
            SortedMap<FiscalYear, BigDecimal> all = new TreeMap<>();
            int last = 2000;
            while (known.size() < points) {
                last++;
                BigDecimal figure = noisy(random, start + slope * (last - 2000), noise);
                all.put(year(last), figure);
                if (random.nextInt(8) > 0) {
                    known.put(year(last), figure);
                }
            }
            for (int later = last + 1; later <= last + ahead; later++) {
                all.put(year(later), noisy(random, start + slope * (later - 2000), noise));
            }
            int goal = last + ahead;
            int first = over == Over.POINT ? goal : Math.max(2001, goal - 4);
            Projected forecast = projected(
                    new Asked(Direction.UP, "", GoalComparator.AT_LEAST, null, null, over, first, goal, known));
            BigDecimal sum = all.tailMap(year(first)).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal came = over == Over.AVERAGE
                    ? sum.divide(BigDecimal.valueOf(goal - first + 1L), 20, RoundingMode.HALF_UP)
                    : sum;
            boolean holds = came.compareTo(forecast.low()) >= 0 && came.compareTo(forecast.high()) <= 0;
            covered += holds ? 1 : 0;
        }
        return covered;
    }

    private static BigDecimal noisy(Random random, double mean, double noise) {
        return BigDecimal.valueOf(mean + random.nextGaussian() * noise).setScale(3, RoundingMode.HALF_UP);
    }

    // Words of these tests

    private record Asked(
            Direction direction,
            String unit,
            GoalComparator comparator,
            @Nullable String threshold,
            @Nullable String upTo,
            Over over,
            int goalFirst,
            int goalYear,
            SortedMap<FiscalYear, BigDecimal> known) {

        Asked over(Over other, int first) {
            return new Asked(direction, unit, comparator, threshold, upTo, other, first, goalYear, known);
        }

        Asked with(UnaryOperator<BigDecimal> change) {
            SortedMap<FiscalYear, BigDecimal> changed = new TreeMap<>();
            known.forEach((year, figure) -> changed.put(year, change.apply(figure)));
            return new Asked(direction, unit, comparator, threshold, upTo, over, goalFirst, goalYear, changed);
        }

        Question question() {
            return new Question(
                    direction,
                    unit,
                    comparator,
                    threshold == null ? null : new BigDecimal(threshold),
                    upTo == null ? null : new BigDecimal(upTo),
                    over,
                    year(goalFirst),
                    year(goalYear),
                    known);
        }
    }

    private static Asked up(int goalYear, String unit, @Nullable String goal, SortedMap<FiscalYear, BigDecimal> known) {
        return new Asked(
                Direction.UP, unit, GoalComparator.AT_LEAST, goal, null, Over.POINT, goalYear, goalYear, known);
    }

    private static Asked down(
            int goalYear, String unit, @Nullable String goal, SortedMap<FiscalYear, BigDecimal> known) {
        return new Asked(
                Direction.DOWN, unit, GoalComparator.AT_MOST, goal, null, Over.POINT, goalYear, goalYear, known);
    }

    private static @Nullable Outlook rangeOutlook(String from, String upTo) {
        return projected(new Asked(
                        Direction.NONE,
                        "%",
                        GoalComparator.AT_LEAST,
                        from,
                        upTo,
                        Over.POINT,
                        2027,
                        2027,
                        WOMEN_IN_COUNCILS))
                .outlook();
    }

    private static @Nullable Outlook outlook(Question question, GoalComparator comparator) {
        Forecast forecast = Forecast.of(new Question(
                question.direction(),
                question.unit(),
                comparator,
                question.threshold(),
                question.upTo(),
                question.over(),
                question.goalFirst(),
                question.goalYear(),
                question.known()));
        assertThat(forecast).isInstanceOf(Projected.class);
        return ((Projected) forecast).outlook();
    }

    private static Forecast forecast(Asked asked) {
        return Forecast.of(asked.question());
    }

    private static Projected projected(Asked asked) {
        Forecast forecast = forecast(asked);
        assertThat(forecast).isInstanceOf(Projected.class);
        return (Projected) forecast;
    }

    private static NotPossible notPossible(Asked asked) {
        Forecast forecast = forecast(asked);
        assertThat(forecast).isInstanceOf(NotPossible.class);
        return (NotPossible) forecast;
    }

    private static BackTest backTest(Projected forecast) {
        return Objects.requireNonNull(forecast.backTest());
    }

    private static void assertBackTest(Projected forecast, int yearsAhead, int tries, int hits, String error) {
        BackTest backTest = backTest(forecast);
        assertThat(List.of(backTest.yearsAhead(), backTest.tries(), backTest.hits()))
                .containsExactly(yearsAhead, tries, hits);
        assertNear(backTest.meanAbsoluteError(), error);
        assertThat(forecast.noBackTest()).isNull();
    }

    /** The quantiles have twelve decimals, so the figures agree to eleven. */
    private static void assertNear(BigDecimal actual, String expected) {
        BigDecimal literal = new BigDecimal(expected);
        assertThat(actual.subtract(literal).abs())
                .as("%s near %s", actual, expected)
                .isLessThan(new BigDecimal("1e-11"));
    }

    private static FiscalYear year(int year) {
        return new FiscalYear(year);
    }

    private static SortedMap<FiscalYear, BigDecimal> from(int first, String... figures) {
        SortedMap<FiscalYear, BigDecimal> known = new TreeMap<>();
        for (int i = 0; i < figures.length; i++) {
            known.put(year(first + i), new BigDecimal(figures[i]));
        }
        return known;
    }

    private static SortedMap<FiscalYear, BigDecimal> known(Map<Integer, String> figures) {
        SortedMap<FiscalYear, BigDecimal> known = new TreeMap<>();
        figures.forEach((year, figure) -> known.put(year(year), new BigDecimal(figure)));
        return known;
    }

    /** Employment in the United States in millions, J. W. Longley, JASA 62 (1967). */
    private static SortedMap<FiscalYear, BigDecimal> longley() {
        return from(
                1947, "60.323", "61.122", "60.171", "61.187", "63.221", "63.639", "64.989", "63.761", "66.019",
                "67.857", "68.169", "66.513", "68.655", "69.564", "69.331", "70.551");
    }
}
