package jp.shirube.report.assessment;

/** Something said to people, in both languages. */
public record Sentence(String ja, String en) {}
