package jp.shirube.notation;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unit of an amount: a scale and a base (千円 is 1000 × 円; 千t-CO2 is 1000 × t-CO2).
 *
 * @param scale what the number is multiplied by
 * @param base 円, 人, 件, %, t-CO2, MW …, empty for a bare number; any counter word is accepted; 延べ人 are person-times
 * @param mixed written in steps (26億2,850万円); the scale is that of the last step
 */
public record Unit(Scale scale, String base, boolean mixed) {
    private static final int LONGEST = 20;
    /** Person-times: 延べ人, printed before the number (延べ1,395人). */
    static final String PERSON_TIMES = "延べ人";

    static final String PERSON = "人";
    static final String BASE =
            "(?:%|‰|[\\p{L}°](?:[\\p{L}\\p{M}ー々・°]|(?<=[A-Za-z])-(?=[A-Za-z])|(?<=[mO])[23]|/(?!年))*?)";
    private static final Pattern SYMBOL = Pattern.compile("(?<scale>" + Scale.pattern() + ")? ?(?<base>" + BASE + ")?");
    private static final Pattern NO_BASE = Pattern.compile(
            ".*(?:延べ|累計|累積|合計|平均|約|なし|無回答|未公表|事業終了|基準値|現状|以上|以下|以内|未満|程度|前後|ほど|など|から|まで|より|年度|を|超).*|/.*|.*/|(?:"
                    + Scale.pattern() + ").*");
    private static final List<Set<String>> ALIKE =
            List.of(Set.of("人", "名"), Set.of("件", "回"), Set.of("か所", "カ所", "ヵ所", "ケ所", "ヶ所", "箇所", "個所"));

    public Unit {
        if (!isBase(base)) {
            throw new NotationException(NotationProblem.NOT_A_UNIT, base);
        }
    }

    /**
     * The unit of that name.
     *
     * @throws NotationException if the text is no unit
     */
    public static Unit of(String text) {
        if (text.length() > LONGEST) {
            throw new NotationException(NotationProblem.NOT_A_UNIT, text);
        }
        Matcher m = SYMBOL.matcher(Characters.spaced(text).replace("CO 2", "CO2"));
        if (!m.matches()) {
            throw new NotationException(NotationProblem.NOT_A_UNIT, text);
        }
        String scale = m.group("scale");
        String base = m.group("base");
        if (base != null && !isBase(base)) {
            throw new NotationException(NotationProblem.NOT_A_UNIT, text);
        }
        return new Unit(scale == null ? Scale.ONE : Scale.ofWord(scale), base == null ? "" : base, false);
    }

    static boolean isBase(String base) {
        return base.isEmpty()
                || base.equals(PERSON_TIMES)
                || (base.length() <= LONGEST
                        && base.matches(BASE)
                        && !NO_BASE.matcher(base).matches());
    }

    /** 千円, 人, %; of a unit in steps that of the last step. */
    public String symbol() {
        return scale.word() + base;
    }

    /** Without its scale: 円 of 千円. */
    public Unit baseUnit() {
        return new Unit(Scale.ONE, base, false);
    }

    /** Whether amounts convert: the base is the same, whatever the scale. */
    public boolean convertsTo(Unit other) {
        return base.equals(other.base);
    }

    /** Whether the bases mean the same in a plan (人 = 名, 件 = 回, か所 = 箇所). To be asked for, never assumed. */
    public boolean countsLike(Unit other) {
        return convertsTo(other)
                || ALIKE.stream().anyMatch(words -> words.contains(base) && words.contains(other.base));
    }
}
