package jp.shirube.kpi.collection.application;

import java.util.List;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.ItemState;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.Placed;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/**
 * An item with what whoever answers it wants to see.
 *
 * @param state where it stands today
 * @param department id of who is asked today; null where nobody reports it
 * @param departmentName the name of today; empty with {@code department}
 */
public record ItemView(
        Item item, ItemState state, boolean late, @Nullable String department, String departmentName, About about) {

    /** What it asks about, as the plans have it. */
    public sealed interface About {
        /** As the municipality calls it. */
        String name();
    }

    /**
     * 指標.
     *
     * @param indicator null where its copy has gone
     * @param places every target that is measured by it (再掲 too): measured once, judged in every place
     * @param lastYears the newest figures before the period, the oldest first
     */
    public record Figure(
            @Nullable Indicator indicator, Period period, List<Placed.OfIndicator> places, List<Actual> lastYears)
            implements About {
        @Override
        public String name() {
            return indicator == null ? "" : indicator.name();
        }
    }

    /**
     * 取組.
     *
     * @param initiative null where the plan in force has it no more
     * @param planned 工程 of the round's year, as printed
     */
    public record Undertaking(Placed.@Nullable OfInitiative initiative, List<String> planned) implements About {
        @Override
        public String name() {
            return initiative == null ? "" : initiative.title();
        }
    }
}
