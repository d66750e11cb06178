package jp.shirube.kpi.collection.screens;

/** One of what can be chosen in a form. */
record Choice(String value, String word, boolean chosen) {}
