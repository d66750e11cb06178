package jp.shirube.kpi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** ASVS 5.0 1.2.5, 1.3.2, 1.5.1, 1.5.2: the service and its libraries; what runs on one machine only (local) is another's. */
@AnalyzeClasses(packages = "jp.shirube", importOptions = ImportOption.DoNotIncludeTests.class)
class NothingSentBecomesCodeTest {

    private static final String LOCAL = "jp.shirube.local..";

    @ArchTest
    static final ArchRule noXmlIsReadAndNothingIsLookedUpByName = noClasses()
            .that()
            .resideOutsideOfPackage(LOCAL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "javax.xml.parsers..",
                    "javax.xml.transform..",
                    "org.xml.sax..",
                    "org.w3c.dom..",
                    "javax.naming..",
                    "javax.script..",
                    "java.rmi..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("javax.xml.stream.XMLInputFactory");

    @ArchTest
    static final ArchRule noObjectIsReadAndNothingIsLoadedOrRun = noClasses()
            .that()
            .resideOutsideOfPackage(LOCAL)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder")
            .orShould()
            .callMethod(Runtime.class, "exec", String.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class)
            .orShould()
            .callMethod(Class.class, "forName", String.class)
            .orShould()
            .callMethod(ClassLoader.class, "loadClass", String.class);
}
