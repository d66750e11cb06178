package jp.shirube.kpi.bulk;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import jp.shirube.kpi.actual.ActualPeriods;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.ProposedActual;
import jp.shirube.kpi.actual.ProposedActual.Proposed;
import jp.shirube.kpi.actual.Statement;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.check.Checks;
import jp.shirube.kpi.check.Finding;
import jp.shirube.kpi.check.Written;
import jp.shirube.kpi.check.WrittenFigure;
import jp.shirube.kpi.received.ComponentRole;
import jp.shirube.kpi.received.EntryRules;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorComponent;
import jp.shirube.notation.Period;
import jp.shirube.problem.Fault;
import jp.shirube.problem.Language;
import jp.shirube.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Understands the rows of one file, each by itself. Asks nobody: everything it needs to know is there before the first row. */
public final class Judging {

    private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?[0-9]{1,30}(?:[.][0-9]{1,30})?");
    private static final Pattern REVISION = Pattern.compile("[0-9]{1,9}");
    private static final int LONGEST_TEXT = 4000;
    private static final int LONGEST_PERIOD = 100;

    /** A file says few periods many times; one that does not is not remembered whole. */
    private static final int MOST_PERIODS = 2_000;

    /** An indicator of the file with what was understood of it already. */
    private static final class Known {
        private final Reportable reportable;
        private final Map<String, Indicator> components = new HashMap<>();
        private final Map<String, Period> periods = new HashMap<>();

        Known(Reportable reportable) {
            this.reportable = reportable;
        }

        Indicator indicator() {
            return reportable.indicator();
        }
    }

    private final Map<String, Reportable> reportable;
    private final Map<String, Known> met = new TreeMap<>();
    private final LocalDate today;
    private final Faults faults;
    private final Faults notYours = new Faults();
    private final Faults approximate = new Faults();
    private long rows;
    private long blank;
    private long refusedAlone;

    /**
     * @param reportable by id, of the whole municipality
     * @param today the day in Tokyo
     */
    public Judging(Map<String, Reportable> reportable, LocalDate today, Faults faults) {
        this.reportable = reportable;
        this.today = today;
        this.faults = faults;
    }

    public void take(WrittenRow row, Consumer<StagedRow> taker) {
        rows++;
        long before = faults.count();
        row.faults().forEach(fault -> faults.add(row.index(), fault));
        Known known = row.isUnreadable() ? null : known(row);
        if (known == null) {
            refusedAlone++;
            return;
        }
        Period period = period(row, known);
        IndicatorComponent component = component(row, known);
        String name = row.cell(Column.COMPONENT);
        if (period == null || component == null && !name.isEmpty()) {
            refusedAlone++;
            return;
        }
        if (row.isBlank() && faults.count() == before) {
            blank++;
            return;
        }
        if (known.reportable.writer() == null) {
            refuseOthers(row, known.reportable);
        }
        StagedRow staged = faults.count() == before ? stage(row, known, period, component) : null;
        taker.accept(
                staged != null
                        ? staged
                        : new StagedRow(
                                row.index(),
                                row.line(),
                                known.indicator().key().indicator(),
                                period,
                                name,
                                null,
                                Status.FINAL,
                                null,
                                null,
                                null,
                                null));
    }

    private void refuse(WrittenRow row, Column column, String ja, String en) {
        faults.add(row.index(), row.fault(column.field(), ja, en));
    }

    private void refuseOthers(WrittenRow row, Reportable of) {
        String department = of.department();
        notYours.add(
                row.index(),
                row.fault(
                        Column.INDICATOR.field(),
                        department == null
                                ? "きょうの時点で、これを担当する課が決まっていません。"
                                : "きょうの時点での担当は「" + department + "」です。あなたの課では登録できません。",
                        department == null
                                ? "No department reports this today."
                                : "Today the department " + department + " reports this; yours cannot."));
    }

    private @Nullable Known known(WrittenRow row) {
        String id = row.cell(Column.INDICATOR);
        Known known = met.get(id);
        if (known != null) {
            return known;
        }
        Reportable of = reportable.get(id);
        if (of == null) {
            refuse(
                    row,
                    Column.INDICATOR,
                    id.isEmpty() ? "指標のidを書いてください。" : "指標「" + WrittenRow.shown(id) + "」はこの自治体にないか、まだこのサービスに届いていません。",
                    id.isEmpty()
                            ? "Write the id of the indicator."
                            : "The municipality has no indicator " + WrittenRow.shown(id)
                                    + ", or it has not arrived here yet.");
            return null;
        }
        return met.computeIfAbsent(id, any -> new Known(of));
    }

    private @Nullable Period period(WrittenRow row, Known known) {
        String text = row.cell(Column.PERIOD);
        Period period = known.periods.get(text);
        if (period != null) {
            return period;
        }
        if (text.isEmpty() || text.length() > LONGEST_PERIOD) {
            refuse(
                    row,
                    Column.PERIOD,
                    "期間をR7、2025、2025-10-01のように書いてください。",
                    "Write the period like R7, 2025 or 2025-10-01.");
            return null;
        }
        try {
            period = ActualPeriods.read(text, known.indicator());
        } catch (ProblemException e) {
            Optional<Fault> said = e.faults().stream().findFirst();
            refuse(
                    row,
                    Column.PERIOD,
                    said.map(Fault::ja).orElse(e.detail(Language.JA)),
                    said.map(Fault::en).orElse(e.detail(Language.EN)));
            return null;
        }
        if (known.periods.size() < MOST_PERIODS) {
            known.periods.put(text, period);
        }
        return period;
    }

    private @Nullable IndicatorComponent component(WrittenRow row, Known known) {
        String name = row.cell(Column.COMPONENT);
        if (name.isEmpty()) {
            return null;
        }
        Optional<IndicatorComponent> found = known.indicator().findComponent(name);
        if (found.isEmpty()) {
            String there = String.join(
                    "・",
                    known.indicator().components().stream()
                            .map(IndicatorComponent::name)
                            .toList());
            refuse(
                    row,
                    Column.COMPONENT,
                    "この指標に「" + WrittenRow.shown(name) + "」という内訳はありません。"
                            + (there.isEmpty() ? "内訳のない指標です。" : there + "があります。"),
                    "The indicator has no component " + WrittenRow.shown(name) + "."
                            + (there.isEmpty() ? "" : " It has " + there + "."));
        }
        return found.orElse(null);
    }

    private @Nullable StagedRow stage(
            WrittenRow row, Known known, Period period, @Nullable IndicatorComponent component) {
        Indicator whole = known.indicator();
        Indicator judged = component == null
                ? whole
                : known.components.computeIfAbsent(component.name(), any -> alone(whole, component));
        long before = faults.count();
        Proposed proposed = proposed(row, whole, component);
        String note = text(row, Column.NOTE);
        String rounded = approximately(row, whole, component);
        String evidence = text(row, Column.EVIDENCE);
        String reason = text(row, Column.REASON);
        Status status = status(row);
        Integer seen = seen(row);
        if (proposed.countsAsZero() && component != null) {
            refuse(row, Column.COUNTS_AS_ZERO, "0とみなせるのは全体の値だけです。", "Only the whole can count as zero.");
        }
        if (faults.count() > before) {
            return null;
        }
        try {
            Statement statement = new ProposedActual(proposed, null, status, note, evidence, reason, List.of())
                    .judge(judged, period, today);
            return new StagedRow(
                    row.index(),
                    row.line(),
                    whole.key().indicator(),
                    period,
                    row.cell(Column.COMPONENT),
                    (Measured.Single) statement.measured(),
                    status,
                    note == null ? rounded : note,
                    evidence,
                    reason,
                    seen);
        } catch (ProblemException e) {
            e.faults()
                    .forEach(fault -> faults.add(
                            row.index(),
                            new Fault(
                                    WrittenRow.pointer(row.index())
                                            + fault.pointer().replace('#', '/'),
                                    row.line(),
                                    fault.ja(),
                                    fault.en())));
            return null;
        }
    }

    /**
     * A component is judged as an indicator of its own would be, whose figure is the whole of it: within the same years, and a
     * part within the same range. What terms make up is judged when all rows are there.
     */
    private static Indicator alone(Indicator whole, IndicatorComponent component) {
        EntryRules rules = whole.rules();
        return new Indicator(
                        whole.key(),
                        component.name(),
                        component.unit() == null ? whole.unit() : component.unit(),
                        whole.direction(),
                        whole.periodKind(),
                        whole.asOf(),
                        whole.quantity(),
                        whole.decimalsOf(component),
                        List.of())
                .with(new EntryRules(
                        rules.canBeNegative(),
                        rules.life(),
                        component.role() == ComponentRole.PART ? rules.checks() : EntryRules.Checks.UNSTATED,
                        null,
                        List.of()));
    }

    private Proposed proposed(WrittenRow row, Indicator whole, @Nullable IndicatorComponent component) {
        BigDecimal value = row.number();
        MissingReason missing = null;
        if (value == null) {
            String text = row.cell(Column.VALUE);
            if (PLAIN_DECIMAL.matcher(text).matches()) {
                value = new BigDecimal(text);
            } else if (!text.isEmpty()) {
                switch (read(text, whole, component)) {
                    case Written.Blank blank -> {}
                    case Written.Figure figure -> value = figure.value();
                    case Written.Nothing nothing -> missing = nothing.reason();
                    case Written.Unreadable unreadable -> refuse(row, Column.VALUE, unreadable.ja(), unreadable.en());
                }
            }
        }
        String why = row.cell(Column.MISSING_REASON);
        if (!why.isEmpty()) {
            Optional<MissingReason> said = Words.reason(why);
            if (said.isEmpty()) {
                refuse(
                        row,
                        Column.MISSING_REASON,
                        "値がない理由は、該当なし・調査なし・未公表・事業終了・算定なし のどれかです。",
                        "Write one of NOT_APPLICABLE, NOT_SURVEYED, NOT_PUBLISHED, DISCONTINUED, NOT_CALCULATED.");
            } else if (missing != null && missing != said.get()) {
                refuse(
                        row,
                        Column.MISSING_REASON,
                        "値の欄に書かれた理由と食い違っています。",
                        "It contradicts the reason written as the value.");
            }
            missing = said.orElse(missing);
        }
        return new Proposed(value, missing, countsAsZero(row), false);
    }

    private static Written read(String text, Indicator whole, @Nullable IndicatorComponent component) {
        return component == null ? WrittenFigure.read(text, whole) : WrittenFigure.read(text, whole, component);
    }

    /** That a figure is rounded is not lost where nothing else is noted. */
    private @Nullable String approximately(WrittenRow row, Indicator whole, @Nullable IndicatorComponent component) {
        String text = row.cell(Column.VALUE);
        if (row.number() != null || PLAIN_DECIMAL.matcher(text).matches() || text.isEmpty()) {
            return null;
        }
        if (read(text, whole, component) instanceof Written.Figure figure && figure.approximate()) {
            Finding found = Checks.approximate("/value", figure);
            approximate.add(row.index(), row.fault(Column.VALUE.field(), found.ja(), found.en()));
            return figure.printed();
        }
        return null;
    }

    private boolean countsAsZero(WrittenRow row) {
        String text = row.cell(Column.COUNTS_AS_ZERO);
        if (text.isEmpty()) {
            return false;
        }
        Optional<Boolean> said = Words.answer(text);
        if (said.isEmpty()) {
            refuse(row, Column.COUNTS_AS_ZERO, "trueかfalseを書いてください。", "Write true or false.");
        }
        return said.orElse(false);
    }

    private Status status(WrittenRow row) {
        String text = row.cell(Column.STATUS);
        if (text.isEmpty()) {
            return Status.FINAL;
        }
        Optional<Status> said = Words.status(text);
        if (said.isEmpty()) {
            refuse(row, Column.STATUS, "状態は、見込・暫定・確定 のどれかです。", "Write one of ESTIMATE, PROVISIONAL, FINAL.");
        }
        return said.orElse(Status.FINAL);
    }

    private @Nullable Integer seen(WrittenRow row) {
        String text = row.cell(Column.REVISION);
        if (text.isEmpty()) {
            return null;
        }
        if (!REVISION.matcher(text).matches()) {
            refuse(
                    row,
                    Column.REVISION,
                    "版は、読み取ったときの版の数です（なかったときは0）。",
                    "The revision is the number of the one you read; 0 where there was none.");
            return null;
        }
        return Integer.valueOf(text);
    }

    private @Nullable String text(WrittenRow row, Column column) {
        String text = row.cell(column);
        if (text.isEmpty()) {
            return null;
        }
        if (text.length() > LONGEST_TEXT) {
            refuse(row, column, LONGEST_TEXT + "字までです。", "At most " + LONGEST_TEXT + " characters.");
        } else if (text.codePoints().anyMatch(WrittenRow::isNoCharacter)) {
            refuse(row, column, "使えない制御文字が含まれています。", "It contains a control character.");
        }
        return text;
    }

    /** Indicators the rows were about, by id. */
    public Collection<Reportable> indicators() {
        return met.values().stream().map(known -> known.reportable).toList();
    }

    /** Figures that were taken although they are only about right (約). */
    public Faults approximate() {
        return approximate;
    }

    /** Rows about what others report. */
    public Faults notYours() {
        return notYours;
    }

    public long rows() {
        return rows;
    }

    /** Rows that ask for nothing. */
    public long blank() {
        return blank;
    }

    /** Rows of which it cannot even be told what they are about. */
    public long refusedAlone() {
        return refusedAlone;
    }
}
