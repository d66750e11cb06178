package jp.shirube.kpi.collection.reminder.mail;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates, checked when the service is built. */
@CheckedTemplate(basePath = "reminder", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class ReminderMails {

    private ReminderMails() {}

    static native TemplateInstance textJa(DigestView digest);

    static native TemplateInstance textEn(DigestView digest);

    static native TemplateInstance htmlJa(DigestView digest);

    static native TemplateInstance htmlEn(DigestView digest);
}
