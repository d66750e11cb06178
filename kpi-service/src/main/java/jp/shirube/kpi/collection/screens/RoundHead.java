package jp.shirube.kpi.collection.screens;

import java.time.LocalDate;
import jp.shirube.kpi.collection.Round;

/**
 * The round a page is about.
 *
 * @param href its overview; empty for whom it is not for
 * @param startHref where its municipality's rounds are
 * @param late whether its deadline has passed
 */
record RoundHead(
        String title, String year, String deadline, boolean late, String instructions, String href, String startHref) {

    static RoundHead of(Round round, LocalDate today, boolean overview, Speech speech) {
        return new RoundHead(
                round.title(),
                speech.period(round.year()),
                speech.day(round.deadline()),
                round.isOver(today),
                round.instructions(),
                overview ? Addresses.round(round.municipality(), round.id()) : "",
                Addresses.start(round.municipality()));
    }
}
