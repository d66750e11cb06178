package jp.shirube.plan.edition.document;

import static jp.shirube.plan.edition.document.PlanForm.list;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import jp.shirube.document.ReadDocument;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.NotationException;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodKind;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.plan.edition.Edition;
import jp.shirube.plan.edition.Element;
import jp.shirube.plan.edition.Initiative;
import jp.shirube.plan.edition.PlacedDepartment;
import jp.shirube.plan.edition.Target;
import jp.shirube.plan.edition.document.PlanForm.DepartmentForm;
import jp.shirube.plan.edition.document.PlanForm.ElementForm;
import jp.shirube.plan.edition.document.PlanForm.InitiativeForm;
import jp.shirube.plan.edition.document.PlanForm.TargetForm;
import jp.shirube.plan.municipality.GradedBy;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.Warning;
import jp.shirube.plan.municipality.document.GradedByForm;
import jp.shirube.problem.Fault;
import jp.shirube.promise.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * Understands a plan document: resolves what it refers to, reads its periods, fills in what goes without saying, and collects
 * every fault on the way instead of stopping at the first.
 */
final class PlanReading {

    private static final int PROJECT_DEPTH = 20;

    private final ReadDocument document;
    private final Municipality.Vocabulary vocabulary;
    private final PeriodNotation periods = new PeriodNotation(Eras.standard());
    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> contradictions = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private final List<Element> elements = new ArrayList<>();
    private final List<Initiative> initiatives = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private final TargetReading targetReading;
    private @Nullable Period planPeriod;
    private final Map<String, String> relistings = new HashMap<>();
    private final Map<String, String> references = new HashMap<>();
    private final Set<String> elementIds = new HashSet<>();
    private final Set<String> itemIds = new HashSet<>();

    PlanReading(ReadDocument document, Municipality.Vocabulary vocabulary) {
        this.document = document;
        this.vocabulary = vocabulary;
        this.targetReading = new TargetReading(this);
    }

    /** What keeps the document from being understood. */
    List<Fault> faults() {
        return faults;
    }

    /** What is understood, but contradicts itself. */
    List<Fault> contradictions() {
        return contradictions;
    }

    List<Warning> warnings() {
        return warnings;
    }

    Edition understand(PlanForm form) {
        Period period = period("/plan/period", form.plan().period(), PeriodKind.FISCAL_YEAR);
        planPeriod = period;
        if (period == null) {
            period = FiscalYear.containing(LocalDate.EPOCH); // never leaves here: there is a fault
        }
        int at = 0;
        for (TargetForm target : list(form.targets())) {
            target("/targets/" + at, target, null);
            at++;
        }
        elements(
                "/elements",
                form.elements(),
                null,
                Element.Tree.PLAN,
                0,
                form.plan().levels().size());
        elements("/priorityProjects", list(form.priorityProjects()), null, Element.Tree.PROJECT, 0, PROJECT_DEPTH);
        resolve();
        return new Edition(
                form.municipality(),
                form.plan().id(),
                form.plan().name(),
                beginning(period),
                period.fiscalYear(),
                form.plan().levels(),
                gradedBy("/plan/gradedBy", form.plan().gradedBy()),
                form.edition().number(),
                form.edition().name(),
                form.edition().status(),
                form.edition().printedDate(),
                form.edition().source(),
                list(form.texts()),
                list(form.glossary()),
                elements,
                initiatives,
                targets,
                list(form.notes()));
    }

    private static FiscalYear beginning(Period period) {
        return period.firstDay().map(FiscalYear::containing).orElse(period.fiscalYear());
    }

    @Nullable
    FiscalYear firstYear() {
        return planPeriod == null ? null : beginning(planPeriod);
    }

    @Nullable
    FiscalYear lastYear() {
        return planPeriod == null ? null : planPeriod.fiscalYear();
    }

    @Nullable
    List<GradedBy> gradedBy(String at, @Nullable GradedByForm written) {
        return GradedByForm.read(at, written, vocabulary.gradingRules(), this::fault);
    }

    private void elements(
            String pointer,
            List<ElementForm> forms,
            @Nullable String parent,
            Element.Tree tree,
            int depth,
            int levels) {
        for (int i = 0; i < forms.size(); i++) {
            ElementForm form = forms.get(i);
            String at = pointer + "/" + i;
            if (depth >= levels) {
                fault(
                        at,
                        "plan.levelsに" + levels + "段しかないのに、" + (depth + 1) + "段目があります",
                        "plan.levels has " + levels + " levels, this is level " + (depth + 1));
            }
            if (!elementIds.add(form.id())) {
                twice(at + "/id", form.id());
            }
            references(at, list(form.references()));
            elements.add(new Element(
                    form.id(),
                    parent,
                    tree,
                    depth,
                    elements.size(),
                    Objects.requireNonNullElse(form.code(), ""),
                    form.title(),
                    departments(at, form.departments()),
                    list(form.sdgs()),
                    list(form.sections()),
                    list(form.references())));
            for (int t = 0; t < list(form.targets()).size(); t++) {
                target(at + "/targets/" + t, list(form.targets()).get(t), form.id());
            }
            for (int n = 0; n < list(form.initiatives()).size(); n++) {
                initiative(at + "/initiatives/" + n, list(form.initiatives()).get(n), form.id());
            }
            elements(at + "/children", list(form.children()), form.id(), tree, depth + 1, levels);
        }
    }

    private void target(String at, TargetForm form, @Nullable String element) {
        if (!itemIds.add(form.id())) {
            twice(at + "/id", form.id());
        }
        if (form.relistedFrom() != null) {
            relistings.put(at + "/relistedFrom", form.relistedFrom());
        }
        Target target = targetReading.read(at, form, element);
        if (target != null) {
            targets.add(target);
        }
    }

    private void initiative(String at, InitiativeForm form, String element) {
        if (!itemIds.add(form.id())) {
            twice(at + "/id", form.id());
        }
        if (form.relistedFrom() != null) {
            relistings.put(at + "/relistedFrom", form.relistedFrom());
        }
        references(at, list(form.references()));
        List<Initiative.ScheduleCell> schedule = new ArrayList<>();
        for (int c = 0; c < list(form.schedule()).size(); c++) {
            PlanForm.CellForm cell = list(form.schedule()).get(c);
            Period years = period(at + "/schedule/" + c + "/years", cell.years(), PeriodKind.FISCAL_YEAR);
            if (years != null) {
                schedule.add(new Initiative.ScheduleCell(years, cell.printed()));
            }
        }
        initiatives.add(new Initiative(
                form.id(),
                form.kind(),
                element,
                initiatives.size(),
                form.title(),
                departments(at, form.departments()),
                schedule,
                period(at + "/startYear", form.startYear(), PeriodKind.FISCAL_YEAR),
                form.printedStart(),
                form.relistedFrom(),
                list(form.references()),
                list(form.notes())));
    }

    private void references(String at, List<Element.Reference> written) {
        for (int i = 0; i < written.size(); i++) {
            String resolved = written.get(i).resolvedRef();
            if (resolved != null) {
                references.put(at + "/references/" + i + "/resolvedRef", resolved);
            }
        }
    }

    /** Only when everything has been read is it known what there is to refer to. */
    private void resolve() {
        references.forEach((pointer, id) -> {
            if (!elementIds.contains(id)) {
                fault(pointer, "「" + id + "」という要素はこの版にありません", "no element " + id + " in this edition");
            }
        });
        relistings.forEach((pointer, id) -> {
            if (!itemIds.contains(id)) {
                fault(pointer, "再掲元「" + id + "」はこの版にありません", "nothing called " + id + " to re-list in this edition");
            }
        });
    }

    List<PlacedDepartment> departments(String at, @Nullable List<DepartmentForm> written) {
        List<PlacedDepartment> placed = new ArrayList<>();
        for (int i = 0; i < list(written).size(); i++) {
            DepartmentForm form = list(written).get(i);
            String id = vocabulary.departmentByWord().get(form.department());
            if (id == null && !vocabulary.collectives().contains(form.department())) {
                fault(
                        at + "/departments/" + i,
                        "課「" + form.department() + "」は自治体文書にありません",
                        "the municipality document knows no department " + form.department());
            }
            placed.add(new PlacedDepartment(form.printed(), id));
        }
        return placed;
    }

    Municipality.Vocabulary vocabulary() {
        return vocabulary;
    }

    @Nullable
    Period period(String pointer, @Nullable String written, PeriodKind kind) {
        if (written == null) {
            return null;
        }
        try {
            return periods.parse(written, kind);
        } catch (NotationException e) {
            fault(pointer, e.message(Locale.JAPANESE), e.message(Locale.ENGLISH));
            return null;
        }
    }

    private void twice(String pointer, String id) {
        fault(pointer, "idが二度使われています: " + id, "the id is used twice: " + id);
    }

    void fault(String pointer, String ja, String en) {
        faults.add(document.fault(pointer, ja, en));
    }

    /** Unless what stands there is at fault already. */
    void contradiction(String pointer, Sentence what) {
        if (faults.stream().noneMatch(fault -> fault.pointer().equals(pointer))) {
            contradictions.add(document.fault(pointer, what.ja(), what.en()));
        }
    }

    void warn(String pointer, Sentence what) {
        warnings.add(new Warning(pointer, document.line(pointer), what.ja(), what.en()));
    }
}
