package jp.shirube.kpi.collection.form;

/**
 * A filled cell of a form that came back.
 *
 * @param reference as people see it, K12
 * @param text what stands there
 */
public record ReadCell(String reference, String text) {}
