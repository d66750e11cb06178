package jp.shirube.kpi.collection.screens;

import java.util.List;

/**
 * @param faults everything that is wrong, where several things are
 * @param advice what whoever came here can do
 * @param href where to go on
 * @param link what is there
 */
record ErrorScreen(
        int status, String title, String detail, List<String> faults, String advice, String href, String link) {}
