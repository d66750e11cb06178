package jp.shirube.plan.municipality.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.NotationException;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodKind;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.plan.municipality.GradedBy;
import org.jspecify.annotations.Nullable;

/**
 * Which rule grades, as it is written in either document: the id of one, or several with the 対象年度 from which on each grades.
 *
 * @param list whether it is written as a list, for the places of its entries
 */
public record GradedByForm(boolean list, List<Entry> entries) {

    private static final PeriodNotation PERIODS = new PeriodNotation(Eras.standard());

    record Entry(String rule, @Nullable String from) {
        private static Entry of(Object written) {
            return written instanceof Map<?, ?> entry && entry.get("rule") != null
                    ? new Entry(
                            String.valueOf(entry.get("rule")),
                            entry.get("from") == null ? null : String.valueOf(entry.get("from")))
                    : new Entry(String.valueOf(written), null);
        }
    }

    /** Where what is wrong is told. */
    @FunctionalInterface
    public interface Faults {
        void fault(String pointer, String ja, String en);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static GradedByForm of(Object written) {
        return written instanceof List<?> entries
                ? new GradedByForm(true, entries.stream().map(Entry::of).toList())
                : new GradedByForm(false, List.of(Entry.of(written)));
    }

    /**
     * @param at pointer to where it stands
     * @param known ids of the rules there are
     * @return null where nothing is written
     */
    public static @Nullable List<GradedBy> read(
            String at, @Nullable GradedByForm form, Set<String> known, Faults faults) {
        return form == null ? null : form.read(at, known, faults);
    }

    private List<GradedBy> read(String at, Set<String> known, Faults faults) {
        List<GradedBy> read = new ArrayList<>();
        Integer last = null;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            String place = list ? at + "/" + i : at;
            if (!known.contains(entry.rule())) {
                faults.fault(
                        list ? place + "/rule" : place,
                        "評価基準「" + entry.rule() + "」はありません。自治体文書のgradingRulesに書くか、組み込みの基準を指してください",
                        "no grading rule " + entry.rule() + "; state it in gradingRules, or name a preset");
            }
            Integer from = entry.from() == null ? null : year(place + "/from", entry.from(), faults);
            if ((i == 0) != (entry.from() == null)) {
                faults.fault(
                        place + "/from",
                        "fromは二つ目以降の基準に、必ず書いてください",
                        "every rule but the first says from which year on it grades");
            } else if (from != null && last != null && from <= last) {
                faults.fault(place + "/from", "年度の順に書いてください", "the years are written in order");
            }
            last = Objects.requireNonNullElse(from, Objects.requireNonNullElse(last, Integer.MIN_VALUE));
            read.add(new GradedBy(entry.rule(), from));
        }
        return read;
    }

    private static @Nullable Integer year(String at, String written, Faults faults) {
        try {
            Period period = PERIODS.parse(written, PeriodKind.FISCAL_YEAR);
            if (period instanceof FiscalYear year) {
                return year.year();
            }
            faults.fault(at, "年度（R7）を書いてください", "a fiscal year (R7) is expected");
        } catch (NotationException e) {
            faults.fault(at, e.message(Locale.JAPANESE), e.message(Locale.ENGLISH));
        }
        return null;
    }
}
