package jp.shirube.kpi.collection.screens;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where each page is. */
final class Addresses {

    private Addresses() {}

    static String start(String municipality) {
        return Answers.START + "/" + encoded(municipality);
    }

    static String round(String municipality, String round) {
        return start(municipality) + "/rounds/" + encoded(round);
    }

    static String department(String municipality, String round, String department) {
        return round(municipality, round) + "/departments/" + encoded(department);
    }

    static String item(String municipality, String round, String item) {
        return round(municipality, round) + "/items/" + encoded(item);
    }

    static String upload(String municipality, String round, String upload) {
        return round(municipality, round) + "/uploads/" + encoded(upload);
    }

    static String uploads(String municipality, String round) {
        return round(municipality, round) + "/uploads";
    }

    static String forms(String municipality, String round) {
        return round(municipality, round) + "/forms";
    }

    static String form(String municipality, String round, String department) {
        return department(municipality, round, department) + "/form";
    }

    static String reminders(String municipality, String round) {
        return round(municipality, round) + "/reminders";
    }

    static String change(String municipality, String round) {
        return round(municipality, round) + "/change";
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
