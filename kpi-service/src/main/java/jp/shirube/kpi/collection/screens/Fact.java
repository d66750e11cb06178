package jp.shirube.kpi.collection.screens;

/** Something to be known, and its name. */
record Fact(String name, String text) {}
