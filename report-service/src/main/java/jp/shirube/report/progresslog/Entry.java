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

    /** Who publishes all of it: {@code source} of CloudEvents. */
    public static final String SOURCE = "/report-service";

    public Entry {
        elements = List.copyOf(elements);
        departments = List.copyOf(departments);
    }

    public boolean isAboutGrades() {
        return type.equals(GRADE_CHANGED) || type.equals(GRADE_GIVEN);
    }
}
