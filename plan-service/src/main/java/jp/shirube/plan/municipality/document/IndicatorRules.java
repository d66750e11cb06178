package jp.shirube.plan.municipality.document;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jp.shirube.notation.NotationException;
import jp.shirube.notation.Unit;
import jp.shirube.plan.municipality.Indicator;
import jp.shirube.plan.municipality.Indicator.Checks;
import jp.shirube.plan.municipality.Indicator.Component;
import jp.shirube.plan.municipality.Indicator.ComponentRole;
import jp.shirube.plan.municipality.Indicator.EntryUnit;
import jp.shirube.plan.municipality.Indicator.Formula;
import jp.shirube.plan.municipality.document.GradedByForm.Faults;
import org.jspecify.annotations.Nullable;

/** What is said of entering and asking (指標の期間・入力時の確認・算式・入力単位) must not contradict itself. */
final class IndicatorRules {
    private static final int MOST_DIGITS = 20;

    private final Indicator indicator;
    private final String at;
    private final Faults faults;

    IndicatorRules(Indicator indicator, String at, Faults faults) {
        this.indicator = indicator;
        this.at = at;
        this.faults = faults;
    }

    void check() {
        Indicator.Life life = indicator.life();
        if (life != null && life.from() != null && life.to() != null && life.to() < life.from()) {
            fault("/life/to", "終わりの年度が始めの年度より前です", "the last fiscal year is before the first");
        }
        if (indicator.surveyFirst() != null && indicator.surveyEvery() == null) {
            fault(
                    "/surveyFirst",
                    "surveyFirst（調査の年度）はsurveyEvery（調査の間隔）とともに書いてください",
                    "surveyFirst goes with surveyEvery and only with it");
        }
        Checks checks = indicator.checks();
        if (checks != null) {
            checks(checks);
        }
        Formula formula = indicator.formula();
        if (formula != null) {
            formula(formula);
        }
        entryUnits(indicator.entryUnits() == null ? List.of() : indicator.entryUnits());
    }

    private void checks(Checks checks) {
        BigDecimal least = checks.atLeast();
        BigDecimal most = checks.atMost();
        fits("/checks/atLeast", least);
        fits("/checks/atMost", most);
        if (least != null && most != null && most.compareTo(least) < 0) {
            fault("/checks/atMost", "上限が下限より小さくなっています", "the upper bound is below the lower one");
        }
        if (least != null && least.signum() < 0 && !indicator.canBeNegative()) {
            fault(
                    "/checks/atLeast",
                    "下限が負です。負になりうる指標ならcanBeNegative: trueと書いてください",
                    "the lower bound is below zero; an indicator that can be negative says canBeNegative: true");
        }
        if (least != null && least.signum() >= 0 && indicator.canBeNegative()) {
            fault(
                    "/checks/atLeast",
                    "負になりうる指標（canBeNegative）なのに、下限が0以上です",
                    "the indicator can be negative (canBeNegative), yet its lower bound is not below zero");
        }
        BigDecimal jump = checks.jumpPercent();
        fits("/checks/jumpPercent", jump);
        if (jump != null && jump.signum() < 0) {
            fault("/checks/jumpPercent", "増減の目安は0以上です", "the usual change is at least 0");
        }
    }

    private void formula(Formula formula) {
        term("/formula/numerator", formula.numerator());
        term("/formula/denominator", formula.denominator());
        if (formula.numerator().equals(formula.denominator())) {
            fault("/formula/denominator", "分子と分母が同じ内訳です", "numerator and denominator are the same component");
        }
        positive("/formula/times", formula.times());
        if (indicator.components().stream().anyMatch(each -> each.role() == ComponentRole.PART)) {
            fault(
                    "/formula",
                    "内訳（PART）ごとに測る指標には、全体の算式はありません",
                    "an indicator measured in parts has no figure that a formula could give");
        }
        if (indicator.decimals() == null) {
            fault("/formula", "計算した値を丸める桁がありません。decimalsを書いてください", "a computed figure is rounded: state decimals");
        }
    }

    private void term(String pointer, String name) {
        boolean isTerm = indicator.components().stream()
                .anyMatch(each -> each.name().equals(name) && each.role() == ComponentRole.TERM);
        if (!isTerm) {
            List<String> terms = indicator.components().stream()
                    .filter(each -> each.role() == ComponentRole.TERM)
                    .map(Component::name)
                    .toList();
            fault(
                    pointer,
                    "「" + name + "」という算式の項（role: TERM）の内訳はありません。" + String.join("・", terms),
                    "no component " + name + " with the role TERM; there is " + String.join(", ", terms));
        }
    }

    private void entryUnits(List<EntryUnit> units) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < units.size(); i++) {
            EntryUnit each = units.get(i);
            String place = "/entryUnits/" + i;
            if (each.unit().equals(indicator.unit()) || !seen.add(each.unit())) {
                fault(
                        place + "/unit",
                        "指標の単位か、すでに書かれた単位です: " + each.unit(),
                        "it is the indicator's own unit or stands already: " + each.unit());
            }
            positive(place + "/times", each.times());
            BigDecimal known = factorOf(each.unit());
            if (known != null && known.compareTo(each.times()) != 0) {
                String factor = known.stripTrailingZeros().toPlainString();
                fault(
                        place + "/times",
                        "%sは%sの%s倍です".formatted(each.unit(), indicator.unit(), factor),
                        "%s is %s times %s".formatted(each.unit(), factor, indicator.unit()));
            }
        }
    }

    /** The factor both units say themselves: 千円 is a thousandth of 百万円. Null where they do not. */
    private @Nullable BigDecimal factorOf(String symbol) {
        try {
            Unit written = Unit.of(symbol);
            Unit own = Unit.of(indicator.unit());
            int power = written.scale().powerOfTen() - own.scale().powerOfTen();
            return written.countsLike(own) ? BigDecimal.ONE.scaleByPowerOfTen(power) : null;
        } catch (NotationException notUnitsOfTheNotation) {
            return null;
        }
    }

    private void positive(String pointer, BigDecimal number) {
        fits(pointer, number);
        if (number.signum() <= 0) {
            fault(pointer, "0より大きい数を書いてください", "write a number above 0");
        }
    }

    /** The form bounds what is written as text; a bare number is bounded here. */
    private void fits(String pointer, @Nullable BigDecimal number) {
        if (number != null && (number.precision() - number.scale() > MOST_DIGITS || number.scale() > MOST_DIGITS)) {
            fault(
                    pointer,
                    "小数点の前後それぞれ" + MOST_DIGITS + "桁までです",
                    "at most " + MOST_DIGITS + " digits before and after the point");
        }
    }

    private void fault(String place, String ja, String en) {
        faults.fault(at + place, ja, en);
    }
}
