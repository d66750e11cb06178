package jp.shirube.kpi.collection.reminder.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import jp.shirube.kpi.collection.reminder.Letter;
import jp.shirube.kpi.collection.reminder.Post;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** By SMTP to the operator's mail server: {@code quarkus.mailer.*}. */
@ApplicationScoped
class MailPost implements Post {

    /** What {@code quarkus.mailer.host} is until somebody says otherwise; a name that never is one (RFC 6761). */
    private static final String NOWHERE = "not-configured.invalid";

    /** Longer than it takes to find out that nobody is there. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int LONGEST_ERROR = 500;

    private final ReactiveMailer mailer;
    private final DigestMail digestMail;
    private final String host;

    MailPost(ReactiveMailer mailer, DigestMail digestMail, @ConfigProperty(name = "quarkus.mailer.host") String host) {
        this.mailer = mailer;
        this.digestMail = digestMail;
        this.host = host;
    }

    @Override
    public boolean isConfigured() {
        return !host.equals(NOWHERE);
    }

    @Override
    public Delivery send(Letter letter) {
        try {
            Mail mail = digestMail.write(letter);
            mailer.send(mail).await().atMost(PATIENCE);
            return new Delivery.Sent();
        } catch (TimeoutException e) {
            return new Delivery.Uncertain("the mail server says nothing");
        } catch (RuntimeException e) {
            return new Delivery.Failed(shown(e));
        }
    }

    private static String shown(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text =
                String.valueOf(root.getMessage()).replaceAll("\\p{Cntrl}+", " ").strip();
        return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) + "…" : text;
    }
}
