package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
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
import jp.shirube.report.targets.EditionParts;
import jp.shirube.report.targets.KnownEditions;
import jp.shirube.report.targets.KnownEditions.KnownEdition;

/** One edition of a plan with what was found for one year. */
@ApplicationScoped
class PlanPage {

    /**
     * @param heading both years: 評価年度 and 対象年度
     * @param outside why the year cannot be judged; empty when it belongs to the plan's period
     * @param otherReading what is read otherwise; empty where every goal is read as stated
     * @param statedHref the page with every goal read as stated
     * @param planTargets those on no element
     */
    record PlanPageView(
            String municipality,
            String municipalityHref,
            String feedHref,
            String name,
            String period,
            EditionView edition,
            List<NamedText> imprint,
            List<EditionView> others,
            AsOfView asOf,
            String otherReading,
            String statedHref,
            List<YearLink> years,
            String heading,
            String year,
            String outside,
            Summary summary,
            List<GradeDistribution> grades,
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
    private final EditionParts parts;
    private final Clock clock;

    PlanPage(PlanProgress progress, KnownEditions editions, EditionParts parts, Clock clock) {
        this.progress = progress;
        this.editions = editions;
        this.parts = parts;
        this.clock = clock;
    }

    /** @param here the page's address with everything that was asked of it and can be answered */
    @Transactional
    PlanPageView view(Question question, AskedDay day, Address here) {
        Progress found = progress.of(question);
        KnownEdition edition = found.edition();
        Map<String, List<TargetView>> targets = targets(found.items(), new TargetViews(here));
        PlanTree tree =
                new PlanTree(edition, parts.list(edition, "ELEMENT"), parts.list(edition, "INITIATIVE"), targets);
        return new PlanPageView(
                edition.municipalityName(),
                "/municipalities/" + edition.municipality(),
                Address.ofFeed(edition.municipality(), edition.plan()).href(),
                edition.planName(),
                Words.years(edition.firstYear(), edition.lastYear()),
                HomePage.edition(edition, here),
                imprint(edition.content()),
                others(found, here),
                AsOfView.of(day, here, LocalDate.now(clock)),
                question.otherReading() ? otherReading(targets) : "",
                here.without(Address.READING).href(),
                years(found, here),
                Years.heading(found.year()),
                Years.label(found.year()),
                outside(found),
                Summary.of(found.items()),
                GradeDistribution.of(found.items()),
                tree.listOf("PLAN"),
                targets.getOrDefault("", List.of()),
                tree.listOf("PROJECT"),
                parts.list(edition, "TEXT").stream().map(SectionView::of).toList(),
                glossary(edition.content()),
                notes(edition.content()));
    }

    private static Map<String, List<TargetView>> targets(List<Item> items, TargetViews views) {
        Map<String, List<TargetView>> targets = new HashMap<>();
        for (Item item : items) {
            targets.computeIfAbsent(Words.text(item.target().content(), "element"), none -> new ArrayList<>())
                    .add(views.of(item.target(), item.assessment()));
        }
        return targets;
    }

    private static String otherReading(Map<String, List<TargetView>> targets) {
        long read = targets.values().stream()
                .flatMap(List::stream)
                .filter(target -> target.otherReading() != null)
                .count();
        return read == 0
                ? "計画に明記のない目標のうち、別の読み方ができるものはありません。登録した読み方と同じ結果です。"
                : "計画に明記がなく担当者が読み方を決めた目標" + read + "件を、別の読み方で算定しています。";
    }

    private static List<NamedText> imprint(JsonNode edition) {
        List<NamedText> imprint = new ArrayList<>();
        add(imprint, "印字された日付", Words.text(edition, "printedDate"));
        add(imprint, "出典", Words.text(edition, "source"));
        return imprint;
    }

    private List<EditionView> others(Progress found, Address here) {
        KnownEdition edition = found.edition();
        return editions.list(edition.municipality(), found.asOf()).stream()
                .filter(other -> other.plan().equals(edition.plan()) && other.number() != edition.number())
                .map(other -> HomePage.edition(other, here))
                .toList();
    }

    private static List<YearLink> years(Progress found, Address here) {
        KnownEdition edition = found.edition();
        List<YearLink> years = new ArrayList<>();
        for (FiscalYear year = edition.firstYear(); year.compareTo(edition.lastYear()) <= 0; year = year.plusYears(1)) {
            years.add(new YearLink(
                    Years.label(year),
                    here.with("year", Words.PERIODS.printShort(year))
                            .with("edition", String.valueOf(edition.number()))
                            .href(),
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
