package jp.shirube.promise.rule;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Bounds in percent; at least one is given, at most one of each side. */
public record Bounds(
        @Nullable BigDecimal atLeast,
        @Nullable BigDecimal moreThan,
        @Nullable BigDecimal atMost,
        @Nullable BigDecimal below) {}
