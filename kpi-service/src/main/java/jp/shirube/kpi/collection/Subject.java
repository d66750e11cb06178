package jp.shirube.kpi.collection;

import java.util.regex.Pattern;
import jp.shirube.notation.NotationException;
import jp.shirube.notation.Period;

/** What an item asks about. */
public sealed interface Subject {

    /** The item's id: stable, and unique in a round. */
    String item();

    /** 指標: a figure of an indicator for a period. */
    record OfIndicator(String indicator, Period period) implements Subject {
        @Override
        public String item() {
            return "indicator:" + indicator + ":" + period.canonical();
        }
    }

    /** 取組: how an initiative of a plan went in the round's year. */
    record OfInitiative(String plan, String initiative) implements Subject {
        @Override
        public String item() {
            return "initiative:" + plan + ":" + initiative;
        }
    }

    Pattern ID = Pattern.compile("(indicator|initiative):([a-z0-9][a-z0-9-]{0,79}):([A-Za-z0-9.-]{1,80})");

    /** Reads what {@link #item()} wrote; an {@link IllegalArgumentException} for anything else. */
    static Subject ofItem(String item) {
        var parts = ID.matcher(item);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no item: " + item);
        }
        if (parts.group(1).equals("initiative")) {
            return new OfInitiative(parts.group(2), parts.group(3));
        }
        try {
            return new OfIndicator(parts.group(2), Period.ofCanonical(parts.group(3)));
        } catch (NotationException e) {
            throw new IllegalArgumentException("no item: " + item, e);
        }
    }
}
