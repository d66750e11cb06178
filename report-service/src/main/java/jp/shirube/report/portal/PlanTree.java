package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.report.portal.ScheduleView.ProgramView;
import jp.shirube.report.portal.TargetViews.TargetView;
import jp.shirube.report.targets.KnownEditions.KnownEdition;
import org.jspecify.annotations.Nullable;

/** The two trees of an edition, in order of the print, each element with everything that stands on it. */
final class PlanTree {

    /**
     * @param feedHref empty where the edition is not the present one
     * @param heading rank of its heading, 3 to 6
     * @param level the plan's own name of the level; may be empty
     * @param indicators how many targets stand on it
     */
    record ElementView(
            String anchor,
            String feedHref,
            int depth,
            int heading,
            String level,
            String code,
            String title,
            String departments,
            String sdgs,
            List<SectionView> sections,
            List<ReferenceView> references,
            @Nullable ScheduleView schedule,
            List<ProgramView> programs,
            List<TargetView> targets) {

        public String name() {
            return code.isEmpty() ? title : code + " " + title;
        }
    }

    /** @param folded long text is opened by whoever wants it */
    record SectionView(String title, String text, boolean folded, List<String> header, List<List<String>> rows) {

        private static final int LONG = 300;

        static SectionView of(JsonNode section) {
            String text = Words.text(section, "text");
            List<List<String>> rows = new ArrayList<>();
            section.path("table").path("rows").forEach(row -> rows.add(Words.texts(row)));
            List<String> header = Words.texts(section.path("table").path("header"));
            return new SectionView(
                    Words.text(section, "title"),
                    text,
                    text.length() > LONG || !rows.isEmpty(),
                    header.stream().allMatch(String::isEmpty) ? List.of() : header,
                    rows);
        }

        public String name() {
            return title.isEmpty() ? "本文" : title;
        }
    }

    /** @param href empty when it cannot be told what is meant */
    record ReferenceView(String printed, String href, String note) {

        static List<ReferenceView> of(JsonNode references) {
            List<ReferenceView> views = new ArrayList<>();
            for (JsonNode reference : references) {
                String resolved = Words.text(reference, "resolvedRef");
                views.add(new ReferenceView(
                        Words.text(reference, "printedRef"),
                        resolved.isEmpty() ? "" : "#" + anchor(resolved),
                        Words.text(reference, "note")));
            }
            return views;
        }
    }

    private static final int FIRST_HEADING = 3;
    private static final int LAST_HEADING = 6;

    private final KnownEdition edition;
    private final List<JsonNode> elements;
    private final Map<String, List<JsonNode>> initiatives = new HashMap<>();
    private final Map<String, List<TargetView>> targets;

    /** @param targets by the id of their element */
    PlanTree(
            KnownEdition edition,
            List<JsonNode> elements,
            List<JsonNode> initiatives,
            Map<String, List<TargetView>> targets) {
        this.edition = edition;
        this.elements = elements;
        this.targets = targets;
        initiatives.forEach(initiative -> this.initiatives
                .computeIfAbsent(Words.text(initiative, "element"), none -> new ArrayList<>())
                .add(initiative));
    }

    /** @param tree PLAN or PROJECT */
    List<ElementView> listOf(String tree) {
        return elements.stream()
                .filter(element -> Words.text(element, "tree").equals(tree))
                .map(element -> element(element, tree.equals("PLAN") ? levels() : List.of()))
                .toList();
    }

    private List<String> levels() {
        return Words.texts(edition.content().path("plan").path("levels"));
    }

    private ElementView element(JsonNode element, List<String> levels) {
        String id = Words.text(element, "id");
        int depth = element.path("depth").asInt();
        List<JsonNode> own = initiatives.getOrDefault(id, List.of());
        List<JsonNode> scheduled = own.stream()
                .filter(initiative -> Words.text(initiative, "kind").equals("SCHEDULED"))
                .toList();
        return new ElementView(
                anchor(id),
                edition.current()
                        ? Address.ofFeed(edition.municipality(), edition.plan(), id)
                                .href()
                        : "",
                depth,
                Math.min(FIRST_HEADING + depth, LAST_HEADING),
                depth < levels.size() ? levels.get(depth) : "",
                Words.text(element, "code"),
                Words.text(element, "title"),
                Words.departments(element.path("departments")),
                String.join("、", Words.texts(element.path("sdgs"))),
                sections(element.path("sections")),
                ReferenceView.of(element.path("references")),
                scheduled.isEmpty() ? null : ScheduleView.of(scheduled, edition),
                own.stream()
                        .filter(initiative -> !Words.text(initiative, "kind").equals("SCHEDULED"))
                        .map(ScheduleView::program)
                        .toList(),
                targets.getOrDefault(id, List.of()));
    }

    static List<SectionView> sections(JsonNode sections) {
        List<SectionView> views = new ArrayList<>();
        sections.forEach(section -> views.add(SectionView.of(section)));
        return views;
    }

    private static String anchor(String element) {
        return "e-" + element;
    }
}
