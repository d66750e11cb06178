package jp.shirube.kpi.actual;

/** What a request did and the state it left. */
public record Answer(Outcome outcome, Revision revision) {}
