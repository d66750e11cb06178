package jp.shirube.kpi.collection;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import jp.shirube.notation.FiscalYear;

/**
 * 実績照会: what the planning office asks of the departments for one fiscal year.
 *
 * @param id readable, unique in the municipality: {@code fy2025}
 * @param year 対象年度: the year the figures are of
 * @param instructions what departments are told; may be empty
 * @param deadline 回答期限: the last day that is in time
 * @param plans ids of the plans that were chosen; empty where all of the year are meant
 * @param approval whether an answer needs 課長確認 before it is sent in
 * @param version counts its states, from 1
 */
public record Round(
        String municipality,
        String id,
        long version,
        FiscalYear year,
        String title,
        String instructions,
        LocalDate deadline,
        boolean approval,
        Set<String> plans,
        Instant openedAt,
        String openedBy) {

    public Round {
        plans = Set.copyOf(plans);
    }

    public Round changedTo(String newTitle, String newInstructions, LocalDate newDeadline, boolean newApproval) {
        return new Round(
                municipality,
                id,
                version + 1,
                year,
                newTitle,
                newInstructions,
                newDeadline,
                newApproval,
                plans,
                openedAt,
                openedBy);
    }

    /** Whether the day is behind the deadline. */
    public boolean isOver(LocalDate day) {
        return day.isAfter(deadline);
    }
}
