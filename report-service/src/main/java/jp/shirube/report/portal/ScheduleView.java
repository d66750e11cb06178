package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.notation.Span;
import jp.shirube.report.portal.PlanTree.ReferenceView;
import jp.shirube.report.targets.KnownEditions.KnownEdition;

/** 取組項目 with a column per year; a cell may span years. */
record ScheduleView(List<String> years, List<RowView> rows) {

    record RowView(
            String title,
            String departments,
            boolean relisted,
            List<CellView> cells,
            List<String> notes,
            List<ReferenceView> references) {}

    /**
     * @param years as named where columns cannot be shown
     * @param goesOn an arrow: the cell before goes on
     */
    record CellView(int span, String years, String text, boolean goesOn) {}

    /** 主な事業. */
    record ProgramView(
            String title,
            String departments,
            String start,
            boolean relisted,
            List<String> notes,
            List<ReferenceView> references) {}

    /** @param initiatives those of kind SCHEDULED */
    static ScheduleView of(List<JsonNode> initiatives, KnownEdition edition) {
        int first = edition.firstYear().year();
        int last = edition.lastYear().year();
        for (JsonNode initiative : initiatives) {
            for (JsonNode cell : initiative.path("schedule")) {
                Period years = Period.ofCanonical(cell.path("years").asText());
                first = Math.min(first, firstOf(years));
                last = Math.max(last, years.fiscalYear().year());
            }
        }
        List<String> names = new ArrayList<>();
        for (int year = first; year <= last; year++) {
            names.add(Words.PERIODS.printShort(new FiscalYear(year)));
        }
        List<RowView> rows = new ArrayList<>();
        for (JsonNode initiative : initiatives) {
            rows.add(new RowView(
                    Words.text(initiative, "title"),
                    Words.departments(initiative.path("departments")),
                    initiative.hasNonNull("relistedFrom"),
                    cells(initiative.path("schedule"), first, last),
                    Words.texts(initiative.path("notes")),
                    ReferenceView.of(initiative.path("references"))));
        }
        return new ScheduleView(names, rows);
    }

    static ProgramView program(JsonNode initiative) {
        String printed = Words.text(initiative, "printedStart");
        String start = Words.period(initiative.path("startYear"));
        return new ProgramView(
                Words.text(initiative, "title"),
                Words.departments(initiative.path("departments")),
                printed.isEmpty() && !start.isEmpty() ? start + "から" : printed,
                initiative.hasNonNull("relistedFrom"),
                Words.texts(initiative.path("notes")),
                ReferenceView.of(initiative.path("references")));
    }

    /** Years nothing is printed for stay empty; what overlaps is joined to the cell before. */
    private static List<CellView> cells(JsonNode schedule, int first, int last) {
        List<CellView> cells = new ArrayList<>();
        int next = first;
        for (JsonNode cell : schedule) {
            Period years = Period.ofCanonical(cell.path("years").asText());
            int from = Math.max(firstOf(years), next);
            int to = years.fiscalYear().year();
            String printed = Words.text(cell, "printed");
            if (to < next) {
                CellView before = cells.removeLast();
                cells.add(new CellView(before.span(), before.years(), before.text() + " " + printed, false));
                continue;
            }
            if (from > next) {
                cells.add(new CellView(from - next, names(next, from - 1), "", false));
            }
            cells.add(new CellView(to - from + 1, names(from, to), printed, printed.equals("→")));
            next = to + 1;
        }
        if (next <= last) {
            cells.add(new CellView(last - next + 1, names(next, last), "", false));
        }
        return cells;
    }

    private static int firstOf(Period years) {
        return years instanceof Span span
                ? FiscalYear.containing(span.first()).year()
                : years.fiscalYear().year();
    }

    private static String names(int first, int last) {
        String from = Words.PERIODS.printShort(new FiscalYear(first));
        return first == last ? from : from + "～" + Words.PERIODS.printShort(new FiscalYear(last));
    }
}
