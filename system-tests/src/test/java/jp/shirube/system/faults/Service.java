package jp.shirube.system.faults;

import java.util.List;
import java.util.Locale;

/** The three, with the channels each listens to. */
enum Service {
    PLAN(),
    KPI("plan"),
    REPORT("plan", "kpi", "progress");

    private final List<String> channels;

    Service(String... channels) {
        this.channels = List.of(channels);
    }

    /** Also that of its database and its owner. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String fullName() {
        return word() + "-service";
    }

    /** Its incoming channels. */
    List<String> channels() {
        return channels;
    }
}
