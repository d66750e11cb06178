package jp.shirube.kpi.received;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an edition in force places somewhere: an indicator with its target (目標), or an initiative (取組).
 *
 * @param plan id of the plan
 * @param element code and title of where it stands, as printed; empty where it stands on the plan itself
 */
public sealed interface Placed {

    String plan();

    String planName();

    String element();

    /**
     * 目標: an indicator placed in a plan.
     *
     * @param number as printed; empty where none is
     * @param baseline 基準値 as printed
     * @param goal 目標値 as printed
     */
    record OfIndicator(
            String plan,
            String planName,
            String element,
            String number,
            String indicator,
            String printedName,
            String baseline,
            String goal)
            implements Placed {}

    /**
     * 取組.
     *
     * @param schedule the cells as printed, with their years in canonical form
     * @param departments ids of the printed departments that are known, in the order of the print
     * @param relisted whether it repeats another (再掲)
     */
    record OfInitiative(
            String plan,
            String planName,
            String element,
            String initiative,
            String title,
            List<Cell> schedule,
            List<String> departments,
            @Nullable Integer startYear,
            boolean relisted)
            implements Placed {
        public OfInitiative {
            schedule = List.copyOf(schedule);
            departments = List.copyOf(departments);
        }
    }

    /** A cell of a schedule: R8 「実施」. */
    record Cell(String years, String printed) {}
}
