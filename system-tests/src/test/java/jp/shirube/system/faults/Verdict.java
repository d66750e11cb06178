package jp.shirube.system.faults;

import java.time.Duration;
import java.util.List;

/** What one round showed. */
record Verdict(
        String fault,
        long seed,
        int acknowledged,
        int unknown,
        int stayedUnknown,
        int duplicates,
        int lost,
        int doubled,
        Duration healed,
        int peakLag,
        List<String> against,
        List<String> notes) {

    boolean holds() {
        return against.isEmpty() && lost == 0 && doubled == 0;
    }
}
