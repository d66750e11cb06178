package jp.shirube.kpi.collection.screens;

import java.util.List;

/**
 * What may still be changed of a round that is open.
 *
 * @param version the state of it that is shown; whoever saves says which they saw
 */
record ChangeScreen(
        RoundHead round,
        String here,
        String version,
        String title,
        String deadline,
        String instructions,
        boolean approval,
        List<Refusal> refusals) {}
