package jp.shirube.kpi.received;

import org.jspecify.annotations.Nullable;

/**
 * What a figure of the indicator is and where it comes from, in the municipality's own words.
 *
 * @param definition 定義; null where none is stated
 * @param source 出典; null where none is stated
 * @param kind null where none is stated
 */
public record Origin(
        @Nullable String definition,
        @Nullable String source,
        @Nullable SourceKind kind) {

    public static final Origin UNSTATED = new Origin(null, null, null);
}
