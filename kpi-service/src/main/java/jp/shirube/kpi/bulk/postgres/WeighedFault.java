package jp.shirube.kpi.bulk.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import jp.shirube.kpi.actual.Limits;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.bulk.Column;
import jp.shirube.kpi.bulk.Faults;
import jp.shirube.kpi.bulk.Foreseen.Becomes;
import jp.shirube.kpi.collection.CollectionProblems;
import jp.shirube.kpi.collection.Subject;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.notation.Eras;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.problem.Fault;
import jp.shirube.problem.Language;
import jp.shirube.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** What only shows when all rows are there, in words. */
final class WeighedFault {

    private static final PeriodNotation NOTATION = new PeriodNotation(Eras.standard());
    private static final Set<String> ACCEPTED = Set.of("RECORDED", "CORRECTED", "UNCHANGED");

    /** Told already by whoever read the row, or told row by row. */
    private static final Set<String> TOLD_ELSEWHERE = Set.of("REFUSED", "TWICE");

    private WeighedFault() {}

    static boolean isRefusal(String outcome) {
        return !ACCEPTED.contains(outcome);
    }

    static boolean isTold(String outcome) {
        return isRefusal(outcome) && !TOLD_ELSEWHERE.contains(outcome);
    }

    static Becomes becomes(String outcome) {
        return switch (outcome) {
            case "RECORDED" -> Becomes.NEW;
            case "CORRECTED" -> Becomes.CHANGED;
            case "UNCHANGED" -> Becomes.UNCHANGED;
            case "CONFLICT" -> Becomes.CONFLICT;
            default -> Becomes.REFUSED;
        };
    }

    static void twice(ResultSet found, Faults faults) throws SQLException {
        int row = found.getInt(1);
        Integer line = found.getObject(2, Integer.class);
        int first = found.getInt(3);
        Integer firstLine = found.getObject(4, Integer.class);
        faults.add(
                row,
                new Fault(
                        "/rows/" + row,
                        line,
                        "%sと%sに、同じ指標・期間・内訳が書かれています。".formatted(placeJa(first, firstLine), placeJa(row, line)),
                        "%s and %s are about the same indicator, period and component."
                                .formatted(placeEn(first, firstLine), placeEn(row, line))));
    }

    private static String placeJa(int row, @Nullable Integer line) {
        return line == null ? (row + 1) + "件目" : line + "行目";
    }

    private static String placeEn(int row, @Nullable Integer line) {
        return line == null ? "Row " + (row + 1) : "Line " + line;
    }

    /** @param indicators those of the file, by id */
    static void of(ResultSet found, Map<String, Indicator> indicators, Faults faults) throws SQLException {
        int row = found.getInt(1);
        Integer line = found.getObject(2, Integer.class);
        String outcome = found.getString(3);
        Period period = Period.ofCanonical(found.getString(4));
        int revision = found.getInt(5);
        String indicator = found.getString(6);
        if (outcome.equals("AGAINST_LIMITS")) {
            againstLimits(row, line, Objects.requireNonNull(indicators.get(indicator)), period, found, faults);
            return;
        }
        String ja = NOTATION.print(period);
        String en = period.canonical();
        faults.add(
                row,
                switch (outcome) {
                    case "CONTRADICTS" ->
                        fault(
                                row,
                                line,
                                "",
                                "%sの行の状態・備考・根拠・訂正理由・版が食い違っています。一つの期間には一つです。".formatted(ja),
                                "The rows of %s contradict one another in status, note, evidence, reason or revision."
                                        .formatted(en));
                    case "MIXED" ->
                        fault(
                                row,
                                line,
                                Column.COMPONENT.field(),
                                "この指標は内訳ごとに測ります。%sに全体の行と内訳の行があります。".formatted(ja),
                                "This indicator is measured in parts; %s has a row of the whole beside them."
                                        .formatted(en));
                    case "WITHOUT_WHOLE" ->
                        fault(
                                row,
                                line,
                                Column.COMPONENT.field(),
                                "%sには内訳だけがあり、全体の値（内訳が空の行）がありません。".formatted(ja),
                                "%s has components and no figure of the whole (a row without component)."
                                        .formatted(en));
                    case "INCOMPLETE" ->
                        fault(
                                row,
                                line,
                                Column.COMPONENT.field(),
                                "%sの内訳がそろっていません。数値がない内訳には、値がない理由を書いてください。".formatted(ja),
                                "Components of %s are missing. Where there is no figure, write missingReason."
                                        .formatted(en));
                    case "CONFLICT" ->
                        fault(
                                row,
                                line,
                                Column.REVISION.field(),
                                "%sの実績値は、いまは第%d版です。読み直してから送ってください。".formatted(ja, revision),
                                "The actual of %s is revision %d now. Read it again before sending."
                                        .formatted(en, revision));
                    case "WITHOUT_REASON" ->
                        fault(
                                row,
                                line,
                                Column.REASON.field(),
                                "%sの実績値はすでに登録されています。訂正には訂正理由を書いてください（ファイル全体なら ?reason=）。".formatted(ja),
                                "An actual of %s is recorded. Say why it is corrected, or ?reason= for the whole file."
                                        .formatted(en));
                    case "LOCKED" -> {
                        ProblemException locked =
                                CollectionProblems.locked(new Subject.OfIndicator(indicator, period).item());
                        yield fault(row, line, "", locked.detail(Language.JA), locked.detail(Language.EN));
                    }
                    default -> throw new IllegalStateException("no words for " + outcome);
                });
    }

    /** In the same words as everywhere. */
    private static void againstLimits(
            int row, @Nullable Integer line, Indicator indicator, Period period, ResultSet found, Faults faults)
            throws SQLException {
        Optional<Measured> measured = WeighedFigure.read(found, 7);
        List<Limits.Breach> breaches =
                measured.isEmpty() ? List.of() : Limits.broken(indicator, period, measured.get());
        if (breaches.isEmpty()) {
            faults.add(
                    row,
                    fault(
                            row,
                            line,
                            Column.VALUE.field(),
                            "算式で計算した値は、数値として書ける桁数を超えます。",
                            "What the formula makes of its terms has more digits than a figure can have."));
        }
        for (Limits.Breach breach : breaches) {
            faults.add(row, fault(row, line, Column.VALUE.field(), breach.ja(), breach.en()));
        }
    }

    private static Fault fault(int row, @Nullable Integer line, String field, String ja, String en) {
        return new Fault("/rows/" + row + (field.isEmpty() ? "" : "/" + field), line, ja, en);
    }
}
