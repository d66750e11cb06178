package jp.shirube.kpi.collection.kafka;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.ItemState;
import jp.shirube.kpi.collection.Subject;
import org.jspecify.annotations.Nullable;

/**
 * An item on the wire, the data of {@code jp.shirube.kpi.collection-item.changed.v1}; described by {@code contracts/events}. What
 * does not apply is left out.
 *
 * @param stated counts what was announced of the item, from 1, without gap
 * @param version counts every change, drafts too, which are not announced
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record CollectionItemChangedV1(
        String municipality,
        String round,
        int year,
        String item,
        @Nullable String indicator,
        @Nullable String period,
        @Nullable String plan,
        @Nullable String initiative,
        @Nullable String assigned,
        @Nullable String askFrom,
        String askedAt,
        String state,
        @Nullable String reason,
        @Nullable String value,
        @Nullable String missingReason,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean countsAsZero,
        @Nullable List<Component> components,
        @Nullable String status,
        @Nullable String note,
        @Nullable String evidence,
        @Nullable String progress,
        @Nullable String text,
        @Nullable String selfEvaluation,
        @Nullable String cause,
        @Nullable String direction,
        @Nullable String explanation,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean prefilled,
        @Nullable String firstTypedAt,
        @Nullable String submittedAt,
        String changedAt,
        String changedBy,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int typed,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int submissions,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int returns,
        long version,
        long stated) {

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Component(
            String name, @Nullable String value, @Nullable String missingReason) {}

    static CollectionItemChangedV1 of(int year, Item item) {
        Answered answer = item.answer();
        Subject subject = item.subject();
        return new CollectionItemChangedV1(
                item.municipality(),
                item.round(),
                year,
                item.id(),
                subject instanceof Subject.OfIndicator it ? it.indicator() : null,
                subject instanceof Subject.OfIndicator it ? it.period().canonical() : null,
                subject instanceof Subject.OfInitiative it ? it.plan() : null,
                subject instanceof Subject.OfInitiative it ? it.initiative() : null,
                item.assigned(),
                text(item.askFrom()),
                item.askedAt().toString(),
                item.state().name(),
                item.reason(),
                answer.value(),
                answer.missingReason(),
                answer.countsAsZero(),
                answer.components().stream()
                        .map(each -> new Component(each.name(), each.value(), each.missingReason()))
                        .toList(),
                answer.status(),
                answer.note(),
                answer.evidence(),
                answer.progress(),
                answer.text(),
                answer.selfEvaluation(),
                answer.cause(),
                answer.direction(),
                answer.explanation(),
                item.prefilled(),
                text(item.firstTypedAt()),
                text(item.submittedAt()),
                item.changedAt().toString(),
                item.changedBy(),
                item.typed(),
                item.submissions(),
                item.returns(),
                item.version(),
                item.stated());
    }

    Item told() {
        return new Item(
                municipality,
                round,
                Subject.ofItem(item),
                assigned,
                askFrom == null ? null : LocalDate.parse(askFrom),
                Instant.parse(askedAt),
                ItemState.valueOf(state),
                version,
                stated,
                answer(),
                reason,
                prefilled,
                instant(firstTypedAt),
                instant(submittedAt),
                Instant.parse(changedAt),
                changedBy,
                typed,
                submissions,
                returns);
    }

    private Answered answer() {
        return new Answered(
                blank(value),
                blank(missingReason),
                countsAsZero,
                components == null
                        ? List.of()
                        : components.stream()
                                .map(each -> new Answered.Component(
                                        each.name(), blank(each.value()), blank(each.missingReason())))
                                .toList(),
                blank(status),
                blank(progress),
                blank(text),
                blank(note),
                blank(evidence),
                blank(selfEvaluation),
                blank(cause),
                blank(direction),
                blank(explanation));
    }

    private static String blank(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
