package jp.shirube.local;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Stream;

/**
 * A mail server (SMTP) of this machine that takes every mail, keeps it as a file and sends none on: {@code 000001.eml},
 * {@code 000002.eml} … as they came, one file for all addressees of a mail.
 */
public final class MailKeeper implements AutoCloseable {

    private static final String SUFFIX = ".eml";
    private static final String EVERYBODY = "everybody@localhost";

    private final Path directory;
    private final GreenMail server;
    private final Set<MovingMessage> kept = Collections.newSetFromMap(new WeakHashMap<>());

    private MailKeeper(int port, Path directory) {
        this.directory = directory;
        this.server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
                .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
    }

    /** @param directory where the mails are kept; ours alone, since they are other people's letters */
    public static MailKeeper start(int port, Path directory) throws IOException {
        Directories.ours(directory);
        MailKeeper keeper = new MailKeeper(port, directory);
        try {
            keeper.server.start();
            UserManager users = keeper.server.getUserManager();
            GreenMailUser everybody = users.createUser(EVERYBODY, EVERYBODY, "");
            users.setMessageDeliveryHandler((message, addressee) -> {
                keeper.keep(message);
                return everybody;
            });
        } catch (UserException | RuntimeException e) {
            throw new IOException("the mail server does not start on port " + port + ": " + e.getMessage(), e);
        }
        return keeper;
    }

    /** Every mail that was kept, in the order they came. */
    public static List<Path> mails(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]{6,}[.]eml"))
                    .sorted()
                    .toList();
        }
    }

    /** Number of a mail that was kept. */
    static int number(Path mail) {
        return Integer.parseInt(mail.getFileName().toString().replace(SUFFIX, ""));
    }

    /** Called once for each addressee. */
    private synchronized void keep(MovingMessage message) throws MessagingException {
        if (!kept.add(message)) {
            return;
        }
        try {
            List<Path> before = mails(directory);
            int number = before.isEmpty() ? 1 : number(before.getLast()) + 1;
            Path coming = directory.resolve("coming");
            try (OutputStream out = Files.newOutputStream(coming)) {
                message.getMessage().writeTo(out);
            }
            Files.move(
                    coming,
                    directory.resolve(String.format(Locale.ROOT, "%06d%s", number, SUFFIX)),
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
