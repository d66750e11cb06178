package jp.shirube.plan.edition;

import org.jspecify.annotations.Nullable;

/**
 * A department as an edition prints it.
 *
 * @param printed 政策企画課ほか, 関係各課
 * @param department its id; null for a collective word
 */
public record PlacedDepartment(String printed, @Nullable String department) {}
