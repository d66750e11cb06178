package jp.shirube.pages;

import io.quarkus.qute.TemplateGlobal;

/** The one stylesheet of all pages. */
@TemplateGlobal
public final class Stylesheet {

    public static final String STYLESHEET = Fingerprint.of(Stylesheet.class, "/portal/shirube.css");

    private Stylesheet() {}
}
