package jp.shirube.report.portal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import jp.shirube.notation.CalendarYear;
import jp.shirube.notation.Day;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.notation.Span;
import jp.shirube.notation.UntilDay;
import org.jspecify.annotations.Nullable;

/**
 * Where everything stands in the picture of one indicator: actuals as points, joined only between adjacent years; figures of a
 * span as bars over their span; each target's way from its baseline to its goal; a forecast's interval as a whisker. Everything
 * that is drawn stands in a table too.
 *
 * @param zero height of the zero line, empty when the axis does not cross zero
 */
record Chart(
        int width,
        int height,
        int left,
        int right,
        int top,
        int bottom,
        String unit,
        List<Tick> values,
        List<Tick> years,
        String zero,
        List<SeriesShape> series,
        List<BarShape> bars,
        List<TargetShape> targets,
        List<WhiskerShape> whiskers) {

    private static final int WIDTH = 880;
    private static final int HEIGHT = 400;
    private static final int LEFT = 84;
    private static final int RIGHT = 700;
    private static final int TOP = 40;
    private static final int BOTTOM = 350;
    private static final int YEAR_LABEL = 38;
    private static final BigDecimal LABEL_HEIGHT = BigDecimal.valueOf(16);
    private static final BigDecimal LABEL_WIDTH = BigDecimal.valueOf(110);
    private static final int LABELLED_POINTS = 12;
    /** A whisker stands left of its goal, not on it. */
    private static final BigDecimal BESIDE = BigDecimal.valueOf(14);

    private static final BigDecimal TWO = BigDecimal.TWO;
    /** Shapes differ before colours do. */
    static final int STYLES = 4;

    /** A known figure; {@code series} is empty for the indicator itself, or the name of a part. */
    record Figure(String series, Period period, BigDecimal value, String label) {}

    /**
     * What a target draws.
     *
     * @param number as the legend counts
     * @param baseline null when there is none, or when it is a sum over a span
     */
    record Aim(
            int number,
            @Nullable Period baselinePeriod,
            @Nullable BigDecimal baseline,
            Period goalPeriod,
            BigDecimal goal,
            boolean overSpan,
            String label) {}

    /** A forecast and the interval about it. */
    record Whisker(FiscalYear year, BigDecimal low, BigDecimal value, BigDecimal high, String label) {}

    record Tick(String at, String label) {}

    record SeriesShape(String name, int style, List<String> lines, List<PointShape> points) {}

    /** @param label empty where it would not be readable; {@code labelY} is its baseline */
    record PointShape(String x, String y, String label, String labelY, String title) {}

    record BarShape(String x, String y, String width, String label, String labelX, String labelY) {}

    /**
     * @param path from the baseline to the goal; empty, like its start, when there is only the goal
     * @param bar the goal over its span, when it is summed or averaged
     */
    record TargetShape(
            int number,
            int style,
            String path,
            String startX,
            String startY,
            @Nullable BarShape bar,
            String x,
            String y,
            String label,
            String labelX,
            String labelY) {}

    record WhiskerShape(String path, String x, String y, String label, String labelX, String labelY) {}

    /** Null when there is nothing to draw: no figure that belongs to a time. */
    static @Nullable Chart of(List<Figure> figures, List<Aim> aims, List<Whisker> whiskers, String unit) {
        List<Figure> points = figures.stream()
                .filter(figure -> !(figure.period() instanceof Span) && !(figure.period() instanceof UntilDay))
                .sorted(Comparator.comparing((Figure figure) -> figure.period().lastDay()))
                .toList();
        List<Figure> spans = figures.stream()
                .filter(figure -> figure.period() instanceof Span)
                .toList();
        if (points.isEmpty() && spans.isEmpty() && aims.isEmpty()) {
            return null;
        }
        return new Drawing(points, spans, aims, whiskers).chart(unit);
    }

    private static final class Drawing {

        private final List<Figure> points;
        private final List<Figure> spans;
        private final List<Aim> aims;
        private final List<Whisker> whiskers;
        private final Scale scale;
        private final FiscalYear first;
        private final int count;

        Drawing(List<Figure> points, List<Figure> spans, List<Aim> aims, List<Whisker> whiskers) {
            this.points = points;
            this.spans = spans;
            this.aims = aims;
            this.whiskers = whiskers;
            this.scale = Scale.of(Stream.of(
                            points.stream().map(Figure::value),
                            spans.stream().map(Figure::value),
                            aims.stream().map(Aim::goal),
                            aims.stream().map(Aim::baseline).flatMap(Stream::ofNullable),
                            whiskers.stream().flatMap(whisker -> Stream.of(whisker.low(), whisker.high())),
                            hasBars() ? Stream.of(BigDecimal.ZERO) : Stream.<BigDecimal>empty())
                    .flatMap(values -> values)
                    .toList());
            List<Period> periods = Stream.of(
                            points.stream().map(Figure::period),
                            spans.stream().map(Figure::period),
                            aims.stream().map(Aim::goalPeriod),
                            whiskers.stream().<Period>map(Whisker::year),
                            aims.stream()
                                    .filter(aim -> aim.baseline() != null)
                                    .map(Aim::baselinePeriod)
                                    .flatMap(Stream::ofNullable))
                    .flatMap(all -> all)
                    .toList();
            this.first = periods.stream()
                    .map(Drawing::begins)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            FiscalYear last = periods.stream()
                    .map(Period::fiscalYear)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            this.count = last.year() - first.year() + 1;
        }

        /** A sum is read against zero. */
        private boolean hasBars() {
            return !spans.isEmpty() || aims.stream().anyMatch(Aim::overSpan);
        }

        Chart chart(String unit) {
            List<Tick> values = scale.ticks().stream()
                    .map(tick -> new Tick(y(tick).toPlainString(), Numbers.print(tick)))
                    .toList();
            return new Chart(
                    WIDTH,
                    HEIGHT,
                    LEFT,
                    RIGHT,
                    TOP,
                    BOTTOM,
                    unit,
                    values,
                    yearTicks(),
                    scale.crossesZero() ? y(BigDecimal.ZERO).toPlainString() : "",
                    series(),
                    spans.stream().map(this::bar).toList(),
                    targets(),
                    whiskers.stream().map(this::whisker).toList());
        }

        private static FiscalYear begins(Period period) {
            return period instanceof Span span ? FiscalYear.containing(span.first()) : period.fiscalYear();
        }

        /** Every year has its place; so many are named that the names do not touch. */
        private List<Tick> yearTicks() {
            int every = BigDecimal.valueOf((long) YEAR_LABEL * count)
                    .divide(BigDecimal.valueOf(RIGHT - LEFT), 0, RoundingMode.CEILING)
                    .intValueExact();
            List<Tick> ticks = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                FiscalYear year = first.plusYears(index);
                boolean named = (count - 1 - index) % every == 0;
                ticks.add(new Tick(x(year).toPlainString(), named ? Words.PERIODS.printShort(year) : ""));
            }
            return ticks;
        }

        private List<SeriesShape> series() {
            List<SeriesShape> shapes = new ArrayList<>();
            List<String> names = points.stream().map(Figure::series).distinct().toList();
            for (String name : names) {
                List<Figure> own = points.stream()
                        .filter(point -> point.series().equals(name))
                        .toList();
                shapes.add(new SeriesShape(name, shapes.size() % STYLES, lines(own), points(own)));
            }
            return shapes;
        }

        /** A year nobody measured is a gap, not a slope. */
        private List<String> lines(List<Figure> own) {
            List<String> lines = new ArrayList<>();
            StringBuilder line = new StringBuilder();
            int joined = 0;
            Figure before = null;
            for (Figure point : own) {
                boolean adjacent = before != null
                        && point.period().fiscalYear().year()
                                        - before.period().fiscalYear().year()
                                <= 1;
                if (!adjacent) {
                    if (joined > 1) {
                        lines.add(line.toString());
                    }
                    line.setLength(0);
                    joined = 0;
                }
                line.append(joined == 0 ? "M" : " L")
                        .append(x(point.period()))
                        .append(',')
                        .append(y(point.value()));
                joined++;
                before = point;
            }
            if (joined > 1) {
                lines.add(line.toString());
            }
            return lines;
        }

        private List<PointShape> points(List<Figure> own) {
            List<PointShape> shapes = new ArrayList<>();
            for (int index = 0; index < own.size(); index++) {
                Figure point = own.get(index);
                boolean labelled = own.size() <= LABELLED_POINTS || index == own.size() - 1 || index == 0;
                BigDecimal y = y(point.value());
                String title = Words.PERIODS.printShort(point.period()) + " " + point.label();
                shapes.add(new PointShape(
                        x(point.period()).toPlainString(),
                        y.toPlainString(),
                        labelled ? point.label() : "",
                        y.subtract(BigDecimal.valueOf(11)).toPlainString(),
                        point.series().isEmpty() ? title : point.series() + " " + title));
            }
            return shapes;
        }

        private BarShape bar(Figure figure) {
            return bar((Span) figure.period(), figure.value(), figure.label());
        }

        private BarShape bar(Span span, BigDecimal value, String label) {
            BigDecimal from = edge(FiscalYear.containing(span.first()));
            BigDecimal to = edge(span.fiscalYear().plusYears(1));
            BigDecimal y = y(value);
            return new BarShape(
                    from.toPlainString(),
                    y.subtract(BigDecimal.valueOf(4)).toPlainString(),
                    to.subtract(from).toPlainString(),
                    label,
                    from.add(to).divide(TWO, 1, RoundingMode.HALF_UP).toPlainString(),
                    y.subtract(BigDecimal.valueOf(9)).toPlainString());
        }

        private WhiskerShape whisker(Whisker whisker) {
            BigDecimal x = x(whisker.year()).subtract(BESIDE);
            BigDecimal low = y(whisker.low());
            BigDecimal high = y(whisker.high());
            BigDecimal value = y(whisker.value());
            BigDecimal left = x.subtract(BigDecimal.valueOf(5));
            return new WhiskerShape(
                    "M" + left + "," + high + " h10 M" + left + "," + low + " h10 M" + x + "," + low + " V" + high,
                    x.toPlainString(),
                    value.toPlainString(),
                    whisker.label(),
                    x.toPlainString(),
                    low.add(BigDecimal.valueOf(17)).toPlainString());
        }

        /** Labels of goals stand right of their points and give way downwards to those beside them. */
        private List<TargetShape> targets() {
            List<TargetShape> shapes = new ArrayList<>();
            List<Aim> fromTheTop = aims.stream()
                    .sorted(Comparator.comparing(Aim::goal).reversed().thenComparing(Aim::number))
                    .toList();
            for (Aim aim : fromTheTop) {
                BigDecimal x = x(aim.goalPeriod().fiscalYear());
                BigDecimal y = y(aim.goal());
                BigDecimal labelY = y.add(BigDecimal.valueOf(5));
                for (TargetShape above : shapes) {
                    BigDecimal taken = new BigDecimal(above.labelY());
                    boolean beside = new BigDecimal(above.x()).subtract(x).abs().compareTo(LABEL_WIDTH) < 0;
                    if (beside && labelY.subtract(taken).compareTo(LABEL_HEIGHT) < 0) {
                        labelY = taken.add(LABEL_HEIGHT);
                    }
                }
                Start start = start(aim);
                shapes.add(new TargetShape(
                        aim.number(),
                        (aim.number() - 1) % STYLES,
                        start == null ? "" : "M" + start.x() + "," + start.y() + " L" + x + "," + y,
                        start == null ? "" : start.x().toPlainString(),
                        start == null ? "" : start.y().toPlainString(),
                        aim.overSpan() && aim.goalPeriod() instanceof Span span ? bar(span, aim.goal(), "") : null,
                        x.toPlainString(),
                        y.toPlainString(),
                        aim.label(),
                        x.add(BigDecimal.valueOf(11)).toPlainString(),
                        labelY.toPlainString()));
            }
            return shapes.stream()
                    .sorted(Comparator.comparing(TargetShape::number))
                    .toList();
        }

        private record Start(BigDecimal x, BigDecimal y) {}

        private @Nullable Start start(Aim aim) {
            Period period = aim.baselinePeriod();
            BigDecimal value = aim.baseline();
            return period == null || value == null || aim.overSpan()
                    ? null
                    : new Start(x(period.fiscalYear()), y(value));
        }

        private BigDecimal y(BigDecimal value) {
            return scale.fromTop(value, BOTTOM - TOP).add(BigDecimal.valueOf(TOP));
        }

        /** A year stands in the middle of its column; a day where it falls in its year. */
        private BigDecimal x(Period period) {
            return switch (period) {
                case FiscalYear year -> middle(year);
                case CalendarYear year -> middle(year.fiscalYear());
                case Day day -> {
                    FiscalYear year = day.fiscalYear();
                    BigDecimal days = BigDecimal.valueOf(ChronoUnit.DAYS.between(year.first(), day.date()));
                    BigDecimal all = BigDecimal.valueOf(ChronoUnit.DAYS.between(
                            year.first(), year.plusYears(1).first()));
                    yield edge(year)
                            .add(days.multiply(column()).divide(all, 1, RoundingMode.HALF_UP))
                            .setScale(1, RoundingMode.HALF_UP);
                }
                case Span span -> middle(span.fiscalYear());
                case UntilDay until -> middle(until.fiscalYear());
            };
        }

        private BigDecimal middle(FiscalYear year) {
            return edge(year).add(column().divide(TWO, 1, RoundingMode.HALF_UP)).setScale(1, RoundingMode.HALF_UP);
        }

        private BigDecimal edge(FiscalYear year) {
            return BigDecimal.valueOf(year.year() - (long) first.year())
                    .multiply(BigDecimal.valueOf(RIGHT - LEFT))
                    .divide(BigDecimal.valueOf(count), 1, RoundingMode.HALF_UP)
                    .add(BigDecimal.valueOf(LEFT));
        }

        private BigDecimal column() {
            return BigDecimal.valueOf(RIGHT - LEFT).divide(BigDecimal.valueOf(count), 4, RoundingMode.HALF_UP);
        }
    }
}
