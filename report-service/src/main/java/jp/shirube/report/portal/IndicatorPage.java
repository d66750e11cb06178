package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.report.indicatorhistory.IndicatorHistory;
import jp.shirube.report.indicatorhistory.IndicatorHistory.History;
import jp.shirube.report.indicatorhistory.IndicatorHistory.TargetHistory;
import jp.shirube.report.portal.PlanPage.NamedText;
import jp.shirube.report.targets.KnownDepartments;
import jp.shirube.report.targets.KnownEditions;
import jp.shirube.responsibility.Offices;
import jp.shirube.responsibility.Reporter;
import jp.shirube.responsibility.Stated;

/** One indicator: its figures, and everything that was promised about it. */
@ApplicationScoped
class IndicatorPage {

    record IndicatorPageView(
            String municipality,
            String municipalityHref,
            String name,
            List<NamedText> facts,
            AsOfView asOf,
            IndicatorPicture picture,
            List<ActualView> actuals,
            List<TargetHistoryView> targets,
            boolean allEditions,
            String otherHref) {}

    static final String EDITIONS = "editions";
    static final String ALL = "all";

    private final IndicatorHistory histories;
    private final KnownEditions editions;
    private final KnownDepartments departments;
    private final ReadModel readModel;
    private final Clock clock;

    IndicatorPage(
            IndicatorHistory histories,
            KnownEditions editions,
            KnownDepartments departments,
            ReadModel readModel,
            Clock clock) {
        this.histories = histories;
        this.editions = editions;
        this.departments = departments;
        this.readModel = readModel;
        this.clock = clock;
    }

    /**
     * @param allEditions whether targets of past editions are shown too
     * @param here the page's address with everything that was asked of it and can be answered
     */
    @Transactional
    IndicatorPageView view(String municipality, String indicator, boolean allEditions, AskedDay day, Address here) {
        History history = histories.of(municipality, indicator, allEditions, day.day());
        Offices offices = departments.of(municipality, history.asOf());
        IndicatorPicture picture = IndicatorPicture.of(history);
        List<TargetHistoryView> targets = new ArrayList<>();
        for (TargetHistory one : history.targets()) {
            targets.add(TargetHistoryView.of(picture.marks().get(targets.size()), one, history, here));
        }
        return new IndicatorPageView(
                editions.getMunicipality(municipality).name(),
                "/municipalities/" + municipality,
                Words.text(history.indicator(), "name"),
                facts(history, indicator, offices),
                AsOfView.of(day, here, LocalDate.now(clock)),
                picture,
                ActualView.of(
                        history, readModel.actuals(municipality, indicator, history.asOf()), offices, clock.getZone()),
                targets,
                allEditions,
                here.with(EDITIONS, allEditions ? "" : ALL).href());
    }

    private List<NamedText> facts(History history, String id, Offices offices) {
        JsonNode indicator = history.indicator();
        List<NamedText> facts = new ArrayList<>();
        add(facts, "定義", Words.text(indicator, "definition"));
        add(facts, "単位", Words.text(indicator, "unit").isEmpty() ? "なし" : Words.text(indicator, "unit"));
        add(facts, "よい向き", Words.direction(Words.text(indicator, "direction")));
        add(facts, "数える期間", Words.countedFor(indicator));
        add(facts, "値の性質", Words.quantity(Words.text(indicator, "quantity")));
        add(
                facts,
                "報告する課",
                reporting(
                        departments
                                .statedOf(history.municipality(), history.asOf())
                                .getOrDefault(id, List.of()),
                        offices,
                        history.asOf().day()));
        add(facts, "出典", Words.text(indicator, "source"));
        int every = indicator.path("surveyEvery").asInt();
        add(facts, "調査", every > 1 ? every + "年に1回" : "");
        List<String> components = new ArrayList<>();
        indicator.path("components").forEach(component -> components.add(Words.text(component, "name")));
        add(facts, "内訳", String.join("、", components));
        add(facts, "注記", Words.text(indicator, "note"));
        return facts;
    }

    /**
     * Who is stated, with the days where they are known, each under the name of the day; of what is over or to come, of its last
     * or first day. Then who reports instead, where that department has ended.
     */
    private static String reporting(List<Stated> stated, Offices offices, LocalDate day) {
        List<String> names = new ArrayList<>();
        for (Stated one : stated) {
            String name = offices.nameOn(one.department(), within(one, day));
            String days = Words.span(one.from(), one.to());
            names.add(name + (days.isEmpty() ? "" : "（" + days + "）"));
        }
        if (names.isEmpty()) {
            return "登録がありません";
        }
        String all = String.join("、", names);
        return switch (offices.reporterOn(stated, day)) {
            case Reporter.Known known
            when known.how() == Reporter.How.FOLLOWED -> all + "。引き継いだ課：" + offices.nameOn(known.department(), day);
            case Reporter.Known known -> all;
            case Reporter.Nobody nobody ->
                all + "。報告する課はありません（" + nobody.reason().ja() + "）";
        };
    }

    private static LocalDate within(Stated one, LocalDate day) {
        LocalDate from = one.from();
        LocalDate to = one.to();
        if (to != null && to.isBefore(day)) {
            return to;
        }
        return from != null && from.isAfter(day) ? from : day;
    }

    private static void add(List<NamedText> facts, String name, String text) {
        if (!text.isEmpty()) {
            facts.add(new NamedText(name, text));
        }
    }
}
