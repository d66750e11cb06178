package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.shirube.report.assessment.Promise;
import jp.shirube.report.assessment.Promise.Goal;
import jp.shirube.report.targets.KnownTarget;
import org.jspecify.annotations.Nullable;

/** How targets and what was found for a year are shown on a page. Empty text means that there is nothing to show. */
final class TargetViews {

    /**
     * @param anchor the target on the page of its plan
     * @param relistedFrom anchor of the target it repeats
     * @param reporting departments as printed
     * @param otherReading null where the plan says how the goal is to be read
     */
    record TargetView(
            String anchor,
            String kind,
            String number,
            String item,
            String name,
            String indicatorHref,
            String relistedFrom,
            String reporting,
            PrintedView baseline,
            PrintedView goal,
            List<PrintedView> milestones,
            List<PrintedView> previousGoals,
            List<String> notes,
            @Nullable OtherReadingView otherReading,
            ResultView result,
            List<PartView> parts) {}

    /**
     * The other way to read a goal somebody had to decide on.
     *
     * @param taken whether the page takes it; then {@code href} leads back
     */
    record OtherReadingView(String words, boolean taken, String href) {}

    record PartView(
            String name, PrintedView baseline, PrintedView goal, List<PrintedView> previousGoals, ResultView result) {}

    private final Address here;

    TargetViews(Address here) {
        this.here = here;
    }

    static String anchor(String target) {
        return "t-" + target;
    }

    /** @param assessment null while nothing could be judged, and where no year is told of */
    TargetView of(KnownTarget target, @Nullable JsonNode assessment) {
        JsonNode content = target.content();
        Measured measured = measured(target);
        String relisted = Words.text(content, "relistedFrom");
        Goal otherGoal = otherGoal(target);
        boolean taken = Address.OTHER_READING.equals(here.asked().get(Address.READING));
        JsonNode goal = otherGoal != null && taken ? read(content.path("goal"), otherGoal) : content.path("goal");
        return new TargetView(
                anchor(target.id()),
                Words.shortKind(Words.text(content, "kind")),
                Words.text(content, "number"),
                Words.text(content, "item"),
                Words.text(content, "printedName"),
                Address.ofIndicator(target.municipality(), target.indicator())
                        .asOfWhen(here)
                        .href(),
                relisted.isEmpty() ? "" : anchor(relisted),
                Words.departments(content.path("departments")),
                PrintedView.baseline(content.path("baseline")),
                PrintedView.goal(goal),
                PrintedView.goals(content.path("milestones")),
                PrintedView.goals(content.path("previousGoals")),
                Words.texts(content.path("notes")),
                otherGoal == null ? null : otherReading(target, otherGoal, taken),
                ResultView.of(assessment, goal, measured),
                parts(target, assessment));
    }

    static ResultView result(KnownTarget target, JsonNode assessment) {
        return ResultView.of(assessment, target.content().path("goal"), measured(target));
    }

    /** What is promised of each part, with what was found for it; empty when there are none. */
    static List<PartView> parts(KnownTarget target, @Nullable JsonNode assessment) {
        Measured measured = measured(target);
        List<PartView> parts = new ArrayList<>();
        for (JsonNode component : target.content().path("components")) {
            if (component.path("goal").isObject() || component.path("baseline").isObject()) {
                parts.add(part(component, assessment, measured));
            }
        }
        return parts;
    }

    private static PartView part(JsonNode component, @Nullable JsonNode assessment, Measured measured) {
        String name = Words.text(component, "name");
        JsonNode found = MissingNode.getInstance();
        for (JsonNode part : assessment == null ? found : assessment.path("parts")) {
            found = Words.text(part, "name").equals(name) ? part : found;
        }
        return new PartView(
                name,
                PrintedView.baseline(component.path("baseline")),
                PrintedView.goal(component.path("goal")),
                PrintedView.goals(component.path("previousGoals")),
                Words.text(component, "role").equals("PART")
                        ? ResultView.ofPart(found, component.path("goal"), measured.in(Words.text(component, "unit")))
                        : ResultView.forReference());
    }

    /** The goal as it is read the other way; null where the plan says how to read it. */
    private static @Nullable Goal otherGoal(KnownTarget target) {
        return Optional.ofNullable(target.promise())
                .flatMap(Promise::otherReading)
                .map(promise -> promise.whole().goal())
                .filter(goal -> goal.period() != null)
                .orElse(null);
    }

    private OtherReadingView otherReading(KnownTarget target, Goal goal, boolean taken) {
        String period = goal.period() == null ? "" : Words.PERIODS.printShort(goal.period());
        return new OtherReadingView(
                Words.over(period, goal.over().name()),
                taken,
                here.with(Address.READING, taken ? "" : Address.OTHER_READING).href() + "#" + anchor(target.id()));
    }

    private static JsonNode read(JsonNode stated, Goal otherwise) {
        ObjectNode read = stated.deepCopy();
        read.put("accumulation", otherwise.over().name());
        return otherwise.period() == null
                ? read
                : read.put("period", otherwise.period().canonical());
    }

    private static Measured measured(KnownTarget target) {
        return Measured.of(target.measure(), Words.text(target.content(), "printedUnit"));
    }
}
