package jp.shirube.kpi.collection.screens;

/**
 * The round a page is about.
 *
 * @param href its overview; empty for whom it is not for
 * @param startHref where its municipality's rounds are
 * @param late whether its deadline has passed
 */
record RoundHead(
        String title, String year, String deadline, boolean late, String instructions, String href, String startHref) {}
