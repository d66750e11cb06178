package jp.shirube.kpi.collection.reminder.mail;

import java.util.List;

/** What the templates show. */
record DigestView(String subject, String department, String address, List<Round> rounds) {

    /**
     * @param remaining how far the deadline is
     * @param more how many lines are left out
     * @param count of all that is to be answered
     */
    record Round(
            String title,
            String deadline,
            String remaining,
            boolean late,
            List<Line> returned,
            List<Line> open,
            int more,
            int count) {}

    /** @param reason why it was returned; empty where it was not */
    record Line(String name, String standing, String reason) {}
}
