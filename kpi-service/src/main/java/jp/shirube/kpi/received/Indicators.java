package jp.shirube.kpi.received;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** The indicators of all municipalities that have arrived so far. */
public interface Indicators {

    ProblemType NOT_YET_KNOWN =
            new ProblemType("indicator-not-yet-known", 404, "この指標はまだ届いていません", "The indicator is not known here yet");

    Optional<KnownIndicator> find(IndicatorKey key);

    /** In the order of their ids, those after the given id. */
    List<KnownIndicator> list(String municipality, @Nullable String after, int limit);

    /** Those of the ids that are known. */
    List<KnownIndicator> listOf(String municipality, Collection<String> ids);

    /** Some indicator, if any has arrived. */
    Optional<IndicatorKey> findSome();

    boolean knowsMunicipality(String code);

    boolean knowsDepartment(String municipality, String id);

    /** Refuses with {@link #NOT_YET_KNOWN} what has not arrived: the copy may lag a moment behind plan-service. */
    default KnownIndicator get(IndicatorKey key) {
        return find(key)
                .orElseThrow(() -> new ProblemException(
                                NOT_YET_KNOWN,
                                "自治体" + key.municipality() + "の指標「" + key.indicator() + "」は、まだこのサービスに届いていません。"
                                        + "登録した直後なら、少し待ってからもう一度お試しください。",
                                "Indicator " + key.indicator() + " of municipality " + key.municipality()
                                        + " has not arrived here. If it was just registered, try again in a moment.")
                        .retryAfter(1));
    }
}
