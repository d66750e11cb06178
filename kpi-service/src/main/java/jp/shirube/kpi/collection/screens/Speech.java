package jp.shirube.kpi.collection.screens;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.collection.Direction;
import jp.shirube.kpi.collection.InitiativeProgress;
import jp.shirube.kpi.collection.ItemState;
import jp.shirube.kpi.collection.application.Difference;
import jp.shirube.kpi.collection.application.RoundRequest;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorComponent;
import jp.shirube.notation.Eras;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.problem.Fault;
import jp.shirube.problem.Language;
import jp.shirube.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** The words of the field in the reader's language: 和暦 in Japanese, Western years in English. */
record Speech(Language language) {

    private static final PeriodNotation NOTATION = new PeriodNotation(Eras.standard());
    private static final DateTimeFormatter DAY_JA = DateTimeFormatter.ofPattern("y年M月d日");
    private static final DateTimeFormatter MOMENT_JA = DateTimeFormatter.ofPattern("y年M月d日 H:mm");
    private static final DateTimeFormatter MOMENT_EN = DateTimeFormatter.ofPattern("y-MM-dd H:mm");
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("H:mm");

    String choose(String ja, String en) {
        return language.choose(ja, en);
    }

    String period(Period period) {
        return choose(NOTATION.print(period), period.canonical());
    }

    String shortPeriod(Period period) {
        return choose(NOTATION.printShort(period), period.canonical());
    }

    String day(LocalDate day) {
        return choose(DAY_JA.format(day), day.toString());
    }

    String moment(Instant at, Clock clock) {
        LocalDateTime there = LocalDateTime.ofInstant(at, clock.getZone());
        return (language == Language.JA ? MOMENT_JA : MOMENT_EN).format(there);
    }

    String saved(Instant at, Clock clock) {
        String hour = HOUR.format(LocalDateTime.ofInstant(at, clock.getZone()));
        return choose("保存しました " + hour, "Saved " + hour);
    }

    String text(Fault fault) {
        return choose(fault.ja(), fault.en());
    }

    /** What happened where no fault has a place of its own. */
    List<Fault> faults(ProblemException refusal) {
        return refusal.faults().isEmpty()
                ? List.of(Fault.at("#", refusal.detail(Language.JA), refusal.detail(Language.EN)))
                : refusal.faults();
    }

    StateBadge badge(ItemState state, boolean late) {
        String symbol = switch (state) {
            case NOT_YET -> "…";
            case OPEN -> "○";
            case DRAFTED -> "✎";
            case APPROVED -> "◎";
            case SUBMITTED -> "▶";
            case RETURNED -> "↩";
            case CONFIRMED -> "✓";
            case LOCKED -> "■";
            case REOPENED -> "↻";
        };
        return new StateBadge(state.name(), symbol, choose(state.ja(), state.en()), late);
    }

    String missing(MissingReason reason) {
        return switch (reason) {
            case NOT_APPLICABLE -> choose("該当なし", "not applicable");
            case NOT_SURVEYED -> choose("調査なし", "not surveyed");
            case NOT_PUBLISHED -> choose("未公表", "not published yet");
            case DISCONTINUED -> choose("事業終了", "discontinued");
            case NOT_CALCULATED -> choose("－（算定なし）", "not calculated");
        };
    }

    String status(Status status) {
        return switch (status) {
            case ESTIMATE -> choose("見込", "estimate");
            case PROVISIONAL -> choose("暫定・速報", "provisional");
            case FINAL -> choose("確定", "final");
        };
    }

    String direction(Direction direction) {
        return choose(direction.ja(), direction.en());
    }

    String progress(InitiativeProgress progress) {
        return choose(progress.ja(), progress.en());
    }

    String initiatives(RoundRequest.Initiatives which) {
        return switch (which) {
            case ALL -> choose("すべての取組", "all of them");
            case SCHEDULED -> choose("工程のある取組だけ", "those with a schedule");
            case NONE -> choose("照会しない", "none");
        };
    }

    /** What became of an item of a file. */
    String kind(Difference.Kind kind) {
        return choose(kind.ja(), kind.en());
    }

    String size(int bytes) {
        return bytes < 1024 * 1024 ? Math.max(1, bytes / 1024) + " KB" : bytes / (1024 * 1024) + " MB";
    }

    String span(@Nullable Duration duration) {
        if (duration == null) {
            return "－";
        }
        long days = duration.toDays();
        if (days > 0) {
            return choose(days + "日", days + " day(s)");
        }
        long minutes = Math.max(1, duration.toMinutes());
        return minutes < 60
                ? choose(minutes + "分", minutes + " min")
                : choose(minutes / 60 + "時間", minutes / 60 + " h");
    }

    /** A figure as it is stated. */
    Past past(Actual actual, @Nullable Indicator indicator) {
        Status status = actual.statement().status();
        return new Past(
                shortPeriod(actual.period()),
                measured(actual.statement().measured(), indicator),
                status == Status.FINAL ? "" : status(status));
    }

    private String measured(Measured measured, @Nullable Indicator indicator) {
        List<String> texts = new ArrayList<>();
        Measured.Single whole = measured.whole();
        if (whole != null) {
            texts.add(single(whole, indicator == null ? "" : indicator.unit()));
        }
        for (Measured.Component component : measured.components()) {
            texts.add(component.name() + " " + single(component.measured(), unit(component.name(), indicator)));
        }
        return String.join(choose("、", ", "), texts);
    }

    private String single(Measured.Single single, String unit) {
        return switch (single) {
            case Measured.Value value -> value.print() + unit;
            case Measured.Missing missing -> missing(missing.reason());
        };
    }

    /** An answer as it was typed, in a line. */
    String answer(Answered answer, @Nullable Indicator indicator) {
        List<String> texts = new ArrayList<>();
        texts.add(typed(answer.value(), answer.missingReason(), indicator == null ? "" : indicator.unit()));
        for (Answered.Component component : answer.components()) {
            String text = typed(component.value(), component.missingReason(), unit(component.name(), indicator));
            texts.add(text.isEmpty() ? "" : component.name() + " " + text);
        }
        texts.add(Stream.of(InitiativeProgress.values())
                .filter(each -> each.name().equals(answer.progress()))
                .map(this::progress)
                .findFirst()
                .orElse(""));
        return String.join(
                choose("、", ", "),
                texts.stream().filter(text -> !text.isEmpty()).toList());
    }

    private String typed(String value, String missingReason, String unit) {
        String reason = Stream.of(MissingReason.values())
                .filter(each -> each.name().equals(missingReason))
                .map(this::missing)
                .findFirst()
                .orElse("");
        if (value.isEmpty()) {
            return reason;
        }
        return Character.isDigit(value.charAt(value.length() - 1)) ? value + unit : value;
    }

    private static String unit(String component, @Nullable Indicator indicator) {
        return indicator == null
                ? ""
                : indicator
                        .findComponent(component)
                        .map(known -> unit(known, indicator))
                        .orElse("");
    }

    static String unit(IndicatorComponent component, Indicator indicator) {
        return component.unit() == null ? indicator.unit() : component.unit();
    }

    /** What an answer says beside its figure, each with its name. */
    List<Fact> words(Answered answer) {
        List<Fact> facts = new ArrayList<>();
        add(facts, choose("取組の内容", "What was done"), answer.text());
        add(facts, choose("自己評価", "Self-evaluation"), answer.selfEvaluation());
        add(facts, choose("要因", "Cause"), answer.cause());
        add(
                facts,
                choose("今後の方向", "Next direction"),
                Stream.of(Direction.values())
                        .filter(each -> each.name().equals(answer.direction()))
                        .map(this::direction)
                        .findFirst()
                        .orElse(answer.direction()));
        add(facts, choose("説明", "Explanation"), answer.explanation());
        add(facts, choose("備考", "Note"), answer.note());
        add(facts, choose("根拠", "Evidence"), answer.evidence());
        return facts;
    }

    /** The whole answer. */
    List<Fact> said(Answered answer, @Nullable Indicator indicator) {
        List<Fact> facts = new ArrayList<>();
        add(facts, indicator == null ? choose("進捗状況", "Progress") : choose("実績値", "Figure"), answer(answer, indicator));
        if (indicator != null) {
            add(
                    facts,
                    choose("値の確かさ", "How settled"),
                    Stream.of(Status.values())
                            .filter(each -> each.name().equals(answer.status()))
                            .map(this::status)
                            .findFirst()
                            .orElse(""));
        }
        facts.addAll(words(answer));
        return facts;
    }

    static void add(List<Fact> facts, String name, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            facts.add(new Fact(name, text));
        }
    }
}
