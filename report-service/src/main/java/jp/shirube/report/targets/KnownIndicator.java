package jp.shirube.report.targets;

/** An indicator of a municipality. */
public record KnownIndicator(String municipality, String id) implements Comparable<KnownIndicator> {

    @Override
    public int compareTo(KnownIndicator other) {
        int byMunicipality = municipality.compareTo(other.municipality);
        return byMunicipality != 0 ? byMunicipality : id.compareTo(other.id);
    }
}
