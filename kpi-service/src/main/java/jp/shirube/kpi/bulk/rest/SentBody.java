package jp.shirube.kpi.bulk.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import jp.shirube.kpi.bulk.application.RecordFile.SentFile;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;

/** A body laid aside whole before anything is done with it: a slow sender holds no transaction, and half a file does nothing. */
public final class SentBody implements AutoCloseable {

    private static final int PIECE = 1 << 16;

    private final Path path;
    private final String sha256;

    private SentBody(Path path, String sha256) {
        this.path = path;
        this.sha256 = sha256;
    }

    /** @param most bytes */
    public static SentBody receive(InputStream body, long most) {
        Path path;
        try {
            path = Files.createTempFile("shirube-bulk", null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (OutputStream file = Files.newOutputStream(path)) {
            return new SentBody(path, copy(body, file, most));
        } catch (IOException e) {
            delete(path);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            delete(path);
            throw e;
        }
    }

    private static String copy(InputStream body, OutputStream file, long most) throws IOException {
        MessageDigest digest = sha256();
        byte[] piece = new byte[PIECE];
        long size = 0;
        for (int read = next(body, piece); read >= 0; read = next(body, piece)) {
            size += read;
            if (size > most) {
                throw new ProblemException(
                        ProblemType.TOO_LARGE,
                        "送れるのは%,dバイトまでです。".formatted(most),
                        "At most %,d bytes can be sent.".formatted(most));
            }
            digest.update(piece, 0, read);
            file.write(piece, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static int next(InputStream body, byte[] piece) {
        try {
            return body.read(piece);
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemType.MALFORMED, "ファイルの途中で送信が途切れました。", "The file broke off while it was sent.");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public SentFile file() {
        return new SentFile(path, sha256, null);
    }

    @Override
    public void close() {
        delete(path);
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
