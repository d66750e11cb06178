package jp.shirube.local;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code ./shirube mails}: the mails that the mail server of this machine has taken. */
final class MailsCommand {

    private static final String USAGE = """
            使い方 / usage: ./shirube mails [list | show <番号 / number>]

            標（Shirube）が送ったメールを見ます。この計算機のメールサーバーはどこへも送らず、受け取ったものを取っておきます。
            Shows the mails Shirube has sent. The mail server of this machine sends nothing on; it keeps what it gets.""";

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private MailsCommand() {}

    static int run(Path directory, Voice voice, List<String> arguments) throws IOException {
        if (arguments.isEmpty() || arguments.equals(List.of("list"))) {
            return list(directory, voice);
        }
        if (arguments.size() == 2
                && arguments.get(0).equals("show")
                && arguments.get(1).matches("[0-9]{1,9}")) {
            return show(directory, Integer.parseInt(arguments.get(1)), voice);
        }
        if (arguments.equals(List.of("--help"))) {
            voice.plain(USAGE);
            return 0;
        }
        throw new Refusal(Refusal.USAGE, USAGE);
    }

    private static int list(Path directory, Voice voice) throws IOException {
        List<Path> mails = MailKeeper.mails(directory);
        if (mails.isEmpty()) {
            voice.plain("メールはまだありません / no mails yet");
        }
        for (Path mail : mails) {
            try {
                MimeMessage message = read(mail);
                voice.plain("%4d  %s  %s  %s"
                        .formatted(
                                MailKeeper.number(mail),
                                when(message),
                                addresses(message.getRecipients(Message.RecipientType.TO)),
                                oneLine(message.getSubject())));
            } catch (MessagingException e) {
                voice.plain("%4d  読み取れません / cannot be read: %s".formatted(MailKeeper.number(mail), mail));
            }
        }
        return 0;
    }

    private static int show(Path directory, int number, Voice voice) throws IOException {
        Path mail = MailKeeper.mails(directory).stream()
                .filter(each -> MailKeeper.number(each) == number)
                .findFirst()
                .orElseThrow(() -> new Refusal(Refusal.FAILED, number + "番のメールはありません / there is no mail " + number));
        try {
            MimeMessage message = read(mail);
            voice.plain("差出人 / from: " + addresses(message.getFrom()));
            voice.plain("宛先 / to:     " + addresses(message.getRecipients(Message.RecipientType.TO)));
            voice.plain("日時 / date:   " + when(message));
            voice.plain("件名 / subject: " + oneLine(message.getSubject()));
            voice.plain("");
            String text = text(message);
            voice.plain(text == null ? "（本文なし / no text）" : shown(text));
            voice.plain(mail.toString());
            return 0;
        } catch (MessagingException e) {
            throw new Refusal(Refusal.FAILED, "読み取れません / cannot be read: " + mail, e);
        }
    }

    private static MimeMessage read(Path mail) throws IOException, MessagingException {
        try (InputStream in = Files.newInputStream(mail)) {
            return new MimeMessage(null, in);
        }
    }

    private static @Nullable String text(Part part) throws MessagingException, IOException {
        if (part.isMimeType("text/plain")) {
            return String.valueOf(part.getContent());
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart each = parts.getBodyPart(i);
                String text = text(each);
                if (text != null) {
                    return text;
                }
            }
        }
        return null;
    }

    private static String when(MimeMessage message) throws MessagingException {
        return message.getSentDate() == null
                ? "-"
                : WHEN.format(message.getSentDate().toInstant().atZone(ZoneId.of("Asia/Tokyo")));
    }

    private static String addresses(Address @Nullable [] addresses) {
        return addresses == null
                ? ""
                : Stream.of(addresses)
                        .map(each -> each instanceof InternetAddress internet ? internet.getAddress() : each.toString())
                        .map(MailsCommand::oneLine)
                        .collect(Collectors.joining(", "));
    }

    /** What a mail says must not move the cursor of a terminal. */
    private static String oneLine(@Nullable String text) {
        return text == null ? "" : text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static String shown(String text) {
        return text.replace("\r\n", "\n").replaceAll("[\\p{Cntrl}&&[^\n\t]]", " ");
    }
}
