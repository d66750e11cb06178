package jp.shirube.notation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One statement in a cell: 延べ12件 (H30.6～R4), or 小学校 82.0% of two.
 *
 * @param label what it is of, printed before it (訪問率100%, 小学校 82.0%), null if nothing is
 * @param approximate 約
 * @param content the amount, or what stands in its place
 * @param decimals digits printed after the point, as 10.0% has one though it equals 10%
 * @param comparator 以上・以下・未満・超, null if nothing is printed
 * @param accumulation how the figure gathers
 * @param period the figure's own period as printed beside it, null if nothing is
 * @param footnote the mark of a note (※, ※1), null if there is none
 * @param terms of a difference printed in brackets behind it (転入者数 2,018人－転出者数 2,702人), else empty
 */
public record FigurePart(
        @Nullable String label,
        boolean approximate,
        Content content,
        int decimals,
        @Nullable GoalComparator comparator,
        Accumulation accumulation,
        @Nullable Period period,
        @Nullable String footnote,
        List<FigurePart> terms) {
    static final String GATHERING = "延べ|累計|累積|合計|平均|年間|毎年度|毎年|年";
    static final String LABEL = "[\\p{L}&&[^A-Za-z]][\\p{L}\\p{M}ー々・]{0,29}";
    private static final Pattern LABELS = Pattern.compile(LABEL);
    private static final Pattern NO_LABEL =
            Pattern.compile(".*(?:約|" + GATHERING + ")|(?:以上|以下|以内|未満|超|を).*|(?:毎|隔)?[月週日](?:間)?");
    private static final int MOST_DECIMALS = 40;

    public FigurePart {
        terms = List.copyOf(terms);
        if (label != null && !isLabel(label)) {
            throw new IllegalArgumentException("Not a label: " + label);
        }
        if (decimals < 0 || decimals > MOST_DECIMALS) {
            throw new IllegalArgumentException("Digits after the point: " + decimals);
        }
        if (accumulation == Accumulation.RUNNING && !(period instanceof UntilDay)) {
            throw new IllegalArgumentException("A running figure has the day up to which it runs");
        }
        if (content instanceof RelativeGoal && comparator == null) {
            throw new IllegalArgumentException("A relative goal has a comparator");
        }
        if (footnote != null && !footnote.matches("※[0-9]{0,2}")) {
            throw new IllegalArgumentException("Not the mark of a note: " + footnote);
        }
    }

    /** An amount and nothing beside it. */
    public static FigurePart of(Amount amount) {
        return new FigurePart(
                null,
                false,
                amount,
                Math.max(0, amount.number().scale()),
                null,
                Accumulation.POINT,
                null,
                null,
                List.of());
    }

    public Optional<Amount> findAmount() {
        return content instanceof Amount amount ? Optional.of(amount) : Optional.empty();
    }

    FigurePart during(Accumulation accumulation, @Nullable Period period) {
        return new FigurePart(label, approximate, content, decimals, comparator, accumulation, period, footnote, terms);
    }

    FigurePart noted(String mark) {
        return new FigurePart(label, approximate, content, decimals, comparator, accumulation, period, mark, terms);
    }

    FigurePart withTerms(List<FigurePart> terms) {
        return new FigurePart(label, approximate, content, decimals, comparator, accumulation, period, footnote, terms);
    }

    /** 月1回 and 週3日 are no labelled amounts but a frequency this notation has no word for. */
    static boolean isLabel(String label) {
        return LABELS.matcher(label).matches() && !NO_LABEL.matcher(label).matches();
    }
}
