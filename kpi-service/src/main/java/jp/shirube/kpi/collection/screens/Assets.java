package jp.shirube.kpi.collection.screens;

import io.quarkus.qute.TemplateGlobal;
import jp.shirube.pages.Fingerprint;

/** What forms need beside the stylesheet of all pages. */
@TemplateGlobal
final class Assets {

    static final String FORMS = Fingerprint.of(Assets.class, "/collection/forms.css");
    static final String SAVING = Fingerprint.of(Assets.class, "/collection/saving.js");

    private Assets() {}
}
