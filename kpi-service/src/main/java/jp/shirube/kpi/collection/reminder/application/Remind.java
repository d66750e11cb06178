package jp.shirube.kpi.collection.reminder.application;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.kpi.collection.reminder.Announcements;
import jp.shirube.kpi.collection.reminder.Contact;
import jp.shirube.kpi.collection.reminder.Contacts;
import jp.shirube.kpi.collection.reminder.DepartmentWork;
import jp.shirube.kpi.collection.reminder.Digest;
import jp.shirube.kpi.collection.reminder.Letter;
import jp.shirube.kpi.collection.reminder.OpenWork;
import jp.shirube.kpi.collection.reminder.Post;
import jp.shirube.kpi.collection.reminder.Post.Delivery;
import jp.shirube.kpi.collection.reminder.Reminder;
import jp.shirube.kpi.collection.reminder.Reminders;
import jp.shirube.kpi.collection.reminder.Reminders.LastReminder;
import jp.shirube.kpi.collection.reminder.Reminders.Turnout;
import jp.shirube.kpi.received.Reporting;
import jp.shirube.outbox.OwnTopic;

/**
 * Reminds departments every morning, and after being down. A row is claimed and announced before any mail is sent, so that
 * neither a second replica nor a crash reminds anybody twice; a mail that fails is tried again during the day.
 */
@ApplicationScoped
public class Remind {

    /** Longer than {@link Post} ever takes. */
    private static final Duration SENDING_ENDS_WITHIN = Duration.ofMinutes(10);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** A mail server that is away is not asked for every department. */
    private static final int FAILURES_AT_ONCE = 3;

    private final OpenWork openWork;
    private final Reminders reminders;
    private final Contacts contacts;
    private final Reporting reporting;
    private final Announcements announcements;
    private final Post post;
    private final ReminderSettings settings;
    private final OwnTopic ownTopic;
    private final Clock clock;
    private final AtomicBoolean saidThatThereIsNoServer = new AtomicBoolean();

    Remind(
            OpenWork openWork,
            Reminders reminders,
            Contacts contacts,
            Reporting reporting,
            Announcements announcements,
            Post post,
            ReminderSettings settings,
            OwnTopic ownTopic,
            Clock clock) {
        this.openWork = openWork;
        this.reminders = reminders;
        this.contacts = contacts;
        this.reporting = reporting;
        this.announcements = announcements;
        this.post = post;
        this.settings = settings;
        this.ownTopic = ownTopic;
        this.clock = clock;
    }

    /**
     * Every few minutes as well: the morning may find the database, or the service itself, away. After a restore nobody is
     * reminded before it is known who was.
     */
    @Scheduled(
            cron = "{shirube.reminders.cron}",
            timeZone = "Asia/Tokyo",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Scheduled(
            every = "{shirube.reminders.every}",
            delayed = "{shirube.reminders.delayed}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void happen() {
        if (settings.enabled() && ownTopic.isCaughtUp() && !LocalTime.now(clock).isBefore(settings.at())) {
            InTheNameOf.theSystem(() -> {
                LocalDate day = LocalDate.now(clock);
                remind(openWork.of(day), day);
            });
        }
    }

    /** @param works what is open that day; whoever is not to be reminded on it is passed over */
    public void remind(List<DepartmentWork> works, LocalDate day) {
        QuarkusTransaction.requiringNew().run(() -> claim(works, day));
        send(day);
    }

    private void claim(List<DepartmentWork> works, LocalDate day) {
        if (!reminders.takeTurn()) {
            return;
        }
        for (DepartmentWork work : works) {
            Optional<LastReminder> last = reminders.findLast(work.municipality(), work.round(), work.department());
            LocalDate lastDay = last.map(LastReminder::day).orElse(null);
            if (settings.plan()
                    .dueOn(day, work.openedOn(), work.deadline(), lastDay)
                    .isEmpty()) {
                continue;
            }
            long version = last.map(LastReminder::version).orElse(0L) + 1;
            Reminder reminder = Reminder.due(work, day, version, now());
            if (reminders.add(reminder)) {
                announcements.announce(reminder);
            }
        }
    }

    private void send(LocalDate day) {
        if (!post.isConfigured()) {
            if (saidThatThereIsNoServer.compareAndSet(false, true)) {
                Log.warn("reminders are not mailed: no mail server is configured (quarkus.mailer.host)");
            }
            return;
        }
        QuarkusTransaction.requiringNew().run(() -> reminders.giveUpSendingSince(now().minus(SENDING_ENDS_WITHIN)));
        int failures = 0;
        while (failures < FAILURES_AT_ONCE) {
            Taken taken = QuarkusTransaction.requiringNew().call(() -> take(day));
            switch (taken) {
                case Taken.Nothing nothing -> {
                    return;
                }
                case Taken.NobodyToSendTo nobody -> {}
                case Taken.Mail mail -> {
                    Delivery delivery = post.send(mail.letter());
                    failures = delivery instanceof Delivery.Sent ? 0 : failures + 1;
                    QuarkusTransaction.requiringNew().run(() -> record(mail.letter(), delivery));
                }
            }
        }
    }

    private sealed interface Taken {

        record Nothing() implements Taken {}

        record NobodyToSendTo() implements Taken {}

        record Mail(Letter letter) implements Taken {}
    }

    private Taken take(LocalDate day) {
        reminders.takeTurnOfSending();
        Optional<Digest> next = reminders.findNextToSend(day, now());
        if (next.isEmpty()) {
            return new Taken.Nothing();
        }
        Digest digest = next.get();
        Optional<Contact> contact = contacts.of(digest.municipality()).find(digest.department());
        if (contact.isEmpty()) {
            reminders.move(digest, Reminder.State.NO_CONTACT, now(), new Turnout(0, null, now().plus(FIRST_PAUSE)));
            return new Taken.NobodyToSendTo();
        }
        reminders.move(digest, Reminder.State.SENDING, now(), Turnout.NONE);
        String department = reporting.departments(digest.municipality()).nameOn(digest.department(), digest.day());
        return new Taken.Mail(new Letter(digest, department, contact.get()));
    }

    private void record(Letter letter, Delivery delivery) {
        switch (delivery) {
            case Delivery.Sent sent ->
                reminders.move(
                        letter.digest(),
                        Reminder.State.SENT,
                        now(),
                        new Turnout(letter.contact().addresses().size(), null, null));
            case Delivery.Failed failed -> {
                Log.warn("a reminder of " + place(letter) + " was not sent: " + failed.why());
                reminders.move(
                        letter.digest(),
                        Reminder.State.FAILED,
                        now(),
                        new Turnout(0, failed.why(), now().plus(pause(letter.digest()))));
            }
            case Delivery.Uncertain uncertain -> {
                Log.warn("nobody knows whether a reminder of " + place(letter) + " was sent: " + uncertain.why());
                reminders.move(letter.digest(), Reminder.State.UNKNOWN, now(), new Turnout(0, uncertain.why(), null));
            }
        }
    }

    private static String place(Letter letter) {
        return letter.digest().municipality() + "/" + letter.digest().department();
    }

    private Duration pause(Digest digest) {
        long minutes = FIRST_PAUSE.toMinutes() << Math.min(digest.attempts(), 10);
        return minutes < LONGEST_PAUSE.toMinutes() ? Duration.ofMinutes(minutes) : LONGEST_PAUSE;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
