package jp.shirube.report.portal;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates, checked against what they show when the service is built. */
@CheckedTemplate(basePath = "portal", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class Pages {

    private Pages() {}

    static native TemplateInstance home(HomePage.HomeView view);

    static native TemplateInstance municipality(HomePage.MunicipalityPageView view);

    static native TemplateInstance plan(PlanPage.PlanPageView view);

    static native TemplateInstance indicator(IndicatorPage.IndicatorPageView view);

    static native TemplateInstance handover(HandoverPage.HandoverPageView view);

    static native TemplateInstance error(ErrorView view);
}
