package jp.shirube.report;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "jp.shirube.report", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule judgingIsPlainJavaAndKnowsOnlyNotationAndPromise = classes()
            .that()
            .resideInAPackage("jp.shirube.report.assessment")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "jp.shirube.notation",
                    "jp.shirube.promise..",
                    "jp.shirube.report.assessment");

    @ArchTest
    static final ArchRule forecastingIsPlainJavaToo = classes()
            .that()
            .resideInAPackage("jp.shirube.report.forecast")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "jp.shirube.notation",
                    "jp.shirube.promise..",
                    "jp.shirube.report.forecast");

    /** What is known is asked for by whatever wants to know it, and asks nobody. */
    @ArchTest
    static final ArchRule whatIsKnownKnowsNeitherHowItCameNorWhatItIsUsedFor = noClasses()
            .that()
            .resideInAPackage("jp.shirube.report.targets")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..received..",
                    "..planprogress..",
                    "..indicatorhistory..",
                    "..portal..",
                    "jp.shirube.outbox..",
                    "jakarta.ws.rs..");

    /** What people gave is shown by questions and asks none. */
    @ArchTest
    static final ArchRule whatPeopleGaveKnowsNoQuestion = noClasses()
            .that()
            .resideInAPackage("..givengrade..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..received..", "..planprogress..", "..indicatorhistory..", "..portal..", "..rollup..");

    /** A webhook tells what the log holds and judges nothing. */
    @ArchTest
    static final ArchRule webhooksKnowTheLogAndNoQuestion = noClasses()
            .that()
            .resideInAPackage("..report.webhook..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..received..",
                    "..planprogress..",
                    "..indicatorhistory..",
                    "..portal..",
                    "..rollup..",
                    "..assessment..",
                    "jp.shirube.outbox..");

    @ArchTest
    static final ArchRule whatIsReceivedKnowsNoQuestion = noClasses()
            .that()
            .resideInAPackage("jp.shirube.report.received")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..planprogress..", "..indicatorhistory..", "..portal..", "jakarta.ws.rs..");

    @ArchTest
    static final ArchRule aQuestionKnowsNeitherAnotherNorThePages = noClasses()
            .that()
            .resideInAPackage("..planprogress..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..indicatorhistory..", "..portal..", "..received..");

    @ArchTest
    static final ArchRule norDoesTheOther = noClasses()
            .that()
            .resideInAPackage("..indicatorhistory..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..planprogress..", "..portal..", "..received..");

    /** A page shows what was found; it never judges, and nothing is written because somebody looks. */
    @ArchTest
    static final ArchRule pagesOnlyShow = noClasses()
            .that()
            .resideInAPackage("jp.shirube.report.portal")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..received..", "jp.shirube.outbox..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("jp.shirube.report.assessment.Assessor");
}
