package jp.shirube.report.assessment;

/** What kind of measure an indicator is, as far as judging needs to know. */
public final class Measure {

    private Measure() {}

    /** UP: more is better. DOWN: less is better. NONE: a range. An explicit decision, never inferred. */
    public enum Direction {
        UP,
        DOWN,
        NONE
    }

    /** FLOW adds up over time; the others never do. */
    public enum Quantity {
        FLOW,
        STOCK,
        RATIO,
        MEAN,
        INDEX
    }
}
