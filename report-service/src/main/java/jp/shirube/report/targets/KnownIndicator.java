package jp.shirube.report.targets;

import java.util.Collection;

/** An indicator of a municipality. */
public record KnownIndicator(String municipality, String id) implements Comparable<KnownIndicator> {

    /** The first column of several, for one query over all of them. */
    public static String[] municipalities(Collection<KnownIndicator> indicators) {
        return indicators.stream().map(KnownIndicator::municipality).toArray(String[]::new);
    }

    /** The second column of several, in the same order. */
    public static String[] ids(Collection<KnownIndicator> indicators) {
        return indicators.stream().map(KnownIndicator::id).toArray(String[]::new);
    }

    @Override
    public int compareTo(KnownIndicator other) {
        int byMunicipality = municipality.compareTo(other.municipality);
        return byMunicipality != 0 ? byMunicipality : id.compareTo(other.id);
    }
}
