package jp.shirube.report.rollup;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jp.shirube.notation.FiscalYear;
import jp.shirube.report.assessment.Grade;
import jp.shirube.report.planprogress.PlanProgress;
import jp.shirube.report.planprogress.PlanProgress.Item;
import jp.shirube.report.planprogress.PlanProgress.Progress;
import jp.shirube.report.planprogress.PlanProgress.Question;
import jp.shirube.report.rollup.Tally.Placed;
import jp.shirube.report.targets.EditionParts;
import jp.shirube.report.targets.KnownDepartments;
import jp.shirube.report.targets.ReportedInitiatives;
import org.jspecify.annotations.Nullable;

/** Groups what was found for the targets of a plan, and adds it up. */
@ApplicationScoped
public class RollUps {

    /** By what targets are grouped. */
    enum By {
        PLAN,
        /** Every element of the plan's own tree with everything below it. */
        ELEMENT,
        /** Priority projects: with the targets of the elements they refer to. */
        PROJECT,
        /** The department responsible for the indicator on the day asked. */
        DEPARTMENT,
        SDG
    }

    /** @param rate the rate whose clipped mean is asked for; null for none */
    record RolledUp(Progress progress, By by, @Nullable String rate, List<Group> groups) {}

    /**
     * @param code as printed; empty where there is none
     * @param depth of an element; 0 otherwise
     */
    record Group(String id, String code, String name, int depth, Tally tally, InitiativeTally initiatives) {}

    private final PlanProgress progress;
    private final EditionParts parts;
    private final KnownDepartments departments;
    private final ReportedInitiatives reported;

    RollUps(PlanProgress progress, EditionParts parts, KnownDepartments departments, ReportedInitiatives reported) {
        this.progress = progress;
        this.parts = parts;
        this.departments = departments;
        this.reported = reported;
    }

    @Transactional
    RolledUp of(Question question, By by, @Nullable String rate) {
        Progress found = progress.of(question);
        Edition edition = new Edition(
                found,
                parts.list(found.edition(), "ELEMENT"),
                parts.list(found.edition(), "INITIATIVE"),
                reported.in(question.municipality(), question.plan(), found.year(), found.asOf()),
                rate);
        List<Group> groups = switch (by) {
            case PLAN ->
                List.of(edition.group("", "", found.edition().planName(), 0, edition.all(), edition.initiatives));
            case ELEMENT -> edition.ofTree("PLAN");
            case PROJECT -> edition.ofTree("PROJECT");
            case SDG -> edition.bySdg();
            case DEPARTMENT ->
                edition.byDepartment(
                        departments.responsibleOn(question.municipality(), found.asOf()),
                        departments.namesOn(question.municipality(), found.asOf()));
        };
        return new RolledUp(found, by, rate, groups);
    }

    /** One edition in one year, with what each of its elements holds. */
    private static final class Edition {

        private final FiscalYear year;
        private final List<Item> items;
        private final @Nullable String rate;
        private final List<JsonNode> initiatives;
        private final Map<String, String> reported;
        private final Map<String, JsonNode> elements = new LinkedHashMap<>();
        private final Map<String, Set<String>> below = new HashMap<>();

        Edition(
                Progress progress,
                List<JsonNode> elements,
                List<JsonNode> initiatives,
                Map<String, String> reported,
                @Nullable String rate) {
            this.year = progress.year();
            this.items = progress.items();
            this.rate = rate;
            this.initiatives = initiatives;
            this.reported = reported;
            elements.forEach(element -> this.elements.put(id(element), element));
            elements.forEach(element -> ancestors(element)
                    .forEach(ancestor -> below.computeIfAbsent(ancestor, none -> new LinkedHashSet<>())
                            .add(id(element))));
        }

        private static String id(JsonNode element) {
            return element.path("id").asText();
        }

        /** The element itself, what holds it, and so on to the top. */
        private List<String> ancestors(JsonNode element) {
            List<String> ancestors = new ArrayList<>();
            JsonNode at = element;
            while (at != null && !ancestors.contains(id(at))) {
                ancestors.add(id(at));
                at = at.hasNonNull("parent") ? elements.get(at.path("parent").asText()) : null;
            }
            return ancestors;
        }

        List<Placed> all() {
            return items.stream().map(this::placed).toList();
        }

        List<Group> ofTree(String tree) {
            return elements.values().stream()
                    .filter(element -> element.path("tree").asText().equals(tree))
                    .map(element -> ofElements(
                            id(element),
                            element.path("code").asText(),
                            element.path("title").asText(),
                            element.path("depth").asInt(),
                            held(element)))
                    .toList();
        }

        /** A project holds what it refers to as well. */
        private Set<String> held(JsonNode element) {
            Set<String> held = new LinkedHashSet<>();
            for (String one : below.getOrDefault(id(element), Set.of())) {
                held.add(one);
                JsonNode inner = elements.get(one);
                if (inner != null && inner.path("tree").asText().equals("PROJECT")) {
                    inner.path("references")
                            .forEach(reference -> held.addAll(below.getOrDefault(
                                    reference.path("resolvedRef").asText(), Set.of())));
                }
            }
            return held;
        }

        List<Group> bySdg() {
            Map<Integer, Set<String>> byGoal = new TreeMap<>();
            elements.values()
                    .forEach(element -> element.path("sdgs")
                            .forEach(goal -> byGoal.computeIfAbsent(goal.asInt(), none -> new LinkedHashSet<>())
                                    .addAll(below.getOrDefault(id(element), Set.of()))));
            return byGoal.entrySet().stream()
                    .map(goal -> ofElements(
                            String.valueOf(goal.getKey()),
                            String.valueOf(goal.getKey()),
                            "SDGs " + goal.getKey(),
                            0,
                            goal.getValue()))
                    .toList();
        }

        List<Group> byDepartment(Map<String, String> responsible, Map<String, String> names) {
            Map<String, List<Placed>> byDepartment = new TreeMap<>();
            for (Item item : items) {
                byDepartment
                        .computeIfAbsent(
                                responsible.getOrDefault(item.target().indicator(), ""), none -> new ArrayList<>())
                        .add(placed(item));
            }
            return byDepartment.entrySet().stream()
                    .map(one -> group(
                            one.getKey(),
                            "",
                            one.getKey().isEmpty() ? "担当なし" : names.getOrDefault(one.getKey(), one.getKey()),
                            0,
                            one.getValue(),
                            placedWith(one.getKey())))
                    .toList();
        }

        /** Initiatives have no responsible department but the printed ones. */
        private List<JsonNode> placedWith(String department) {
            return initiatives.stream()
                    .filter(one -> {
                        for (JsonNode printed : one.path("departments")) {
                            if (printed.path("department").asText("").equals(department)) {
                                return true;
                            }
                        }
                        return false;
                    })
                    .toList();
        }

        private Group ofElements(String id, String code, String name, int depth, Set<String> held) {
            return group(
                    id,
                    code,
                    name,
                    depth,
                    items.stream()
                            .filter(item -> held.contains(
                                    item.target().content().path("element").asText("")))
                            .map(this::placed)
                            .toList(),
                    initiatives.stream()
                            .filter(one -> held.contains(one.path("element").asText()))
                            .toList());
        }

        Group group(String id, String code, String name, int depth, Collection<Placed> placed, List<JsonNode> tallied) {
            return new Group(id, code, name, depth, Tally.of(placed), InitiativeTally.of(tallied, year, reported));
        }

        private Placed placed(Item item) {
            JsonNode found = item.assessment();
            JsonNode grade = found == null ? null : found.path("grade");
            String symbol = grade == null ? Grade.NONE : grade.path("symbol").asText(Grade.NONE);
            return new Placed(
                    item.target().id(),
                    item.target().listedFirstAs(),
                    item.target().content().path("kind").asText(),
                    found == null ? "UNKNOWN" : found.path("standing").asText(),
                    symbol.equals(Grade.NONE) ? null : symbol,
                    grade == null ? null : decimal(grade.path("score")),
                    found == null ? "" : found.path("rule").path("id").asText(),
                    found != null && found.path("belowBaseline").asBoolean(),
                    found == null || rate == null ? null : decimal(found.path(rate)));
        }

        private static @Nullable BigDecimal decimal(JsonNode node) {
            return node.isNumber() ? node.decimalValue() : null;
        }
    }
}
