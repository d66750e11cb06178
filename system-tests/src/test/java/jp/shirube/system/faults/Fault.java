package jp.shirube.system.faults;

import java.time.Duration;
import java.util.Set;

/**
 * One thing that goes wrong under load, and is put right again.
 *
 * @param expected what must hold besides the eight lines
 * @param forms in which forms of the suite it is made
 */
record Fault(String name, String expected, Set<Form> forms, Strike strike) {

    /** The short form runs with every build, the long one when asked for. */
    enum Form {
        SHORT,
        LONG;

        Duration choose(Duration inShort, Duration inLong) {
            return this == SHORT ? inShort : inLong;
        }
    }

    /** Breaks something at a random moment and puts it right. */
    interface Strike {
        void at(Round round) throws Exception;
    }
}
