package jp.shirube.kpi.collection.reminder.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalTime;
import java.util.List;
import jp.shirube.kpi.collection.reminder.ReminderPlan;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the operator says about reminders: {@code shirube.reminders.*}, described in docs/reminders.md. */
@ApplicationScoped
public class ReminderSettings {

    private final boolean enabled;
    private final LocalTime at;
    private final ReminderPlan plan;

    ReminderSettings(
            @ConfigProperty(name = "shirube.reminders.enabled") boolean enabled,
            @ConfigProperty(name = "shirube.reminders.at") LocalTime at,
            @ConfigProperty(name = "shirube.reminders.days-before") List<Integer> daysBefore,
            @ConfigProperty(name = "shirube.reminders.days-after") int daysAfter,
            @ConfigProperty(name = "shirube.reminders.then-every") int thenEvery) {
        this.enabled = enabled;
        this.at = at;
        this.plan = new ReminderPlan(daysBefore, daysAfter, thenEvery, ReminderPlan.USUAL.madeUpWithin());
    }

    public boolean enabled() {
        return enabled;
    }

    /** From when on, every day, in Tokyo. */
    public LocalTime at() {
        return at;
    }

    public ReminderPlan plan() {
        return plan;
    }
}
