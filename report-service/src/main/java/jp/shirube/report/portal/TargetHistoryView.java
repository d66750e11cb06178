package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jp.shirube.notation.FiscalYear;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.indicatorhistory.IndicatorHistory.History;
import jp.shirube.report.indicatorhistory.IndicatorHistory.TargetHistory;
import jp.shirube.report.portal.TargetViews.PartView;
import jp.shirube.report.portal.TargetViews.TargetView;

/**
 * One target of an indicator, year by year, and where it will stand.
 *
 * @param mark of the target in the picture, empty when it is not drawn
 * @param adoptionNote 採択の備考; empty where there is none
 */
record TargetHistoryView(
        String mark,
        String plan,
        String edition,
        boolean draft,
        String adoptionNote,
        String href,
        TargetView target,
        List<YearView> years,
        List<ForecastView> forecasts) {

    /** @param part empty for the target itself */
    record YearView(String year, String part, ResultView result) {

        public String name() {
            return part.isEmpty() ? year : year + " " + part;
        }
    }

    static TargetHistoryView of(String mark, TargetHistory one, History history, Address here) {
        TargetView target = new TargetViews(here).of(one.target(), null);
        return new TargetHistoryView(
                mark,
                one.edition().planName(),
                Words.edition(one.edition()),
                !Words.isAdopted(one.edition()),
                Words.adoptionNote(one.edition()),
                Address.ofPlan(history.municipality(), one.edition().plan())
                                .with("edition", String.valueOf(one.edition().number()))
                                .asOfWhen(here)
                                .href()
                        + "#" + target.anchor(),
                target,
                years(one),
                ForecastView.of(
                        one.forecast(),
                        one.target().content(),
                        Measured.of(history.indicator(), ""),
                        finest(history.actuals())));
    }

    private static List<YearView> years(TargetHistory one) {
        List<YearView> years = new ArrayList<>();
        for (JsonNode assessment : one.years()) {
            FiscalYear year = new FiscalYear(assessment.path("year").asInt());
            if (year.compareTo(one.edition().firstYear()) < 0) {
                continue;
            }
            String name = Words.PERIODS.print(year);
            years.add(new YearView(name, "", TargetViews.result(one.target(), assessment)));
            for (PartView part : TargetViews.parts(one.target(), assessment)) {
                if (part.result().account() != null) {
                    years.add(new YearView(name, part.name(), part.result()));
                }
            }
        }
        return years;
    }

    /** Decimals of the finest figure a forecast may stand on. */
    static int finest(List<KnownActual> actuals) {
        return actuals.stream()
                .filter(actual -> actual.status() != KnownActual.Status.ESTIMATE)
                .flatMap(actual -> Stream.concat(Stream.ofNullable(actual.value()), actual.parts().values().stream()))
                .map(BigDecimal::stripTrailingZeros)
                .mapToInt(BigDecimal::scale)
                .reduce(0, Math::max);
    }
}
