package jp.shirube.notation;

import java.util.List;

/**
 * What one printed cell says (表のセル): mostly one statement, sometimes several (小学校 82.0% 中学校 70.0%; 29回
 * 延べ1,395人; an old and a new value side by side).
 *
 * @param printed the cell as it came, unchanged
 * @param parts what it says, in order, at least one; an empty cell says {@link MissingReason#BLANK}
 */
public record Figure(String printed, List<FigurePart> parts) {
    public Figure {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("A figure says something");
        }
    }

    /**
     * The only statement of the cell.
     *
     * @throws NotationException if there are several
     */
    public FigurePart single() {
        if (parts.size() > 1) {
            throw new NotationException(NotationProblem.NOT_A_FIGURE, printed);
        }
        return parts.getFirst();
    }
}
