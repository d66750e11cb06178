package jp.shirube.plan.edition;

import java.util.List;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/**
 * 取組: a 取組項目 with its yearly cells, or a 主な事業.
 *
 * @param position order of the print within the edition
 * @param startYear of a program (R6～)
 */
public record Initiative(
        String id,
        Kind kind,
        String element,
        int position,
        String title,
        List<PlacedDepartment> departments,
        List<ScheduleCell> schedule,
        @Nullable Period startYear,
        @Nullable String printedStart,
        @Nullable String relistedFrom,
        List<Element.Reference> references,
        List<String> notes) {

    public enum Kind {
        SCHEDULED,
        PROGRAM
    }

    /**
     * One printed cell.
     *
     * @param years a fiscal year or a span of them
     * @param printed an arrow → means that the cell before goes on
     */
    public record ScheduleCell(Period years, String printed) {}
}
