package jp.shirube.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;

/** The address of a file by its content, so that a browser never keeps an old one. */
public final class Fingerprint {

    private Fingerprint() {}

    /**
     * @param beside a class of the jar the file is in
     * @param address as browsers ask for it: {@code /portal/shirube.css}
     */
    public static String of(Class<?> beside, String address) {
        try (InputStream file = beside.getResourceAsStream("/META-INF/resources" + address)) {
            if (file == null) {
                throw new IllegalStateException(address + " is missing");
            }
            CRC32 sum = new CRC32();
            sum.update(file.readAllBytes());
            return address + "?" + Long.toHexString(sum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
