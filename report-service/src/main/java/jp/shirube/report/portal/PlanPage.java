package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.notation.FiscalYear;
import jp.shirube.report.Years;
import jp.shirube.report.planprogress.PlanProgress;
import jp.shirube.report.planprogress.PlanProgress.Item;
import jp.shirube.report.planprogress.PlanProgress.Progress;
import jp.shirube.report.planprogress.PlanProgress.Question;
import jp.shirube.report.portal.HomePage.EditionView;
import jp.shirube.report.portal.PlanTree.ElementView;
import jp.shirube.report.portal.PlanTree.SectionView;
import jp.shirube.report.portal.TargetViews.TargetView;
import jp.shirube.report.targets.KnownEditions;
import jp.shirube.report.targets.KnownEditions.KnownEdition;
import org.jspecify.annotations.Nullable;

/** One edition of a plan with what was found for one year. */
@ApplicationScoped
class PlanPage {

    /**
     * @param heading both years: 評価年度 and 対象年度
     * @param outside why the year cannot be judged; empty when it belongs to the plan's period
     * @param planTargets those on no element
     */
    record PlanPageView(
            String municipality,
            String municipalityHref,
            String name,
            String period,
            EditionView edition,
            List<NamedText> imprint,
            List<EditionView> others,
            List<YearLink> years,
            String heading,
            String year,
            String outside,
            Summary summary,
            List<ElementView> elements,
            List<TargetView> planTargets,
            List<ElementView> projects,
            List<SectionView> texts,
            List<NamedText> glossary,
            List<NamedText> notes) {}

    record YearLink(String label, String href, boolean current) {}

    record NamedText(String name, String text) {}

    private final PlanProgress progress;
    private final KnownEditions editions;
    private final ReadModel readModel;

    PlanPage(PlanProgress progress, KnownEditions editions, ReadModel readModel) {
        this.progress = progress;
        this.editions = editions;
        this.readModel = readModel;
    }

    @Transactional
    PlanPageView view(String municipality, String plan, @Nullable FiscalYear year, @Nullable Integer number) {
        Progress found = progress.of(Question.now(municipality, plan, year, number));
        KnownEdition edition = found.edition();
        Map<String, List<TargetView>> targets = targets(found.items());
        PlanTree tree = new PlanTree(
                edition, readModel.parts(edition, "ELEMENT"), readModel.parts(edition, "INITIATIVE"), targets);
        return new PlanPageView(
                edition.municipalityName(),
                "/municipalities/" + municipality,
                edition.planName(),
                Words.years(edition.firstYear(), edition.lastYear()),
                HomePage.edition(edition),
                imprint(edition.content()),
                others(edition),
                years(found),
                Years.heading(found.year()),
                Years.label(found.year()),
                outside(found),
                Summary.of(found.items()),
                tree.listOf("PLAN"),
                targets.getOrDefault("", List.of()),
                tree.listOf("PROJECT"),
                readModel.parts(edition, "TEXT").stream().map(SectionView::of).toList(),
                glossary(edition.content()),
                notes(edition.content()));
    }

    private static Map<String, List<TargetView>> targets(List<Item> items) {
        Map<String, List<TargetView>> targets = new HashMap<>();
        for (Item item : items) {
            targets.computeIfAbsent(Words.text(item.target().content(), "element"), none -> new ArrayList<>())
                    .add(TargetViews.of(item.target(), item.assessment()));
        }
        return targets;
    }

    private static List<NamedText> imprint(JsonNode edition) {
        List<NamedText> imprint = new ArrayList<>();
        add(imprint, "印字された日付", Words.text(edition, "printedDate"));
        add(imprint, "出典", Words.text(edition, "source"));
        return imprint;
    }

    private List<EditionView> others(KnownEdition edition) {
        return editions.list(edition.municipality()).stream()
                .filter(other -> other.plan().equals(edition.plan()) && other.number() != edition.number())
                .map(HomePage::edition)
                .toList();
    }

    private static List<YearLink> years(Progress found) {
        KnownEdition edition = found.edition();
        List<YearLink> years = new ArrayList<>();
        for (FiscalYear year = edition.firstYear(); year.compareTo(edition.lastYear()) <= 0; year = year.plusYears(1)) {
            years.add(new YearLink(
                    Years.label(year),
                    HomePage.href(edition) + "?year=" + Words.PERIODS.printShort(year) + "&edition=" + edition.number(),
                    year.equals(found.year())));
        }
        return years;
    }

    private static String outside(Progress found) {
        KnownEdition edition = found.edition();
        if (edition.covers(found.year())) {
            return "";
        }
        String period = Words.years(edition.firstYear(), edition.lastYear());
        return Years.label(found.year())
                + (found.year().compareTo(edition.firstYear()) < 0
                        ? "は計画期間（" + period + "）の始まる前です。この年度の値は判定しません。"
                        : "は計画期間（" + period + "）の後です。目標の年度を過ぎた値は参考として示します。");
    }

    private static List<NamedText> glossary(JsonNode edition) {
        List<NamedText> terms = new ArrayList<>();
        for (JsonNode entry : edition.path("glossary")) {
            String text = Words.text(entry, "text");
            terms.add(new NamedText(Words.text(entry, "term"), text.isEmpty() ? Words.text(entry, "printed") : text));
        }
        return terms;
    }

    private static List<NamedText> notes(JsonNode edition) {
        List<NamedText> notes = new ArrayList<>();
        for (JsonNode note : edition.path("notes")) {
            String at = Words.text(note, "at");
            notes.add(new NamedText(
                    Words.noteKind(Words.text(note, "kind")) + (at.isEmpty() ? "" : "：" + at),
                    Words.text(note, "text")));
        }
        return notes;
    }

    private static void add(List<NamedText> facts, String name, String text) {
        if (!text.isEmpty()) {
            facts.add(new NamedText(name, text));
        }
    }
}
