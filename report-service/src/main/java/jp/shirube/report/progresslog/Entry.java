package jp.shirube.report.progresslog;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One published event in the order in which followers read.
 *
 * @param position grows; gaps mean nothing
 * @param id of the event: whoever sees it twice has seen it once
 * @param version of the subject; the newer state has the higher one
 * @param plan empty where the event names none; edition is 0 then
 * @param target empty where the event names none
 * @param indicator empty where the event names none
 * @param elements the target's element (施策) and all above it, root first
 * @param published whether its edition had been adopted when it happened
 * @param data the event's content, JSON in one line
 */
public record Entry(
        long position,
        UUID id,
        String type,
        String subject,
        long version,
        Instant occurredAt,
        String municipality,
        String plan,
        int edition,
        String target,
        String indicator,
        List<String> elements,
        List<String> departments,
        boolean published,
        String data) {

    public static final String PROGRESS_CHANGED = "jp.shirube.report.progress.changed.v1";
    /** 判定の変化: what the grading rule says is another than before. */
    public static final String GRADE_CHANGED = "jp.shirube.report.grade.changed.v1";
    /** 人による判定: a person gave or took back a grade. */
    public static final String GRADE_GIVEN = "jp.shirube.report.grade.given.v1";

    /** 督促: a department is reminded of what it has still to answer; kpi-service says so. */
    public static final String REMINDER_DUE = "jp.shirube.kpi.collection-reminder.due.v1";

    /** Who publishes all but the reminders: {@code source} of CloudEvents. */
    public static final String SOURCE = "/report-service";

    /** Everything a follower may ask for. */
    public static final List<String> TYPES = List.of(PROGRESS_CHANGED, GRADE_CHANGED, GRADE_GIVEN, REMINDER_DUE);

    public Entry {
        elements = List.copyOf(elements);
        departments = List.copyOf(departments);
    }

    /** Who published it: {@code source} of CloudEvents. */
    public String source() {
        return type.equals(REMINDER_DUE) ? "/kpi-service" : SOURCE;
    }

    public boolean isAboutGrades() {
        return type.equals(GRADE_CHANGED) || type.equals(GRADE_GIVEN);
    }
}
