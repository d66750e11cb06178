package jp.shirube.plan.municipality;

/**
 * Something odd about a document that may well be meant: told, never refused.
 *
 * @param pointer JSON pointer into the document
 * @param line of the document, from 1
 */
public record Warning(String pointer, int line, String ja, String en) {}
