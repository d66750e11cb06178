package jp.shirube.plan.access;

import org.jspecify.annotations.Nullable;

/**
 * Something odd about a table that may well be meant: told, never refused.
 *
 * @param pointer JSON pointer into the table
 * @param line of the file, from 1; null where it had none
 */
public record Remark(String pointer, @Nullable Integer line, String ja, String en) {}
