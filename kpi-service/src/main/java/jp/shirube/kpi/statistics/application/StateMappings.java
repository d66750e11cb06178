package jp.shirube.kpi.statistics.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import jp.shirube.access.Caller;
import jp.shirube.access.audit.Audit;
import jp.shirube.kpi.actual.ActualProblems;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Indicators;
import jp.shirube.kpi.statistics.Mappings;
import jp.shirube.kpi.statistics.document.MappingDocument;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** States, shows and removes mappings (取込定義). */
@ApplicationScoped
public class StateMappings {

    public static final ProblemType UNKNOWN =
            new ProblemType("statistics-mapping-unknown", 404, "その取込定義はありません", "There is no such mapping");

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,79}");
    private static final int MOST = 200;

    private final Mappings mappings;
    private final Indicators indicators;
    private final Audit audit;
    private final Clock clock;

    StateMappings(Mappings mappings, Indicators indicators, Audit audit, Clock clock) {
        this.mappings = mappings;
        this.indicators = indicators;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public List<Mappings.Stated> list(String municipality) {
        requireMunicipality(municipality);
        return mappings.list(municipality);
    }

    /** @throws ProblemException {@link #UNKNOWN} */
    @Transactional
    public Mappings.Stated get(String municipality, String id) {
        requireMunicipality(municipality);
        return known(municipality, id);
    }

    /**
     * The same again changes nothing.
     *
     * @throws ProblemException for every fault of the document; 428 without If-Match where it is stated otherwise, 412 with a stale one
     */
    @Transactional
    public Mappings.Stated state(
            Caller caller, String municipality, String id, String content, @Nullable String ifMatch) {
        requireMunicipality(municipality);
        if (!ID.matcher(id).matches()) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    List.of(Fault.at(
                            "#id",
                            "idは英小文字・数字・ハイフンで80字までです。",
                            "An id has lower-case letters, digits and hyphens, at most 80.")));
        }
        MappingDocument.read(content);
        mappings.takeTurn(municipality);
        List<Mappings.Stated> all = mappings.list(municipality);
        Mappings.Stated before =
                all.stream().filter(each -> each.id().equals(id)).findFirst().orElse(null);
        if (before != null && before.content().equals(content)) {
            return before;
        }
        requireSeen(ifMatch, before);
        if (before == null && all.size() >= MOST) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    List.of(Fault.at("#id", "取込定義は" + MOST + "件までです。", "There are at most " + MOST + " mappings.")));
        }
        Mappings.Stated after = new Mappings.Stated(
                id,
                before == null ? 1 : before.version() + 1,
                content,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                caller.name());
        mappings.state(municipality, after);
        record("statistics-mapping.state", municipality, id, before, after);
        return after;
    }

    /** What was imported by it stays. */
    @Transactional
    public void remove(String municipality, String id, @Nullable String ifMatch) {
        requireMunicipality(municipality);
        mappings.takeTurn(municipality);
        Mappings.Stated before = known(municipality, id);
        requireSeen(ifMatch, before);
        mappings.remove(municipality, id);
        record("statistics-mapping.remove", municipality, id, before, null);
    }

    private void record(
            String what,
            String municipality,
            String id,
            Mappings.@Nullable Stated before,
            Mappings.@Nullable Stated after) {
        audit.changed(
                what,
                municipality + "/statistics-mappings/" + id,
                before == null ? null : before.content(),
                after == null ? null : after.content(),
                null);
    }

    private Mappings.Stated known(String municipality, String id) {
        return mappings.find(municipality, id)
                .orElseThrow(() ->
                        new ProblemException(UNKNOWN, "取込定義「" + id + "」はありません。", "There is no mapping " + id + "."));
    }

    private static void requireSeen(@Nullable String ifMatch, Mappings.@Nullable Stated present) {
        String etag = present == null ? null : "\"" + present.version() + "\"";
        if (ifMatch == null && etag != null) {
            throw new ProblemException(
                    ActualProblems.PRECONDITION_REQUIRED,
                    "この取込定義はすでに登録されています。いまの状態 " + etag + " をIf-Matchに指定してください。",
                    "The mapping is stated already. Name its present state " + etag + " in If-Match.");
        }
        if (ifMatch != null
                && !ifMatch.strip().equals(etag)
                && !(ifMatch.strip().equals("*") && etag != null)) {
            throw new ProblemException(
                    ActualProblems.PRECONDITION_FAILED,
                    etag == null ? "この取込定義はまだありません。" : "If-Matchの状態は古くなっています。いまの状態は " + etag + " です。読み直してから変更してください。",
                    etag == null
                            ? "There is no such mapping yet."
                            : "The state If-Match names has changed; the present one is " + etag
                                    + ". Read it again first.");
        }
    }

    private void requireMunicipality(String municipality) {
        if (!IndicatorKey.isCode(municipality) || !indicators.knowsMunicipality(municipality)) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    "この自治体のことは、まだこのサービスに届いていません。",
                    "Nothing of this municipality has arrived here yet.");
        }
    }
}
