package jp.shirube.kpi.collection.application;

import jp.shirube.problem.Fault;

/**
 * Something about an answer that is wrong, or asks for a word of explanation.
 *
 * @param refused whether the answer cannot be sent in with it
 */
public record Finding(boolean refused, Fault fault) {}
