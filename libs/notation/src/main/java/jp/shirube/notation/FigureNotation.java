package jp.shirube.notation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Figures as plans print them: 延べ114人 (R3～R7), 60.0%以上, 26億2,850万円, 約12%, 2件/年 (R2～6年度), —※. The forms and the
 * decisions behind them are listed in this module's README. Instances are immutable.
 */
public final class FigureNotation {
    private static final int LONGEST = 300;
    private static final String END = "(?=[ ()※、;]|$)";
    private static final String NUMBER = "(?:[0-9]{1,3}(?:,[0-9]{3}){1,7}|[0-9]{1,24})(?:[.][0-9]{1,20})?";

    private static final String NO_UNIT = "以上|以下|以内|未満|超|約|延べ|累計|累積|合計|平均|基準値|現状|無回答|該当なし|なし|調査なし|未公表|事業終了|算定なし";

    private static final Pattern MARKUP = Pattern.compile("</?u>");
    private static final Pattern BETWEEN = Pattern.compile("[ 、;]*");
    private static final Pattern NOTHING =
            Pattern.compile("(?<word>無回答|該当なし|なし|調査なし|未公表|事業終了|算定なし(?:\\(-\\))?|[-=])" + END);
    private static final Pattern RELATIVE = Pattern.compile(
            "(?<to>基準値|現状値?) ?(?:(?<least>以上)|(?<most>以下)|(?<less>未満|より減少)|(?<more>超|より向上|より増加))" + END);
    private static final Pattern QUANTITY = Pattern.compile("(?:(?<label>" + FigurePart.LABEL + "?)[: ]{0,2})??"
            + "(?<words>(?:(?:約|" + FigurePart.GATHERING + ") ?)*)"
            + "(?<sign>[▲△] ?|[-+])?"
            + "(?<steps>(?:" + NUMBER + " ?(?:兆|億|万) ?(?=[0-9]))*)"
            + "(?<number>" + NUMBER + ")"
            + "(?: ?(?<scale>" + Scale.pattern() + "))?"
            + "(?: ?(?!" + NO_UNIT + ")(?<base>" + Unit.BASE + "))?"
            + "(?<perYear> ?/ ?年度?)?"
            + "(?: ?(?<comparator>以上|以下|以内|未満|超え?|を超える))?"
            + "(?:" + END + "|(?<=[%‰])(?=\\p{L}))");
    private static final Pattern STEP = Pattern.compile("(?<number>" + NUMBER + ") ?(?<scale>兆|億|万) ?");
    /** 1 383億円 is no 1 beside 383億円. */
    private static final Pattern ANOTHER_NUMBER = Pattern.compile(" [0-9]");

    private static final Pattern NOTE = Pattern.compile(" ?(?<mark>※[0-9]{0,2})");
    private static final Pattern BRACKET = Pattern.compile(" ?\\((?<inside>[^()]*(?:\\([^()]*\\)[^()]*)*)\\)");
    private static final Pattern WORD_OF_PERIOD = Pattern.compile("(?<period>.*?) ?(?<word>平均|累積|累計|合計|延べ)?");
    private static final Pattern MINUS_A_TERM = Pattern.compile("(?<![A-Za-z])-(?=\\p{L})");

    private final PeriodNotation periods;
    private final Eras eras;

    public FigureNotation(Eras eras) {
        this.eras = eras;
        this.periods = new PeriodNotation(eras);
    }

    /**
     * Reads a cell in which a year without 年 or 年度 is a fiscal year.
     *
     * @throws NotationException if it is no figure; nothing else is thrown
     */
    public Figure parse(String text) {
        return parse(text, PeriodKind.FISCAL_YEAR);
    }

    /**
     * Reads a cell.
     *
     * @param text as printed, in any width, with any of the dashes; an empty text is {@link MissingReason#BLANK}
     * @param bareYearMeans what a year without 年 or 年度 in brackets is
     * @throws NotationException if it is no figure; nothing else is thrown
     */
    public Figure parse(String text, PeriodKind bareYearMeans) {
        if (text.length() > LONGEST) {
            throw new NotationException(NotationProblem.TOO_LONG, text);
        }
        String plain = Characters.spaced(MARKUP.matcher(text).replaceAll("")).replace("CO 2", "CO2");
        if (plain.isEmpty()) {
            return new Figure(text, List.of(nothing(MissingReason.BLANK)));
        }
        List<FigurePart> parts = new ArrayList<>();
        Reading reading = new Reading(text, plain, bareYearMeans);
        while (!reading.atEnd()) {
            parts.add(reading.part(parts));
        }
        return new Figure(text, sharing(parts, reading.withoutPeriod));
    }

    /** 小学校 79.5% 中学校 66.6% (R5年度): the period printed once at the end is that of every labelled part. */
    private static List<FigurePart> sharing(List<FigurePart> parts, Accumulation lastWithoutPeriod) {
        FigurePart last = parts.getLast();
        boolean shared = parts.stream().allMatch(part -> part.label() != null)
                && parts.stream()
                        .limit(parts.size() - 1L)
                        .allMatch(part -> part.period() == null && part.accumulation() == lastWithoutPeriod);
        return shared
                ? parts.stream()
                        .map(part -> part.during(last.accumulation(), last.period()))
                        .toList()
                : parts;
    }

    /** All statements in one regular form, periods in full: 延べ12件(平成30年6月～令和5年3月). {@link #parse} reads it back. */
    public String print(Figure figure) {
        return figure.parts().stream().map(this::print).collect(Collectors.joining("、"));
    }

    /** One statement in its regular form. */
    public String print(FigurePart part) {
        StringBuilder print = new StringBuilder();
        print.append(part.label() == null ? "" : part.label());
        switch (part.content()) {
            case Amount amount -> {
                print.append(part.approximate() ? "約" : "");
                print.append(part.accumulation() == Accumulation.SUM ? "延べ" : "");
                print.append(part.accumulation() == Accumulation.AVERAGE && part.period() == null ? "平均" : "");
                print.append(amount.print(part.decimals()));
                print.append(part.accumulation() == Accumulation.PER_YEAR ? "/年" : "");
                print.append(part.comparator() == null ? "" : part.comparator().word());
            }
            case RelativeGoal relative -> {
                boolean better = part.comparator() == GoalComparator.MORE_THAN;
                print.append(relative.word())
                        .append(
                                better || part.comparator() == null
                                        ? "より向上"
                                        : part.comparator().word());
            }
            case MissingReason reason -> print.append(reason.word());
        }
        print.append(part.footnote() == null ? "" : part.footnote());
        String gathered = (part.period() == null ? "" : periods.print(part.period())) + wordBeside(part);
        print.append(gathered.isEmpty() ? "" : "(" + gathered.strip() + ")");
        if (!part.terms().isEmpty()) {
            print.append(part.terms().stream().map(this::print).collect(Collectors.joining("－", "(", ")")));
        }
        return print.toString();
    }

    /** The word an amount has before it (延べ, 平均) stands beside the period where there is no amount: －(令和3年度～令和7年度 累積). */
    private static String wordBeside(FigurePart part) {
        boolean amount = part.content() instanceof Amount;
        return switch (part.accumulation()) {
            case AVERAGE -> amount && part.period() == null ? "" : " 平均";
            case SUM -> amount ? "" : " 累積";
            case POINT, PER_YEAR, RUNNING -> "";
        };
    }

    private static FigurePart nothing(MissingReason reason) {
        return new FigurePart(null, false, reason, 0, null, Accumulation.POINT, null, null, List.of());
    }

    private static MissingReason reason(String word) {
        return switch (word) {
            case "無回答" -> MissingReason.BLANK;
            case "なし", "該当なし" -> MissingReason.NOT_APPLICABLE;
            case "調査なし" -> MissingReason.NOT_SURVEYED;
            case "未公表" -> MissingReason.NOT_PUBLISHED;
            case "事業終了" -> MissingReason.DISCONTINUED;
            default -> MissingReason.NOT_CALCULATED;
        };
    }

    private static @Nullable GoalComparator comparator(@Nullable String word) {
        return switch (word == null ? "" : word) {
            case "以上" -> GoalComparator.AT_LEAST;
            case "以下", "以内" -> GoalComparator.AT_MOST;
            case "未満" -> GoalComparator.LESS_THAN;
            case "超", "超え", "を超える" -> GoalComparator.MORE_THAN;
            default -> null;
        };
    }

    /** The way through one cell, from left to right. */
    private final class Reading {
        private final String text;
        private final String plain;
        private final PeriodKind bareYearMeans;
        private Accumulation withoutPeriod = Accumulation.POINT;
        private int at;

        Reading(String text, String plain, PeriodKind bareYearMeans) {
            this.text = text;
            this.plain = plain;
            this.bareYearMeans = bareYearMeans;
        }

        boolean atEnd() {
            return at == plain.length();
        }

        FigurePart part(List<FigurePart> before) {
            skip(BETWEEN);
            Matcher m = NOTHING.matcher(plain);
            if (found(m)) {
                return beside(nothing(reason(m.group("word"))));
            }
            m = RELATIVE.matcher(plain);
            if (found(m)) {
                return beside(relative(m));
            }
            m = QUANTITY.matcher(plain);
            if (found(m)) {
                boolean cutInTwo = m.group("base") == null
                        && ANOTHER_NUMBER.matcher(plain.substring(at)).lookingAt();
                if (cutInTwo) {
                    throw refused();
                }
                return beside(quantity(m, before));
            }
            throw refused();
        }

        private FigurePart relative(Matcher m) {
            GoalComparator comparator = m.group("least") != null
                    ? GoalComparator.AT_LEAST
                    : m.group("most") != null
                            ? GoalComparator.AT_MOST
                            : m.group("less") != null ? GoalComparator.LESS_THAN : GoalComparator.MORE_THAN;
            RelativeGoal to = m.group("to").equals("基準値") ? RelativeGoal.BASELINE : RelativeGoal.CURRENT;
            return new FigurePart(null, false, to, 0, comparator, Accumulation.POINT, null, null, List.of());
        }

        private FigurePart quantity(Matcher m, List<FigurePart> before) {
            String label = m.group("label");
            String base = m.group("base") == null ? "" : m.group("base");
            boolean mislabelled = label != null
                    && (!FigurePart.isLabel(label) || eras.findNamed(label).isPresent());
            if (!Unit.isBase(base) || mislabelled) {
                throw refused();
            }
            String words = m.group("words");
            boolean mean = words.contains("平均");
            boolean perYear = m.group("perYear") != null || (!mean && words.contains("年"));
            boolean personTimes =
                    words.contains("延べ") && base.equals(Unit.PERSON) && (perYear || followsOccasions(before));
            boolean sum = !personTimes
                    && (words.contains("延べ") || words.contains("累計") || words.contains("累積") || words.contains("合計"));
            if ((mean ? 1 : 0) + (sum ? 1 : 0) + (perYear ? 1 : 0) > 1) {
                throw refused();
            }
            Accumulation accumulation = mean
                    ? Accumulation.AVERAGE
                    : sum ? Accumulation.SUM : perYear ? Accumulation.PER_YEAR : Accumulation.POINT;
            Amount amount = amount(m, personTimes ? Unit.PERSON_TIMES : base);
            String number = m.group("number");
            int point = number.indexOf('.');
            return new FigurePart(
                    label,
                    words.contains("約"),
                    amount,
                    point < 0 ? 0 : number.length() - point - 1,
                    comparator(m.group("comparator")),
                    accumulation,
                    null,
                    null,
                    List.of());
        }

        /** 29回 延べ1,395人: of the occasions just named, 延べ counts person-times and gathers nothing over years. */
        private boolean followsOccasions(List<FigurePart> before) {
            return !before.isEmpty()
                    && before.getLast().period() == null
                    && before.getLast().accumulation() == Accumulation.POINT
                    && before.getLast().content() instanceof Amount amount
                    && amount.unit().base().equals("回");
        }

        /** 26億2,850万円: every step is smaller than the one before and less than one of it, and whole but the last. */
        private Amount amount(Matcher m, String base) {
            Scale scale = m.group("scale") == null ? Scale.ONE : Scale.ofWord(m.group("scale"));
            BigDecimal sum = BigDecimal.ZERO;
            Scale before = null;
            Matcher step = STEP.matcher(m.group("steps"));
            while (step.find()) {
                Scale next = Scale.ofWord(step.group("scale"));
                sum = sum.add(step(step.group("number"), next, before));
                if (sum.stripTrailingZeros().scale() > -next.powerOfTen()) {
                    throw refused();
                }
                before = next;
            }
            sum = sum.add(step(m.group("number"), scale, before));
            String sign = m.group("sign");
            boolean negative = sign != null && !sign.startsWith("+");
            return new Amount(
                    (negative ? sum.negate() : sum).scaleByPowerOfTen(-scale.powerOfTen()),
                    new Unit(scale, base, before != null));
        }

        private BigDecimal step(String digits, Scale scale, @Nullable Scale before) {
            BigDecimal worth = new BigDecimal(digits.replace(",", "")).scaleByPowerOfTen(scale.powerOfTen());
            boolean downwards = before == null
                    || (scale.powerOfTen() < before.powerOfTen()
                            && worth.compareTo(BigDecimal.ONE.scaleByPowerOfTen(before.powerOfTen())) < 0);
            if (!downwards) {
                throw refused();
            }
            return worth;
        }

        /** The mark of a note and the brackets behind a statement. */
        private FigurePart beside(FigurePart part) {
            withoutPeriod = part.accumulation();
            FigurePart whole = part;
            while (true) {
                Matcher note = NOTE.matcher(plain);
                Matcher bracket = BRACKET.matcher(plain);
                if (whole.footnote() == null && found(note)) {
                    whole = whole.noted(note.group("mark"));
                } else if (found(bracket)) {
                    whole = bracketed(whole, bracket.group("inside"));
                } else {
                    return whole;
                }
            }
        }

        private FigurePart bracketed(FigurePart part, String inside) {
            String[] terms = MINUS_A_TERM.split(inside, -1);
            if (terms.length > 1 && part.terms().isEmpty()) {
                List<FigurePart> read = new ArrayList<>();
                for (String term : terms) {
                    Matcher m = QUANTITY.matcher(term.strip());
                    if (!m.matches() || m.group("label") == null) {
                        throw refused();
                    }
                    read.add(quantity(m, List.of()));
                }
                return part.withTerms(read);
            }
            Matcher m = WORD_OF_PERIOD.matcher(inside);
            if (part.period() != null || !m.matches()) {
                throw refused();
            }
            boolean wordAlone = m.group("period").isEmpty() && m.group("word") != null;
            Period period = wordAlone ? null : period(m.group("period"));
            Accumulation said = switch (m.group("word") == null ? "" : m.group("word")) {
                case "" -> part.accumulation();
                case "平均" -> Accumulation.AVERAGE;
                default -> Accumulation.SUM;
            };
            if (said != part.accumulation() && part.accumulation() != Accumulation.POINT) {
                throw refused();
            }
            boolean runs = period instanceof UntilDay && (said == Accumulation.POINT || said == Accumulation.SUM);
            return part.during(runs ? Accumulation.RUNNING : said, period);
        }

        private Period period(String inside) {
            try {
                return periods.parse(inside, bareYearMeans);
            } catch (NotationException e) {
                throw e.problem() == NotationProblem.NOT_A_PERIOD || e.problem() == NotationProblem.TOO_LONG
                        ? refused()
                        : new NotationException(e.problem(), text);
            }
        }

        private boolean found(Matcher m) {
            if (m.region(at, plain.length()).useTransparentBounds(true).lookingAt()) {
                at = m.end();
                return true;
            }
            return false;
        }

        private void skip(Pattern pattern) {
            Matcher m = pattern.matcher(plain);
            if (found(m) && atEnd()) {
                throw refused();
            }
        }

        private NotationException refused() {
            return new NotationException(NotationProblem.NOT_A_FIGURE, text);
        }
    }
}
