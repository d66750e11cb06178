package jp.shirube.plan.municipality;

import org.jspecify.annotations.Nullable;

/**
 * Which 評価基準 grades, from when on.
 *
 * @param rule id of a rule of the municipality or of a preset
 * @param from first 対象年度 it grades; null for all years before the next one's
 */
public record GradedBy(String rule, @Nullable Integer from) {}
