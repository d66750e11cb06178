package jp.shirube.kpi.collection.screens;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates, checked against what they show when the service is built. */
@CheckedTemplate(basePath = "collection", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class CollectionPages {

    private CollectionPages() {}

    static native TemplateInstance start(StartScreen view);

    static native TemplateInstance round(RoundScreen view);

    static native TemplateInstance department(DepartmentScreen view);

    static native TemplateInstance item(ItemScreen view);

    static native TemplateInstance difference(DifferenceScreen view);

    static native TemplateInstance change(ChangeScreen view);

    static native TemplateInstance error(ErrorScreen view);
}
