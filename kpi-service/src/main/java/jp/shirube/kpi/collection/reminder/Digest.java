package jp.shirube.kpi.collection.reminder;

import java.time.LocalDate;
import java.util.List;

/**
 * 督促のお知らせ: everything a department is reminded of on a day, in one mail.
 *
 * @param attempts how often it was tried before
 * @param works one for each round, the earliest deadline first
 */
public record Digest(String municipality, String department, LocalDate day, int attempts, List<DepartmentWork> works) {

    public Digest {
        works = List.copyOf(works);
    }
}
