package jp.shirube.outbox;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which state of a subject comes next while the own topic is read back: versions have no gaps, and topics repeat themselves. */
public final class OwnTopicOrder {

    private final Map<String, Long> ahead = new TreeMap<>();

    /** @param known the version the database has, 0 for none */
    public boolean isNext(String subject, long known, long version) {
        if (version <= known) {
            return false;
        }
        ahead.merge(subject, version, Math::max);
        return version == known + 1;
    }

    /** The database has it now. */
    public void reached(String subject, long version) {
        ahead.computeIfPresent(subject, (name, furthest) -> furthest <= version ? null : furthest);
    }

    /** Subjects of which the topic tells more than the database has. */
    public List<String> missing() {
        return ahead.entrySet().stream()
                .map(each -> each.getKey() + " (version " + each.getValue() + ")")
                .toList();
    }
}
