package jp.shirube.kpi.check;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.received.EntryRules.EntryUnit;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorComponent;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.Amount;
import jp.shirube.notation.Eras;
import jp.shirube.notation.Figure;
import jp.shirube.notation.FigureNotation;
import jp.shirube.notation.FigurePart;
import jp.shirube.notation.NotationException;
import jp.shirube.notation.RelativeGoal;
import jp.shirube.notation.Scale;
import jp.shirube.notation.Unit;
import org.jspecify.annotations.Nullable;

/**
 * Reads one figure as people write it into a form, a file or a screen: １，２３４, ▲5, 12名, 26億2,850万円, 約12%, 該当なし, －.
 *
 * <p>A figure without a unit is in the indicator's own. 億, 万 and 千 before that unit's base are numerals and count exactly
 * (26億2,850万円 of an indicator in 千円 is 2,628,500). Any other unit is read only where the indicator names it with its
 * factor ({@code entryUnits}); nothing is converted by guess.
 */
public final class WrittenFigure {
    private static final FigureNotation NOTATION = new FigureNotation(Eras.standard());
    private static final int SHOWN = 40;
    private static final int LONGEST = 300;
    private static final String PERSON_TIMES = "延べ人";
    private static final String PER_YEAR = "/年";
    private static final Map<String, String> SPELLED_OTHERWISE = Map.of("無し", "なし", "該当無し", "該当なし", "調査無し", "調査なし");

    private WrittenFigure() {}

    /** What somebody wrote for the indicator itself. */
    public static Written read(String text, Indicator indicator) {
        List<String> others = indicator.components().stream()
                .map(IndicatorComponent::unit)
                .flatMap(Stream::ofNullable)
                .toList();
        return new Reading(text, indicator.unit(), indicator.rules().entryUnits(), others).written();
    }

    /** What somebody wrote for one of its components (内訳); the indicator's entry units hold where it shares the unit. */
    public static Written read(String text, Indicator indicator, IndicatorComponent component) {
        String unit = component.unit();
        return unit == null || unit.equals(indicator.unit())
                ? new Reading(text, indicator.unit(), indicator.rules().entryUnits(), List.of()).written()
                : new Reading(text, unit, List.of(), List.of()).written();
    }

    /** @param others units of other figures beside this one: 回 beside 件 is another thing, though both count alike elsewhere */
    private record Reading(String text, String unit, List<EntryUnit> entryUnits, List<String> others) {

        Written written() {
            if (text.length() > LONGEST) {
                return unreadable();
            }
            String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
            Optional<Written> named = inNamedUnit(plain);
            if (named.isPresent()) {
                return named.get();
            }
            Unit own = own();
            if (own == null) {
                return plain.endsWith(ownSymbol())
                        ? read(plain.substring(0, plain.length() - ownSymbol().length()), Unit.of(""), BigDecimal.ONE)
                        : read(plain, Unit.of(""), BigDecimal.ONE);
            }
            return read(SPELLED_OTHERWISE.getOrDefault(plain, plain), own, BigDecimal.ONE);
        }

        /** The municipality's word before any other: 12ケース of an indicator that names ケース with its factor. */
        private Optional<Written> inNamedUnit(String plain) {
            for (EntryUnit each : entryUnits) {
                String symbol =
                        Normalizer.normalize(each.unit(), Normalizer.Form.NFKC).strip();
                if (!symbol.isEmpty() && plain.endsWith(symbol)) {
                    Written read =
                            read(plain.substring(0, plain.length() - symbol.length()), Unit.of(""), each.times());
                    if (read instanceof Written.Figure) {
                        return Optional.of(read);
                    }
                }
            }
            return Optional.empty();
        }

        private String ownSymbol() {
            return Normalizer.normalize(unit, Normalizer.Form.NFKC).strip();
        }

        /** Null where the notation knows no such unit, so that it can only be compared as a word. */
        private @Nullable Unit own() {
            String symbol = ownSymbol();
            try {
                return Unit.of(
                        symbol.endsWith(PER_YEAR) ? symbol.substring(0, symbol.length() - PER_YEAR.length()) : symbol);
            } catch (NotationException e) {
                return null;
            }
        }

        private Written read(String plain, Unit own, BigDecimal times) {
            Figure figure;
            try {
                figure = NOTATION.parse(plain);
            } catch (NotationException e) {
                return unreadable();
            }
            if (figure.parts().size() > 1) {
                return new Written.Unreadable(
                        "「" + shown() + "」には数値が二つ以上あります。一つの欄には一つの数値を書いてください。",
                        "\"" + shown() + "\" holds several figures. Write one figure in one place.");
            }
            FigurePart part = figure.single();
            return switch (part.content()) {
                case Amount amount -> amount(part, amount, own, times);
                case RelativeGoal relative -> unreadable();
                case jp.shirube.notation.MissingReason reason -> nothing(part, reason);
            };
        }

        private Written nothing(FigurePart part, jp.shirube.notation.MissingReason reason) {
            if (part.period() != null || part.footnote() != null || part.accumulation() != Accumulation.POINT) {
                return besideIt();
            }
            return switch (reason) {
                case BLANK -> new Written.Blank();
                case NOT_APPLICABLE -> new Written.Nothing(MissingReason.NOT_APPLICABLE);
                case NOT_SURVEYED -> new Written.Nothing(MissingReason.NOT_SURVEYED);
                case NOT_PUBLISHED -> new Written.Nothing(MissingReason.NOT_PUBLISHED);
                case DISCONTINUED -> new Written.Nothing(MissingReason.DISCONTINUED);
                case NOT_CALCULATED -> new Written.Nothing(MissingReason.NOT_CALCULATED);
            };
        }

        private Written amount(FigurePart part, Amount amount, Unit own, BigDecimal times) {
            if (part.comparator() != null) {
                return new Written.Unreadable(
                        "「" + shown() + "」: 実績値には「以上」「以下」「未満」などを付けずに、数値だけを書いてください。",
                        "\"" + shown() + "\": what was measured is a figure, not a bound. Write the number alone.");
            }
            if (part.label() != null
                    || part.period() != null
                    || part.footnote() != null
                    || !part.terms().isEmpty()) {
                return besideIt();
            }
            boolean gathers = switch (part.accumulation()) {
                case POINT -> false;
                case PER_YEAR -> !unit.strip().endsWith("年");
                case SUM -> !isPersonTimes(amount, own);
                case AVERAGE, RUNNING -> true;
            };
            if (gathers) {
                return new Written.Unreadable(
                        "「" + shown() + "」: 「累計」「平均」「年○回」などを付けずに、この期間の数値だけを書いてください。",
                        "\"" + shown()
                                + "\": write the figure of this period alone, no total, mean or yearly figure of a longer one.");
            }
            return inOwn(amount, own)
                    .map(value -> (Written) new Written.Figure(plain(value.multiply(times)), part.approximate(), text))
                    .orElseGet(this::otherUnit);
        }

        /** 延べ1,395人 inside one period are person-times, and nothing is gathered over years. */
        private static boolean isPersonTimes(Amount amount, Unit own) {
            return List.of("人", "名", PERSON_TIMES).contains(own.base())
                    && List.of("人", "名", "").contains(amount.unit().base());
        }

        private Optional<BigDecimal> inOwn(Amount amount, Unit own) {
            Unit written = amount.unit();
            if (written.base().isEmpty() && written.scale() == Scale.ONE) {
                return Optional.of(amount.number());
            }
            if (written.base().isEmpty()) {
                // 26億 of an indicator in 千円 might be 26億円 or 26億千円
                return own.scale() == Scale.ONE ? Optional.of(amount.inBase().number()) : Optional.empty();
            }
            Unit counted = own.base().equals(PERSON_TIMES) ? new Unit(own.scale(), "人", false) : own;
            Unit asWritten = written.base().equals(PERSON_TIMES) ? new Unit(written.scale(), "人", false) : written;
            boolean ofAnother = !asWritten.convertsTo(counted) && others.contains(asWritten.base());
            return asWritten.countsLike(counted) && !ofAnother
                    ? Optional.of(new Amount(amount.number(), asWritten)
                            .inAlike(counted)
                            .number())
                    : Optional.empty();
        }

        private static BigDecimal plain(BigDecimal value) {
            BigDecimal stripped = value.stripTrailingZeros();
            return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }

        private Written otherUnit() {
            String named = entryUnits.stream().map(EntryUnit::unit).collect(Collectors.joining("・"));
            String ownJa = unit.isEmpty() ? "単位のない数値" : "「" + unit + "」";
            String ownEn = unit.isEmpty() ? "bare numbers" : unit;
            return new Written.Unreadable(
                    "「" + shown() + "」の単位は換算できません。この指標は" + ownJa + "です"
                            + (named.isEmpty() ? "。" : "（" + named + "でも書けます）。"),
                    "The unit of \"" + shown() + "\" does not convert. This indicator is measured in " + ownEn
                            + (named.isEmpty() ? "." : "; " + named + " may be written too."));
        }

        private Written besideIt() {
            return new Written.Unreadable(
                    "「" + shown() + "」: 数値だけを書いてください。期間・内訳の名前・注記は、それぞれの欄か備考に書いてください。",
                    "\"" + shown()
                            + "\": write the figure alone; period, component and note have places of their own.");
        }

        private Written unreadable() {
            return new Written.Unreadable(
                    "「" + shown()
                            + "」は数値として読めません。「1,234」「▲5」「26億2,850万円」のように書くか、数値がなければ「該当なし」「調査なし」「未公表」「事業終了」「－」のどれかを書いてください。",
                    "\"" + shown()
                            + "\" is no figure. Write it like 1,234, ▲5 or 26億2,850万円, or where there is none one of 該当なし, 調査なし, 未公表, 事業終了, －.");
        }

        private String shown() {
            String shown = text.codePoints()
                    .limit(SHOWN)
                    .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString()
                    .strip();
            return text.codePointCount(0, text.length()) > SHOWN ? shown + "…" : shown;
        }
    }
}
