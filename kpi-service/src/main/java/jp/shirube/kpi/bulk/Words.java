package jp.shirube.kpi.bulk;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.Status;

/** What stands in a cell that takes one of a few words, in either language. */
final class Words {

    private static final Map<String, MissingReason> REASONS = Map.ofEntries(
            Map.entry("NOT_APPLICABLE", MissingReason.NOT_APPLICABLE),
            Map.entry("該当なし", MissingReason.NOT_APPLICABLE),
            Map.entry("NOT_SURVEYED", MissingReason.NOT_SURVEYED),
            Map.entry("調査なし", MissingReason.NOT_SURVEYED),
            Map.entry("NOT_PUBLISHED", MissingReason.NOT_PUBLISHED),
            Map.entry("未公表", MissingReason.NOT_PUBLISHED),
            Map.entry("DISCONTINUED", MissingReason.DISCONTINUED),
            Map.entry("事業終了", MissingReason.DISCONTINUED),
            Map.entry("NOT_CALCULATED", MissingReason.NOT_CALCULATED),
            Map.entry("算定なし", MissingReason.NOT_CALCULATED));

    private static final Map<String, Status> STATES = Map.of(
            "ESTIMATE", Status.ESTIMATE,
            "見込", Status.ESTIMATE,
            "見込み", Status.ESTIMATE,
            "PROVISIONAL", Status.PROVISIONAL,
            "暫定", Status.PROVISIONAL,
            "速報", Status.PROVISIONAL,
            "FINAL", Status.FINAL,
            "確定", Status.FINAL,
            "確報", Status.FINAL);

    private static final Map<String, Boolean> ANSWERS =
            Map.of("TRUE", true, "はい", true, "○", true, "1", true, "FALSE", false, "いいえ", false, "0", false);

    private Words() {}

    static Optional<MissingReason> reason(String text) {
        return Optional.ofNullable(REASONS.get(plain(text)));
    }

    static Optional<Status> status(String text) {
        return Optional.ofNullable(STATES.get(plain(text)));
    }

    static Optional<Boolean> answer(String text) {
        return Optional.ofNullable(ANSWERS.get(plain(text)));
    }

    /** 〇 (U+3007) is what is typed for ○. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .strip()
                .replace('〇', '○')
                .toUpperCase(Locale.ROOT);
    }
}
