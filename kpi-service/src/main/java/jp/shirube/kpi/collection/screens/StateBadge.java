package jp.shirube.kpi.collection.screens;

/**
 * Where an item is, never told by colour alone.
 *
 * @param code for the stylesheet
 * @param late whether its deadline has passed without an answer
 */
record StateBadge(String code, String symbol, String word, boolean late) {}
