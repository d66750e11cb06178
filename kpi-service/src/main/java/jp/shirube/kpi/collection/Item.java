package jp.shirube.kpi.collection;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One question of a round and how far its answer has come. Its methods are the moves there are; a move that is not open from
 * where it stands is refused with {@link CollectionProblems#WRONG_STATE}.
 *
 * @param assigned department named for an initiative when it was asked; null where nobody was, and of an indicator
 * @param askFrom the day its figure is usually known; null where it is known already
 * @param version counts every change, drafts too
 * @param stated counts what was announced to others
 * @param reason why it was returned or reopened last; null since it was sent in again
 * @param prefilled whether something stood in the answer when it was asked
 * @param typed how many fields people have filled in that did not stand there already
 */
public record Item(
        String municipality,
        String round,
        Subject subject,
        @Nullable String assigned,
        @Nullable LocalDate askFrom,
        Instant askedAt,
        ItemState state,
        long version,
        long stated,
        Answered answer,
        @Nullable String reason,
        boolean prefilled,
        @Nullable Instant firstTypedAt,
        @Nullable Instant submittedAt,
        Instant changedAt,
        String changedBy,
        int typed,
        int submissions,
        int returns) {

    private static final Set<ItemState> EDITABLE = EnumSet.of(
            ItemState.NOT_YET,
            ItemState.OPEN,
            ItemState.DRAFTED,
            ItemState.APPROVED,
            ItemState.RETURNED,
            ItemState.REOPENED);

    /** Something asked for the first time. */
    public static Item asked(
            Round round,
            Subject subject,
            @Nullable String assigned,
            @Nullable LocalDate askFrom,
            ItemState state,
            Answered prefilled) {
        return new Item(
                round.municipality(),
                round.id(),
                subject,
                assigned,
                askFrom,
                round.openedAt(),
                state,
                1,
                1,
                prefilled,
                null,
                !prefilled.saysNothing(),
                null,
                null,
                round.openedAt(),
                round.openedBy(),
                0,
                0,
                0);
    }

    public String id() {
        return subject.item();
    }

    /** Where it stands on a day: what is not usually known yet is not asked. */
    public ItemState stateOn(LocalDate day) {
        return state == ItemState.OPEN && askFrom != null && day.isBefore(askFrom) ? ItemState.NOT_YET : state;
    }

    /** 遅れ: owed behind the deadline, or behind the day it was asked from where that is later. */
    public boolean isLateOn(LocalDate day, LocalDate deadline) {
        LocalDate due = askFrom != null && askFrom.isAfter(deadline) ? askFrom : deadline;
        return stateOn(day).isOwed() && day.isAfter(due);
    }

    public boolean isEditable() {
        return EDITABLE.contains(state);
    }

    /** 保存: nothing but a draft. */
    public Item drafted(Answered next, String by, Instant now) {
        require(isEditable(), "入力", "be answered");
        return with(
                ItemState.DRAFTED,
                next,
                reason,
                firstTypedAt == null ? now : firstTypedAt,
                submittedAt,
                by,
                now,
                typed + next.fieldsUnlike(answer),
                submissions,
                returns,
                false);
    }

    /** 課長確認. */
    public Item approved(String by, Instant now) {
        require(state == ItemState.DRAFTED, "課長確認", "be approved");
        return to(ItemState.APPROVED, reason, by, now);
    }

    /** 提出. @param approvalNeeded whether 課長確認 comes before it */
    public Item submitted(boolean approvalNeeded, String by, Instant now) {
        if (approvalNeeded && state == ItemState.DRAFTED) {
            throw CollectionProblems.notApproved(id());
        }
        require(state == ItemState.DRAFTED || state == ItemState.APPROVED, "提出", "be submitted");
        return with(
                ItemState.SUBMITTED, answer, null, firstTypedAt, now, by, now, typed, submissions + 1, returns, true);
    }

    /** 差し戻し. */
    public Item returned(String why, String by, Instant now) {
        require(state == ItemState.SUBMITTED, "差し戻し", "be returned");
        return with(
                ItemState.RETURNED,
                answer,
                why,
                firstTypedAt,
                submittedAt,
                by,
                now,
                typed,
                submissions,
                returns + 1,
                true);
    }

    public Item confirmed(String by, Instant now) {
        require(state == ItemState.SUBMITTED, "確認", "be confirmed");
        return to(ItemState.CONFIRMED, null, by, now);
    }

    public Item locked(String by, Instant now) {
        require(state == ItemState.CONFIRMED, "確定", "be locked");
        return to(ItemState.LOCKED, null, by, now);
    }

    /** 再開: of a year that is closed, for a late statistic or a mistake. */
    public Item reopened(String why, String by, Instant now) {
        require(state == ItemState.CONFIRMED || state == ItemState.LOCKED, "再開", "be reopened");
        return to(ItemState.REOPENED, why, by, now);
    }

    /**
     * Its figure was stated past the round: through the API, a file, an import.
     *
     * @param confirmed whether by the planning office; what a department states is sent in by that
     */
    public Item answeredElsewhere(Answered figure, boolean confirmed, String by, Instant now) {
        require(state != ItemState.LOCKED, "変更", "be changed");
        return with(
                confirmed ? ItemState.CONFIRMED : ItemState.SUBMITTED,
                figure,
                null,
                firstTypedAt,
                now,
                by,
                now,
                typed,
                submissions + 1,
                returns,
                true);
    }

    /** Its figure was withdrawn past the round: it is asked again. */
    public Item withdrawn(String why, String by, Instant now) {
        return to(ItemState.REOPENED, why, by, now);
    }

    private void require(boolean open, String ja, String en) {
        if (!open) {
            throw state == ItemState.LOCKED
                    ? CollectionProblems.locked(id())
                    : CollectionProblems.wrongState(id(), state, ja, en);
        }
    }

    private Item to(ItemState next, @Nullable String why, String by, Instant now) {
        return with(next, answer, why, firstTypedAt, submittedAt, by, now, typed, submissions, returns, true);
    }

    private Item with(
            ItemState next,
            Answered nextAnswer,
            @Nullable String why,
            @Nullable Instant firstTyped,
            @Nullable Instant submitted,
            String by,
            Instant now,
            int nextTyped,
            int nextSubmissions,
            int nextReturns,
            boolean announced) {
        return new Item(
                municipality,
                round,
                subject,
                assigned,
                askFrom,
                askedAt,
                next,
                version + 1,
                announced ? stated + 1 : stated,
                nextAnswer,
                why,
                prefilled,
                firstTyped,
                submitted,
                now,
                by,
                nextTyped,
                nextSubmissions,
                nextReturns);
    }
}
