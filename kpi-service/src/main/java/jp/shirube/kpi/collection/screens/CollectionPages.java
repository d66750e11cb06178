package jp.shirube.kpi.collection.screens;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates, checked against what they show when the service is built. */
@CheckedTemplate(basePath = "collection", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class CollectionPages {

    private CollectionPages() {}

    static native TemplateInstance start(StartView view);

    static native TemplateInstance round(RoundView view);

    static native TemplateInstance department(DepartmentView view);

    static native TemplateInstance item(ItemView view);

    static native TemplateInstance difference(DifferenceView view);

    static native TemplateInstance error(ErrorView view);
}
