package jp.shirube.pages;

import io.quarkus.qute.TemplateGlobal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;

/** The one stylesheet, addressed by its content, so that a browser never keeps an old one. */
@TemplateGlobal
public final class Stylesheet {

    public static final String STYLESHEET = "/portal/shirube.css?" + fingerprint();

    private Stylesheet() {}

    private static String fingerprint() {
        try (InputStream css = Stylesheet.class.getResourceAsStream("/META-INF/resources/portal/shirube.css")) {
            if (css == null) {
                throw new IllegalStateException("the stylesheet is missing");
            }
            CRC32 sum = new CRC32();
            sum.update(css.readAllBytes());
            return Long.toHexString(sum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
