package jp.shirube.kpi.collection.reminder;

import java.time.LocalDate;
import java.util.List;

/**
 * What a department has still to answer in a round (実績照会).
 *
 * @param openedOn the day the round was opened for it
 * @param deadline 回答期限, the last day that is in time
 * @param items at least one
 */
public record DepartmentWork(
        String municipality,
        String round,
        String title,
        LocalDate openedOn,
        LocalDate deadline,
        String department,
        List<OpenItem> items) {

    public DepartmentWork {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("a department that has answered everything has no open work");
        }
    }

    public boolean isLateOn(LocalDate day) {
        return day.isAfter(deadline);
    }

    public List<OpenItem> returned() {
        return items.stream().filter(OpenItem::wasReturned).toList();
    }

    public List<OpenItem> notReturned() {
        return items.stream().filter(item -> !item.wasReturned()).toList();
    }
}
