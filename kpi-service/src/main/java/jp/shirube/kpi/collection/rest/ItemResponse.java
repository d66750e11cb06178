package jp.shirube.kpi.collection.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.ItemState;
import jp.shirube.kpi.collection.Step;
import jp.shirube.kpi.collection.Subject;
import jp.shirube.kpi.collection.application.Finding;
import jp.shirube.kpi.collection.application.ItemView;
import jp.shirube.kpi.collection.application.ShowRound;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.Placed;
import jp.shirube.problem.Language;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "CollectionItem", description = "照会項目: an indicator or an initiative, and how far its answer has come")
record ItemResponse(
        @Schema(examples = "indicator:women-on-councils:FY2025")
        String id,

        @Schema(nullable = true) @Nullable String indicator,

        @Schema(examples = "FY2025", nullable = true) @Nullable
        String period,

        @Schema(nullable = true) @Nullable String plan,
        @Schema(nullable = true) @Nullable String initiative,
        String name,
        String unit,
        @Schema(nullable = true) @Nullable String definition,

        @Schema(description = "Every place it is judged in (再掲 too)")
        List<Place> places,

        @Schema(description = "工程 of the year as printed, of an initiative")
        List<String> planned,

        @Schema(description = "The newest figures before, the oldest first")
        List<LastYear> lastYears,

        @Schema(description = "Who is asked today; null where nobody reports it", nullable = true) @Nullable
        String department,

        String departmentName,
        ItemState state,
        @Schema(description = "Owed behind its day") boolean late,

        @Schema(description = "Until then its figure is not usually known", nullable = true) @Nullable
        LocalDate askFrom,

        @Schema(description = "Why it was returned or reopened last", nullable = true) @Nullable
        String reason,

        Answer answer,
        boolean prefilled,
        @Schema(nullable = true) @Nullable Instant submittedAt,
        Instant changedAt,
        String changedBy,
        @Schema(description = "Quoted it is the ETag") long version,

        @Schema(description = "What is wrong or needs a word; only of a single item", nullable = true) @Nullable
        List<Remark> findings,

        @Schema(description = "What was done with it; only of a single item", nullable = true) @Nullable
        List<Done> history) {

    @Schema(name = "CollectionPlace")
    record Place(String plan, String planName, String element, String number, String baseline, String goal) {}

    @Schema(name = "CollectionLastYear")
    record LastYear(
            String period,
            @Schema(nullable = true) @Nullable String value,
            String status) {}

    @Schema(
            name = "CollectionAnswer",
            description = "What was typed, as typed; an empty text is a blank, and a blank is no answer")
    record Answer(
            @Schema(description = "As people write it", examples = "26億2,850万円")
            String value,

            String missingReason,
            boolean countsAsZero,
            List<Component> components,

            @Schema(description = "ESTIMATE, PROVISIONAL or FINAL; empty: FINAL")
            String status,

            @Schema(description = "Of an initiative: ON_SCHEDULE, AHEAD, BEHIND, CANCELLED, NOT_STARTED")
            String progress,

            @Schema(description = "取組の内容") String text,
            String note,
            String evidence,
            @Schema(description = "自己評価") String selfEvaluation,
            @Schema(description = "要因") String cause,

            @Schema(description = "今後の方向: EXPAND, CONTINUE, IMPROVE, SHRINK, END")
            String direction,

            @Schema(description = "A word on what was found odd; the reason where a confirmed figure is corrected")
            String explanation) {

        static Answer of(Answered answer) {
            return new Answer(
                    answer.value(),
                    answer.missingReason(),
                    answer.countsAsZero(),
                    answer.components().stream()
                            .map(each -> new Component(each.name(), each.value(), each.missingReason()))
                            .toList(),
                    answer.status(),
                    answer.progress(),
                    answer.text(),
                    answer.note(),
                    answer.evidence(),
                    answer.selfEvaluation(),
                    answer.cause(),
                    answer.direction(),
                    answer.explanation());
        }
    }

    @Schema(name = "CollectionAnswerComponent")
    record Component(String name, String value, String missingReason) {}

    @Schema(name = "CollectionFinding")
    record Remark(
            @Schema(description = "Whether it cannot be sent in with it; else a word of explanation is asked for")
            boolean refused,

            @Schema(description = "JSON pointer into the answer")
            String pointer,

            String message) {}

    @Schema(name = "CollectionStep")
    record Done(
            long version,
            Step.Done done,
            Instant at,
            String by,
            @Schema(nullable = true) @Nullable String department,
            @Schema(nullable = true) @Nullable String reason) {}

    static ItemResponse of(ShowRound.SeenItem seen, Language language) {
        return of(
                seen.view(),
                seen.findings().stream().map(each -> remark(each, language)).toList(),
                seen.steps().stream()
                        .map(step -> new Done(
                                step.version(), step.done(), step.at(), step.by(), step.department(), step.reason()))
                        .toList());
    }

    static ItemResponse of(ItemView view) {
        return of(view, null, null);
    }

    private static ItemResponse of(ItemView view, @Nullable List<Remark> findings, @Nullable List<Done> history) {
        Item item = view.item();
        ItemView.Figure figure = view.about() instanceof ItemView.Figure it ? it : null;
        ItemView.Undertaking undertaking = view.about() instanceof ItemView.Undertaking it ? it : null;
        Indicator indicator = figure == null ? null : figure.indicator();
        Placed.OfInitiative initiative = undertaking == null ? null : undertaking.initiative();
        return new ItemResponse(
                item.id(),
                item.subject() instanceof Subject.OfIndicator it ? it.indicator() : null,
                item.subject() instanceof Subject.OfIndicator it ? it.period().canonical() : null,
                item.subject() instanceof Subject.OfInitiative it ? it.plan() : null,
                item.subject() instanceof Subject.OfInitiative it ? it.initiative() : null,
                view.about().name(),
                indicator == null ? "" : indicator.unit(),
                indicator == null ? null : indicator.origin().definition(),
                figure != null
                        ? figure.places().stream().map(ItemResponse::place).toList()
                        : initiative == null
                                ? List.of()
                                : List.of(new Place(
                                        initiative.plan(), initiative.planName(), initiative.element(), "", "", "")),
                undertaking == null ? List.of() : undertaking.planned(),
                figure == null
                        ? List.of()
                        : figure.lastYears().stream()
                                .map(ItemResponse::lastYear)
                                .toList(),
                view.department(),
                view.departmentName(),
                view.state(),
                view.late(),
                item.askFrom(),
                item.reason(),
                Answer.of(item.answer()),
                item.prefilled(),
                item.submittedAt(),
                item.changedAt(),
                item.changedBy(),
                item.version(),
                findings,
                history);
    }

    private static Place place(Placed.OfIndicator placed) {
        return new Place(
                placed.plan(), placed.planName(), placed.element(), placed.number(), placed.baseline(), placed.goal());
    }

    private static LastYear lastYear(Actual actual) {
        return new LastYear(
                actual.period().canonical(),
                actual.statement().measured().whole() instanceof Measured.Value value ? value.print() : null,
                actual.statement().status().name());
    }

    private static Remark remark(Finding finding, Language language) {
        return new Remark(
                finding.refused(),
                finding.fault().pointer(),
                language.choose(finding.fault().ja(), finding.fault().en()));
    }
}
