package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import jp.shirube.notation.FiscalYear;
import jp.shirube.promise.Sentence;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.report.assessment.Assessment.PartFigures;
import jp.shirube.report.assessment.Promise.Commitment;
import org.jspecify.annotations.Nullable;

/**
 * Judges one target for any year: a pure function of what is promised, the rule, the actuals and the day. Exact: rates are
 * compared by cross-multiplication and rounded only for display.
 */
public final class Assessor {

    /** Counts changes of the arithmetic or of the words: what an older one stored is judged again. */
    public static final int VERSION = 2;

    private static final Sentence BY_PARTS = new Sentence("内訳ごとに判定します", "each part is judged on its own");

    private final Promise promise;
    private final GradingRules rules;
    private final List<KnownActual> actuals;
    private final LocalDate day;

    /** @param day the day as of which is judged */
    public Assessor(Promise promise, GradingRules rules, List<KnownActual> actuals, LocalDate day) {
        this.promise = promise;
        this.rules = rules;
        this.actuals = actuals.stream()
                .sorted(Comparator.comparing(
                        (KnownActual actual) -> actual.period().lastDay()))
                .toList();
        this.day = day;
    }

    /** One rule for all years. */
    public Assessor(Promise promise, GradingRule rule, List<KnownActual> actuals, LocalDate day) {
        this(promise, year -> rule, actuals, day);
    }

    /** Which rule grades a year. */
    public interface GradingRules {
        GradingRule in(FiscalYear year);
    }

    /** The years worth assessing: the plan's, up to the goal's, and those of every figure known. */
    public List<FiscalYear> years() {
        TreeSet<FiscalYear> ends = new TreeSet<>(List.of(promise.firstYear(), promise.lastJudgedYear()));
        book(promise.firstYear()).years().forEach(ends::add);
        List<FiscalYear> years = new ArrayList<>();
        for (FiscalYear year = ends.first(); year.compareTo(ends.last()) <= 0; year = year.plusYears(1)) {
            years.add(year);
        }
        return years;
    }

    /** The next day that alone changes an assessment: empty when none will. */
    public Optional<LocalDate> nextDay() {
        return book(promise.firstYear()).nextDay(years());
    }

    /** The figures by year that may be graded, of a component or of the figure itself: what a trend is drawn through. */
    public SortedMap<FiscalYear, BigDecimal> series(@Nullable String part) {
        SortedMap<FiscalYear, BigDecimal> series = new TreeMap<>();
        book(promise.firstYear()).usable(part).forEach((year, actual) -> {
            BigDecimal value = actual.valueOf(part);
            if (value != null) {
                series.put(year, value);
            }
        });
        return series;
    }

    public Promise promise() {
        return promise;
    }

    public Assessment assess(FiscalYear year) {
        GradingRule rule = rules.in(year);
        YearBook book = book(year);
        if (promise.parts().isEmpty()) {
            return new Assessment(
                    year, latest(year), judge(promise.whole(), rule, book).in(year), List.of());
        }
        List<PartFigures> parts = promise.parts().stream()
                .map(part -> new PartFigures(
                        String.valueOf(part.part()), judge(part, rule, book).in(year)))
                .toList();
        return new Assessment(year, latest(year), ofParts(rule, parts), parts);
    }

    private YearBook book(FiscalYear year) {
        return new YearBook(
                promise.measure(), actuals, day, rules.in(year).method().provisional());
    }

    private CommitmentJudge judge(Commitment commitment, GradingRule rule, YearBook book) {
        return new CommitmentJudge(promise, commitment, rule, book);
    }

    /** A target of parts is achieved when all of them are; it has no rates of its own, and is counted once. */
    private static Figures ofParts(GradingRule rule, List<PartFigures> parts) {
        List<Figures> figures = parts.stream().map(PartFigures::figures).toList();
        Figures speaking = figures.stream()
                .filter(one -> one.standing() == Standing.JUDGED || one.standing() == Standing.AFTER_GOAL)
                .findFirst()
                .orElse(figures.getFirst());
        Grade grade =
                new Grading(rule).ofParts(figures.stream().map(Figures::grade).toList());
        Sentence reason = grade.reason() == null ? grade.basis() : grade.reason();
        boolean judged = speaking.standing() == Standing.JUDGED || speaking.standing() == Standing.AFTER_GOAL;
        return new Figures(
                speaking.standing(),
                judged ? BY_PARTS : speaking.reason(),
                speaking.goalYear(),
                speaking.figureYear(),
                null,
                false,
                List.of(),
                0,
                figures.stream().anyMatch(Figures::provisional),
                null,
                BY_PARTS,
                null,
                Rates.none(BY_PARTS),
                null,
                allAchieved(figures),
                null,
                figures.stream().allMatch(Figures::maintain),
                anyBelow(figures),
                grade,
                List.of(),
                List.of(),
                explanation(parts, grade, reason),
                List.of());
    }

    private static @Nullable Boolean allAchieved(List<Figures> parts) {
        if (parts.stream().anyMatch(part -> Boolean.FALSE.equals(part.achieved()))) {
            return Boolean.FALSE;
        }
        return parts.stream().anyMatch(part -> part.achieved() == null) ? null : Boolean.TRUE;
    }

    private static @Nullable Boolean anyBelow(List<Figures> parts) {
        if (parts.stream().anyMatch(part -> Boolean.TRUE.equals(part.belowBaseline()))) {
            return Boolean.TRUE;
        }
        return parts.stream().anyMatch(part -> part.belowBaseline() == null) ? null : Boolean.FALSE;
    }

    private static Sentence explanation(List<PartFigures> parts, Grade grade, @Nullable Sentence reason) {
        StringBuilder ja = new StringBuilder();
        StringBuilder en = new StringBuilder();
        for (PartFigures part : parts) {
            ja.append(part.name())
                    .append("は")
                    .append(part.figures().grade().symbol())
                    .append("、");
            en.append(part.name())
                    .append(": ")
                    .append(part.figures().grade().symbol())
                    .append(", ");
        }
        ja.append("全体は").append(grade.symbol());
        en.append("as a whole: ").append(grade.symbol());
        if (reason != null) {
            ja.append("（").append(reason.ja()).append("）");
            en.append(" (").append(reason.en()).append(")");
        }
        ja.append("。評価基準「")
                .append(grade.ruleName().ja())
                .append("」（第")
                .append(grade.version())
                .append("版）。");
        en.append(". ")
                .append(grade.ruleName().en())
                .append(" (version ")
                .append(grade.version())
                .append(").");
        return new Sentence(ja.toString(), en.toString());
    }

    private Assessment.@Nullable Latest latest(FiscalYear year) {
        KnownActual newest = null;
        for (KnownActual actual : actuals) {
            boolean inTime = promise.measure().yearOf(actual.period()).compareTo(year) <= 0;
            if (inTime && (actual.value() != null || !actual.parts().isEmpty())) {
                newest = actual;
            }
        }
        if (newest == null) {
            return null;
        }
        BigDecimal value = newest.value();
        return new Assessment.Latest(newest.period(), value, newest.status(), newest.revision());
    }
}
