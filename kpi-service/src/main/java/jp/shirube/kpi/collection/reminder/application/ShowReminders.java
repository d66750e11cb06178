package jp.shirube.kpi.collection.reminder.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import jp.shirube.kpi.collection.reminder.Post;
import jp.shirube.kpi.collection.reminder.Reminder;
import jp.shirube.kpi.collection.reminder.Reminders;
import org.jspecify.annotations.Nullable;

/** What became of the reminders, and whether there can be any: for the planning office's overview. */
@ApplicationScoped
public class ShowReminders {

    /** Whether departments are reminded at all. */
    public enum Mailing {
        /** 送信する. */
        ON,
        /** 停止中: the operator has switched reminders off. */
        OFF,
        /** メールサーバー未設定: reminders are announced, but not mailed. */
        NO_MAIL_SERVER
    }

    private final Reminders reminders;
    private final Post post;
    private final ReminderSettings settings;

    ShowReminders(Reminders reminders, Post post, ReminderSettings settings) {
        this.reminders = reminders;
        this.post = post;
        this.settings = settings;
    }

    public Mailing mailing() {
        if (!settings.enabled()) {
            return Mailing.OFF;
        }
        return post.isConfigured() ? Mailing.ON : Mailing.NO_MAIL_SERVER;
    }

    /** The newest first. */
    @Transactional
    public List<Reminder> list(String municipality, @Nullable String round, int limit) {
        return reminders.list(municipality, round, limit);
    }
}
