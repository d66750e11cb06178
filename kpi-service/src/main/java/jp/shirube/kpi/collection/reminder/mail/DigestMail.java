package jp.shirube.kpi.collection.reminder.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import jp.shirube.kpi.collection.reminder.Contact;
import jp.shirube.kpi.collection.reminder.DepartmentWork;
import jp.shirube.kpi.collection.reminder.Digest;
import jp.shirube.kpi.collection.reminder.Letter;
import jp.shirube.kpi.collection.reminder.OpenItem;
import jp.shirube.problem.Language;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The words of a reminder, in the contact's language: plain text, and the same as HTML. */
@ApplicationScoped
class DigestMail {

    /** A mail is a reminder, not the form. */
    private static final int MOST_LINES = 200;

    private static final DateTimeFormatter DAY_JA = DateTimeFormatter.ofPattern("uuuu年M月d日（E）", Locale.JAPANESE);
    private static final DateTimeFormatter DAY_EN = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);

    private final String baseUrl;
    private final String page;

    DigestMail(
            @ConfigProperty(name = "shirube.collection.base-url") String baseUrl,
            @ConfigProperty(name = "shirube.collection.department-page") String page) {
        this.baseUrl = baseUrl;
        this.page = page;
    }

    Mail write(Letter letter) {
        Contact contact = letter.contact();
        DigestView view = view(letter, contact.language());
        return new Mail()
                .setTo(contact.addresses())
                .setSubject(view.subject())
                .addHeader("Auto-Submitted", "auto-generated")
                .setText(text(view, contact.language()).render())
                .setHtml(html(view, contact.language()).render());
    }

    private static TemplateInstance text(DigestView view, Language language) {
        return switch (language) {
            case JA -> ReminderMails.textJa(view);
            case EN -> ReminderMails.textEn(view);
        };
    }

    private static TemplateInstance html(DigestView view, Language language) {
        return switch (language) {
            case JA -> ReminderMails.htmlJa(view);
            case EN -> ReminderMails.htmlEn(view);
        };
    }

    private DigestView view(Letter letter, Language language) {
        Digest digest = letter.digest();
        String department = letter.departmentName();
        List<DigestView.Round> rounds = digest.works().stream()
                .map(work -> round(work, digest.day(), language))
                .toList();
        return new DigestView(
                oneLine(subject(digest, rounds, department, language)), department, address(digest), rounds);
    }

    private static String subject(Digest digest, List<DigestView.Round> rounds, String department, Language language) {
        boolean late = digest.works().stream().anyMatch(work -> work.isLateOn(digest.day()));
        String title = rounds.getFirst().title()
                + (rounds.size() == 1
                        ? ""
                        : language.choose("ほか" + (rounds.size() - 1) + "件", " and " + (rounds.size() - 1) + " more"));
        return language.choose(
                (late ? "【回答期限超過】" : "【回答のお願い】") + title + "（" + department + "）",
                (late ? "[Overdue] " : "[Please answer] ") + title + " (" + department + ")");
    }

    private static DigestView.Round round(DepartmentWork work, LocalDate day, Language language) {
        List<DigestView.Line> returned =
                work.returned().stream().map(item -> line(item, language)).toList();
        List<DigestView.Line> open =
                work.notReturned().stream().map(item -> line(item, language)).toList();
        return new DigestView.Round(
                oneLine(work.title()),
                work.deadline().format(language == Language.JA ? DAY_JA : DAY_EN),
                remaining(work, day, language),
                work.isLateOn(day),
                returned.stream().limit(MOST_LINES).toList(),
                open.stream().limit(MOST_LINES).toList(),
                Math.max(0, returned.size() - MOST_LINES) + Math.max(0, open.size() - MOST_LINES),
                work.items().size());
    }

    private static String remaining(DepartmentWork work, LocalDate day, Language language) {
        long days = ChronoUnit.DAYS.between(day, work.deadline());
        if (days == 0) {
            return language.choose("本日が期限です", "today");
        }
        return days > 0
                ? language.choose("あと" + days + "日", days == 1 ? "1 day left" : days + " days left")
                : language.choose(-days + "日過ぎています", days == -1 ? "1 day ago" : -days + " days ago");
    }

    private static DigestView.Line line(OpenItem item, Language language) {
        String standing = switch (item.standing()) {
            case OPEN -> language.choose("未入力", "not begun");
            case DRAFTED -> language.choose("入力中", "draft");
            case APPROVED -> language.choose("課長確認済み・未提出", "approved, not submitted");
            case RETURNED -> language.choose("差戻し", "returned");
            case REOPENED -> language.choose("再開", "reopened");
        };
        String reason = item.returnReason();
        return new DigestView.Line(oneLine(item.name()), standing, reason == null ? "" : oneLine(reason));
    }

    private String address(Digest digest) {
        return baseUrl
                + page.replace("{municipality}", encoded(digest.municipality()))
                        .replace("{department}", encoded(digest.department()));
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A subject of two lines would be two headers. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }
}
