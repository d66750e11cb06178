package jp.shirube.kpi.received;

/** What kind of quantity an indicator is. */
public enum Quantity {
    /** Happens during a period and adds up; a single day says nothing about the year. */
    FLOW,
    /** Stands at a moment. */
    STOCK,
    RATIO,
    MEAN,
    INDEX;

    /** Whether a figure as of one day (83件, R7.12月末) is a figure of the indicator although it is asked by year. */
    public boolean standsOnADay() {
        return this != FLOW;
    }
}
