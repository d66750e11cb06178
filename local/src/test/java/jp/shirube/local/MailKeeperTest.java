package jp.shirube.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailKeeperTest {

    @TempDir
    private Path temporary = Path.of("");

    private final int port = Ports.free();

    @Test
    void aMailToTwoPeopleIsKeptOnceAndCanBeRead() throws Exception {
        Path mails = temporary.resolve("mails");
        try (MailKeeper keeper = MailKeeper.start(port, mails)) {
            send("【回答のお願い】実績照会", "danjo@city.example.lg.jp", "kacho@city.example.lg.jp");
            send("【回答期限超過】実績照会", "danjo@city.example.lg.jp");
        }

        assertEquals(2, MailKeeper.mails(mails).size());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(mails)));
        String list = said(mails, "list");
        assertTrue(list.contains("danjo@city.example.lg.jp, kacho@city.example.lg.jp  【回答のお願い】実績照会"), list);
        assertTrue(list.contains("   2  ") && list.contains("【回答期限超過】"), list);
        String shown = said(mails, "show", "2");
        assertTrue(shown.contains("件名 / subject: 【回答期限超過】実績照会"), shown);
        assertTrue(shown.contains("提出をお願いします。"), shown);
        assertFalse(shown.contains("\u001b"), "nothing in a mail moves the cursor");
    }

    @Test
    void numbersGoOnAfterARestart() throws Exception {
        try (MailKeeper keeper = MailKeeper.start(port, temporary)) {
            send("一通目", "danjo@city.example.lg.jp");
        }
        try (MailKeeper keeper = MailKeeper.start(port, temporary)) {
            send("二通目", "danjo@city.example.lg.jp");
        }

        assertEquals(
                List.of("000001.eml", "000002.eml"),
                MailKeeper.mails(temporary).stream()
                        .map(mail -> mail.getFileName().toString())
                        .toList());
    }

    @Test
    void whoAsksForAMailThatIsNotThereIsTold() {
        Refusal refusal = assertThrows(Refusal.class, () -> said(temporary, "show", "7"));
        assertEquals(Refusal.FAILED, refusal.exitCode());
        assertEquals(
                Refusal.USAGE,
                assertThrows(Refusal.class, () -> said(temporary, "delete")).exitCode());
    }

    private void send(String subject, String... to) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("shirube@localhost"));
        for (String each : to) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(each));
        }
        message.setSubject(subject, "UTF-8");
        message.setText("提出をお願いします。\u001b[2J", "UTF-8");
        Transport.send(message);
    }

    private static String said(Path mails, String... arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MailsCommand.run(mails, new Voice(new PrintStream(out, true, StandardCharsets.UTF_8)), List.of(arguments));
        return out.toString(StandardCharsets.UTF_8);
    }
}
