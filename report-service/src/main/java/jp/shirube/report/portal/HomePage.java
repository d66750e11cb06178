package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.report.portal.ReadModel.TargetCount;
import jp.shirube.report.targets.AsOf;
import jp.shirube.report.targets.KnownDepartments;
import jp.shirube.report.targets.KnownEditions;
import jp.shirube.report.targets.KnownEditions.KnownEdition;
import jp.shirube.report.targets.KnownEditions.KnownMunicipality;

/** The municipalities and their plans. */
@ApplicationScoped
class HomePage {

    record HomeView(List<MunicipalityView> municipalities) {}

    record MunicipalityView(String code, String name, String href, List<PlanView> plans) {}

    /** @param others editions besides the one that counts today */
    record PlanView(
            String name, String href, String period, EditionView edition, String targets, List<EditionView> others) {}

    /** @param note 採択の備考; empty where there is none */
    record EditionView(String name, String href, boolean draft, String standing, String note) {}

    /** @param handoverHref the hand-over sheet of who reports it; empty where nobody does */
    record IndicatorView(String name, String href, String unit, String reportedBy, String handoverHref) {}

    record MunicipalityPageView(MunicipalityView municipality, List<IndicatorView> indicators) {}

    private final KnownEditions editions;
    private final KnownDepartments departments;
    private final ReadModel readModel;
    private final Clock clock;

    HomePage(KnownEditions editions, KnownDepartments departments, ReadModel readModel, Clock clock) {
        this.editions = editions;
        this.departments = departments;
        this.readModel = readModel;
        this.clock = clock;
    }

    /** What everybody may see, of every municipality. */
    HomeView view() {
        return InTheNameOf.everybody(() -> QuarkusTransaction.requiringNew().call(this::everywhere));
    }

    private HomeView everywhere() {
        Map<String, TargetCount> counts = readModel.targetCounts();
        List<MunicipalityView> municipalities = new ArrayList<>();
        for (KnownMunicipality municipality : editions.listMunicipalities()) {
            municipalities.add(view(municipality, counts));
        }
        return new HomeView(municipalities);
    }

    @Transactional
    MunicipalityPageView view(String code) {
        KnownMunicipality municipality = editions.getMunicipality(code);
        AsOf now = AsOf.now(clock);
        Map<String, String> names = departments.namesOn(code, now);
        Map<String, String> reporting = departments.responsibleOn(code, now);
        List<IndicatorView> indicators = new ArrayList<>();
        for (JsonNode indicator : readModel.indicators(code)) {
            String id = Words.text(indicator, "id");
            String department = reporting.getOrDefault(id, "");
            indicators.add(new IndicatorView(
                    Words.text(indicator, "name"),
                    Address.ofIndicator(code, id).href(),
                    Words.text(indicator, "unit"),
                    department.isEmpty() ? "－" : names.getOrDefault(department, department),
                    department.isEmpty()
                            ? ""
                            : Address.ofHandover(code, department).href()));
        }
        return new MunicipalityPageView(view(municipality, readModel.targetCounts()), indicators);
    }

    private MunicipalityView view(KnownMunicipality municipality, Map<String, TargetCount> counts) {
        Map<String, List<KnownEdition>> plans = new LinkedHashMap<>();
        editions.list(municipality.code())
                .forEach(edition -> plans.computeIfAbsent(edition.plan(), none -> new ArrayList<>())
                        .add(edition));
        List<PlanView> views = new ArrayList<>();
        plans.values().forEach(all -> views.add(plan(all, counts)));
        return new MunicipalityView(
                municipality.code(), municipality.name(), "/municipalities/" + municipality.code(), views);
    }

    private static PlanView plan(List<KnownEdition> all, Map<String, TargetCount> counts) {
        KnownEdition current =
                all.stream().filter(KnownEdition::current).findFirst().orElse(all.getLast());
        return new PlanView(
                current.planName(),
                href(current),
                Words.years(current.firstYear(), current.lastYear()),
                edition(current),
                targets(counts.getOrDefault(ReadModel.key(current), TargetCount.NONE)),
                all.stream()
                        .filter(edition -> edition != current)
                        .map(HomePage::edition)
                        .toList());
    }

    private static String targets(TargetCount count) {
        if (count.all() == 0) {
            return "数値目標はありません";
        }
        List<String> of = new ArrayList<>();
        if (count.kgi() > 0) {
            of.add("うちKGI " + count.kgi() + "件");
        }
        if (count.relisted() > 0) {
            of.add("ほかに再掲 " + count.relisted() + "件");
        }
        return (count.all() - count.relisted()) + "件" + (of.isEmpty() ? "" : "（" + String.join("、", of) + "）");
    }

    static String href(KnownEdition edition) {
        return Address.ofPlan(edition.municipality(), edition.plan()).href();
    }

    static EditionView edition(KnownEdition edition) {
        return edition(edition, Address.ofPlan(edition.municipality(), edition.plan()));
    }

    /** @param here the address of its plan with what else is asked of it */
    static EditionView edition(KnownEdition edition, Address here) {
        return new EditionView(
                Words.edition(edition),
                here.with("edition", String.valueOf(edition.number())).href(),
                !Words.isAdopted(edition),
                Words.standing(edition),
                Words.adoptionNote(edition));
    }
}
