package jp.shirube.kpi.actual;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.shirube.kpi.received.EntryRules;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorComponent;
import jp.shirube.notation.Period;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to state, read but not yet judged by the indicator it is about.
 *
 * @param components null where the field was left out
 * @param status null where it could not be read
 * @param reason why it is stated otherwise than before
 * @param faults what is wrong already
 */
public record ProposedActual(
        Proposed whole,
        @Nullable List<ProposedComponent> components,
        @Nullable Status status,
        @Nullable String note,
        @Nullable String evidence,
        @Nullable String reason,
        List<Fault> faults) {

    /**
     * A value, a reason for none, both or neither.
     *
     * @param countsAsZero never of a component
     * @param unreadable something stands there and its fault is told already
     */
    public record Proposed(
            @Nullable BigDecimal value,
            @Nullable MissingReason missingReason,
            boolean countsAsZero,
            boolean unreadable) {

        boolean isEmpty() {
            return value == null && missingReason == null && !unreadable;
        }

        boolean isDouble() {
            return value != null && missingReason != null;
        }

        boolean isNoZero() {
            return countsAsZero && (missingReason == null || !missingReason.mayCountAsZero());
        }

        Measured.@Nullable Single single() {
            if (unreadable || isDouble()) {
                return null;
            }
            if (value != null) {
                return new Measured.Value(value);
            }
            return missingReason == null || isNoZero() ? null : new Measured.Missing(missingReason, countsAsZero);
        }
    }

    /** @param name null where it could not be read */
    public record ProposedComponent(@Nullable String name, Proposed measured) {}

    /**
     * The statement, if everything about it is right.
     *
     * @param today the day in Tokyo
     * @throws ProblemException naming every fault at once
     */
    public Statement judge(Indicator indicator, Period period, LocalDate today) {
        List<Fault> found = new ArrayList<>(faults);
        checkZero(indicator, found);
        Measured measured = measured(indicator, found);
        if (measured != null) {
            checkLimits(indicator, period, measured, found);
        }
        if (measured != null
                && measured.hasFigure()
                && status != null
                && status != Status.ESTIMATE
                && period.lastDay().isAfter(today)) {
            found.add(Fault.at(
                    "/status",
                    "%sはまだ終わっていません（%sまで）。途中の数値は見込（ESTIMATE）としてだけ登録できます。"
                            .formatted(ActualProblems.printed(period), period.lastDay()),
                    "%s has not ended (it does on %s). A figure before that can only be an ESTIMATE."
                            .formatted(period.canonical(), period.lastDay())));
        }
        if (!found.isEmpty() || measured == null || status == null) {
            throw new ProblemException(ProblemType.INVALID, found);
        }
        return new Statement(measured, status, note, evidence, null);
    }

    private void checkZero(Indicator indicator, List<Fault> found) {
        if (!whole.countsAsZero()) {
            return;
        }
        if (whole.isNoZero() && !whole.unreadable()) {
            found.add(Fault.at(
                    "/countsAsZero",
                    "合計で0とみなせるのは、missingReasonがDISCONTINUED（事業終了）かNOT_APPLICABLE（該当なし）のときだけです。",
                    "Only with missingReason DISCONTINUED or NOT_APPLICABLE can a period count as zero in a sum."));
        }
        if (!indicator.addsUp()) {
            found.add(Fault.at(
                    "/countsAsZero",
                    "合計で0とみなせるのは、期間ごとに足し上げる指標（FLOW）だけです。この指標は" + indicator.quantity() + "です。",
                    "Only of an indicator that adds up over periods (FLOW) can a period count as zero. This one is a "
                            + indicator.quantity() + "."));
        }
    }

    private void checkLimits(Indicator indicator, Period period, Measured measured, List<Fault> found) {
        for (Limits.Breach breach : Limits.broken(indicator, period, measured)) {
            found.add(Fault.at(placeOf(breach), breach.ja(), breach.en()));
        }
    }

    private String placeOf(Limits.Breach breach) {
        if (breach.kind() == Limits.Kind.OUTSIDE_LIFE) {
            return "#period";
        }
        for (int i = 0; components != null && i < components.size(); i++) {
            String name = components.get(i).name();
            if (name != null && name.equals(breach.component())) {
                return "/components/" + i + "/value";
            }
        }
        return "/value";
    }

    /** Left out, a figure is computed where the indicator says how (算式) and both of its terms have figures. */
    private @Nullable Measured measured(Indicator indicator, List<Fault> found) {
        if (components == null || !whole.isEmpty() || !isComputable(indicator)) {
            return given(indicator, found);
        }
        int before = found.size();
        Measured terms = breakdown(null, components, indicator, found);
        return terms == null || found.size() > before ? null : computed(terms, indicator, found);
    }

    private boolean isComputable(Indicator indicator) {
        EntryRules.Formula formula = indicator.rules().formula();
        return formula != null
                && components != null
                && components.stream()
                        .filter(each -> each.measured().value() != null)
                        .map(ProposedComponent::name)
                        .toList()
                        .containsAll(List.of(formula.numerator(), formula.denominator()));
    }

    private @Nullable Measured computed(Measured terms, Indicator indicator, List<Fault> found) {
        Optional<BigDecimal> value = Limits.computed(indicator, terms.components());
        if (value.isEmpty()) {
            found.add(Fault.at(
                    "/value",
                    "分母が0のため、値を計算できません。missingReason（該当なし・算定なしなど）を書いてください。",
                    "The denominator is zero, so no value can be computed. Write a missingReason."));
            return null;
        }
        Proposed computed = new Proposed(value.get(), null, false, false);
        Measured.Single single = checked(computed, "", indicator.decimals(), found);
        return single == null ? null : new Measured.Breakdown(single, terms.components());
    }

    private @Nullable Measured given(Indicator indicator, List<Fault> found) {
        boolean inParts = components != null && indicator.isMeasuredInParts();
        if (inParts ? !whole.isEmpty() : whole.isEmpty() || whole.isDouble()) {
            found.add(
                    inParts
                            ? Fault.at(
                                    "",
                                    "この指標は内訳ごとに測ります。componentsだけを書いてください。",
                                    "This indicator is measured in parts. Write components alone.")
                            : Fault.at(
                                    "",
                                    "valueかmissingReasonの、ちょうど一つを書いてください（内訳は値に添えるものです）。空欄は無回答であり、0でも「該当なし」でもありません。",
                                    "Write exactly one of value and missingReason; components stand beside it. A blank is no answer."));
            if (components == null) {
                return null;
            }
        }
        if (components != null) {
            Measured.Single total = inParts ? null : checked(whole, "", indicator.decimals(), found);
            return breakdown(total, components, indicator, found);
        }
        if (whole.value() != null && indicator.isMeasuredInParts()) {
            found.add(Fault.at(
                    "/value",
                    "この指標は内訳ごとに測ります。componentsに" + names(indicator, "・") + "を書いてください。",
                    "This indicator is measured in parts. Write components: " + names(indicator, ", ") + "."));
        }
        return checked(whole, "", indicator.decimals(), found);
    }

    private static @Nullable Measured breakdown(
            Measured.@Nullable Single total,
            List<ProposedComponent> components,
            Indicator indicator,
            List<Fault> found) {
        int before = found.size();
        boolean readable = true;
        Map<String, Measured.Single> given = new HashMap<>();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < components.size(); i++) {
            ProposedComponent component = components.get(i);
            String place = "/components/" + i;
            String name = component.name();
            if (name == null) {
                readable = false;
                continue;
            }
            IndicatorComponent known = indicator.findComponent(name).orElse(null);
            if (known == null) {
                found.add(Fault.at(
                        place + "/name",
                        "この指標に「" + name + "」という内訳はありません。"
                                + (indicator.components().isEmpty() ? "内訳のない指標です。" : names(indicator, "・") + "があります。"),
                        "The indicator has no component " + name + "."
                                + (indicator.components().isEmpty() ? "" : " It has " + names(indicator, ", ") + ".")));
                continue;
            }
            if (places.putIfAbsent(name, i) != null) {
                found.add(Fault.at(place + "/name", "「" + name + "」が二度書かれています。", name + " is written twice."));
                continue;
            }
            if (component.measured().isEmpty() || component.measured().isDouble()) {
                found.add(Fault.at(
                        place,
                        "「" + name + "」にはvalueかmissingReasonのどちらか一方を書いてください。",
                        "Write either value or missingReason of " + name + "."));
                continue;
            }
            Measured.Single single = checked(component.measured(), place, indicator.decimalsOf(known), found);
            if (single == null) {
                readable = false;
            } else {
                given.put(name, single);
            }
        }
        for (IndicatorComponent known : indicator.components()) {
            if (known.role().required() && !places.containsKey(known.name()) && readable) {
                found.add(Fault.at(
                        "/components",
                        "内訳「" + known.name() + "」がありません。数値がなければmissingReasonを書いてください。",
                        "Component " + known.name() + " is missing. Where there is no figure, write missingReason."));
            }
        }
        if (!readable || found.size() > before) {
            return null;
        }
        if (given.isEmpty()) {
            found.add(Fault.at("/components", "内訳が一つもありません。", "There is no component."));
            return null;
        }
        List<Measured.Component> ordered = new ArrayList<>();
        for (IndicatorComponent known : indicator.components()) {
            Measured.Single single = given.get(known.name());
            if (single != null) {
                ordered.add(new Measured.Component(known.name(), single));
            }
        }
        return new Measured.Breakdown(total, ordered);
    }

    private static Measured.@Nullable Single checked(
            Proposed proposed, String place, @Nullable Integer decimals, List<Fault> found) {
        BigDecimal value = proposed.value();
        if (value != null && !Measured.Value.fits(value)) {
            found.add(Fault.at(
                    place + "/value",
                    "数値は整数部と小数部を合わせて" + Measured.Value.MOST_DIGITS + "桁までです。",
                    "A value has at most " + Measured.Value.MOST_DIGITS + " digits before and after the point."));
            return null;
        }
        Measured.Single single = proposed.single();
        if (single instanceof Measured.Value read && decimals != null && read.decimals() > decimals) {
            found.add(Fault.at(
                    place + "/value",
                    "この指標の数値は小数第%d位までです: %s".formatted(decimals, read.print()),
                    "A figure of this indicator has at most %d decimals: %s".formatted(decimals, read.print())));
        }
        return single;
    }

    private static String names(Indicator indicator, String between) {
        return String.join(
                between,
                indicator.components().stream().map(IndicatorComponent::name).toList());
    }
}
