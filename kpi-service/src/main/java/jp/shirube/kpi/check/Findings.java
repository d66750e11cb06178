package jp.shirube.kpi.check;

import java.util.List;

/** Everything noticed about one figure, what is refused first. */
public record Findings(List<Finding> all) {

    public static final Findings NONE = new Findings(List.of());

    public Findings {
        all = all.stream()
                .sorted((one, other) -> one.severity().compareTo(other.severity()))
                .toList();
    }

    public List<Finding> refused() {
        return of(Finding.Severity.REFUSED);
    }

    /** What asks for a word of explanation. */
    public List<Finding> warned() {
        return of(Finding.Severity.WARNED);
    }

    public boolean refuses() {
        return !refused().isEmpty();
    }

    private List<Finding> of(Finding.Severity severity) {
        return all.stream().filter(each -> each.severity() == severity).toList();
    }
}
