package jp.shirube.local;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/** Passwords, secrets and keys made at the first start and kept in the state directory, readable by its owner only. */
final class Secrets {

    private final Path file;
    private final Properties known = new Properties();

    Secrets(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                known.load(reader);
            }
        }
    }

    /** 48 characters nobody can guess; made when asked for the first time. */
    String of(String name) throws IOException {
        return of(name, () -> {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            return HexFormat.of().formatHex(random);
        });
    }

    synchronized String of(String name, Supplier<String> maker) throws IOException {
        String present = known.getProperty(name);
        if (present != null) {
            return present;
        }
        String made = maker.get();
        known.setProperty(name, made);
        save();
        return made;
    }

    /** What an earlier start made, if it did. */
    synchronized Optional<String> find(String name) {
        return Optional.ofNullable(known.getProperty(name));
    }

    private void save() throws IOException {
        StringWriter text = new StringWriter();
        known.store(text, "made by ./shirube up for this machine alone");
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(part, text.toString());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
