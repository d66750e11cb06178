package jp.shirube.kpi.collection.reminder;

import java.time.LocalDate;
import java.util.List;

/** Who has still what to answer, over all municipalities and all rounds that are open on a day. Asked as the system. */
public interface OpenWork {

    /** One for each round and department with something to answer, and none for others. */
    List<DepartmentWork> of(LocalDate day);
}
