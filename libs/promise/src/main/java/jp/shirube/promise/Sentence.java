package jp.shirube.promise;

/** Something said to people, in both languages. */
public record Sentence(String ja, String en) {}
