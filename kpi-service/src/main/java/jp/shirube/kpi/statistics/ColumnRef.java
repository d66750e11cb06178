package jp.shirube.kpi.statistics;

/** 列: by what stands in the header, or by its place. */
public sealed interface ColumnRef {

    /** As the file's header has it. */
    record Named(String name) implements ColumnRef {}

    /** @param position from 1 */
    record At(int position) implements ColumnRef {}

    /** For people. */
    default String shown() {
        return switch (this) {
            case Named named -> named.name();
            case At at -> "#" + at.position();
        };
    }
}
