package jp.shirube.kpi.collection.screens;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One item: what is asked, what was said so far, and the form to answer.
 *
 * @param asked for when
 * @param of where it belongs
 * @param version the state of it that is shown; whoever saves says which they saw
 * @param why the reason it was returned or reopened
 * @param stored what somebody else has saved meanwhile
 * @param given the answer, for whom the form is not
 * @param evidenceHint empty where no file can be attached
 * @param saved when the last draft was kept, in words
 */
record ItemScreen(
        RoundHead round,
        String department,
        String departmentHref,
        String here,
        String draftHref,
        String name,
        String of,
        String asked,
        long version,
        StateBadge state,
        String why,
        List<Fact> stored,
        boolean mayWrite,
        boolean mayApprove,
        boolean maySubmit,
        boolean mayDecide,
        boolean mayComment,
        Answering answer,
        List<Fact> given,
        List<String> warnings,
        List<Past> years,
        List<Place> places,
        List<Fact> definition,
        List<Evidence> evidence,
        String evidenceHint,
        List<Comment> comments,
        @Nullable Comment replyTo,
        List<Step> history,
        String previousHref,
        String nextHref,
        String reason,
        String comment,
        String saved,
        String said,
        List<Refusal> refusals) {

    /**
     * @param figures none for an initiative; the whole and each component of an indicator
     * @param mayCountAsZero whether no figure may be a zero in a sum
     * @param progress of an initiative
     * @param computed from numerator and denominator, as typed
     */
    record Answering(
            List<Figure> figures,
            boolean mayCountAsZero,
            boolean countsAsZero,
            String zeroError,
            String computed,
            Chosen status,
            @Nullable Chosen progress,
            List<Words> texts,
            Chosen direction) {

        public String figureIds() {
            return figures.stream().map(Figure::id).collect(Collectors.joining(" "));
        }
    }

    /**
     * A figure to be typed, or why there is none.
     *
     * @param id of the field, and its name in the form
     * @param missingId of the field for the reason
     * @param componentId of the hidden field that names the component; empty of the whole
     */
    record Figure(
            String id,
            String missingId,
            String componentId,
            String component,
            String label,
            String unit,
            String value,
            List<Choice> reasons,
            String hint,
            String error) {

        public boolean isWhole() {
            return componentId.isEmpty();
        }

        public String describedBy() {
            return Words.describedBy(id, hint, error);
        }
    }

    /** Words to be typed. */
    record Words(String id, String label, String value, int rows, String hint, String error) {

        public String describedBy() {
            return describedBy(id, hint, error);
        }

        static String describedBy(String id, String hint, String error) {
            return ((error.isEmpty() ? "" : id + "-error ") + (hint.isEmpty() ? "" : id + "-hint")).strip();
        }
    }

    record Chosen(List<Choice> choices, String error) {}

    /** Where a plan promises it. */
    record Place(String plan, String element, String printedName, String baseline, String goal) {}

    /** @param removeHref empty for whom it is not */
    record Evidence(String name, String href, String size, String who, String removeHref) {}

    record Comment(long id, boolean isReply, String who, String at, String words) {}

    record Step(String done, String at, String who, String reason) {}
}
