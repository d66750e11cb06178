package jp.shirube.kpi.received;

import org.jspecify.annotations.Nullable;

/** 内訳. @param unit the indicator's own where null */
public record IndicatorComponent(String name, @Nullable String unit, ComponentRole role) {}
