package jp.shirube.kpi.collection.reminder;

import java.time.LocalDate;
import java.util.List;

/**
 * Who has still what to answer in all rounds that are open on a day: asked as the system over all municipalities, in the name
 * of one in that one.
 */
public interface OpenWork {

    /** One for each round and department with something to answer, and none for others. */
    List<DepartmentWork> of(LocalDate day);
}
