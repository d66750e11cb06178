package jp.shirube.kpi.collection.form;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an answer, to be written beside it.
 *
 * @param field null where it concerns the row
 */
public record CellFault(
        String item, String component, @Nullable Field field, String ja, String en) {}
