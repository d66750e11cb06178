package jp.shirube.kpi.collection.form;

/**
 * An earlier figure shown beside what is asked (前回値).
 *
 * @param label its period as printed, 令和6年度
 * @param value as printed; "" where nothing was stated
 */
public record LastYear(String label, String value) {}
