package jp.shirube.notation;

import java.util.stream.Collectors;

/** A figure in one line of approved text: what it says, without how it was spelt. */
final class CompactFigure {
    private CompactFigure() {}

    static String of(Figure figure) {
        return figure.parts().stream().map(CompactFigure::of).collect(Collectors.joining(" | "));
    }

    private static String of(FigurePart part) {
        StringBuilder text = new StringBuilder(part.label() == null ? "" : part.label() + ": ");
        text.append(part.approximate() ? "about " : "");
        text.append(part.accumulation() == Accumulation.POINT ? "" : part.accumulation() + " ");
        text.append(part.comparator() == null ? "" : part.comparator() + " ");
        text.append(
                switch (part.content()) {
                    case Amount a ->
                        a.number().toPlainString() + " " + (a.unit().mixed() ? "…" : "")
                                + a.unit().symbol();
                    case RelativeGoal r -> r.name();
                    case MissingReason r -> r.name();
                });
        text.append(part.footnote() == null ? "" : " " + part.footnote());
        text.append(part.period() == null ? "" : " @" + part.period().canonical());
        text.append(
                part.terms().isEmpty()
                        ? ""
                        : part.terms().stream().map(CompactFigure::of).collect(Collectors.joining(" - ", " {", "}")));
        return text.toString().strip();
    }
}
