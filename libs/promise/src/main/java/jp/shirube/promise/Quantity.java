package jp.shirube.promise;

/** What kind of quantity an indicator measures. */
public enum Quantity {
    /** Happens during a period and adds up over periods. */
    FLOW,
    /** Stands at a moment. */
    STOCK,
    RATIO,
    MEAN,
    INDEX,
    /** 順位: first is best; a rank has no rates. */
    RANK
}
