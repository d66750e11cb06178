package jp.shirube.plan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "jp.shirube.plan", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theDomainIsPlainJava = classes()
            .that()
            .resideInAnyPackage("jp.shirube.plan.municipality", "jp.shirube.plan.edition", "jp.shirube.plan.access")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "jp.shirube.notation",
                    "jp.shirube.promise..",
                    "jp.shirube.responsibility",
                    "jp.shirube.access",
                    "jp.shirube.plan.municipality",
                    "jp.shirube.plan.edition",
                    "jp.shirube.plan.access");

    @ArchTest
    static final ArchRule aMunicipalityKnowsNothingOfPlans = noClasses()
            .that()
            .resideInAPackage("jp.shirube.plan.municipality..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jp.shirube.plan.edition..");

    @ArchTest
    static final ArchRule useCasesKnowNoAdapter = noClasses()
            .that()
            .resideInAPackage("..application..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..rest..", "..postgres..");

    /** Documents are read by use cases and come from anywhere. */
    @ArchTest
    static final ArchRule documentsKnowNeitherUseCasesNorAdapters = noClasses()
            .that()
            .resideInAPackage("jp.shirube.plan..document")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..application..", "..rest..", "..postgres..", "jakarta..", "io.quarkus..");

    @ArchTest
    static final ArchRule restSeesNoOtherAdapter = noClasses()
            .that()
            .resideInAPackage("jp.shirube.plan..rest")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..postgres", "jakarta.persistence..", "org.hibernate..");

    @ArchTest
    static final ArchRule postgresSeesNoOtherAdapter = noClasses()
            .that()
            .resideInAPackage("..postgres")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jp.shirube.plan..rest", "..document", "jakarta.ws.rs..");

    @ArchTest
    static final ArchRule entitiesStayWithPostgres = classes()
            .that()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .should()
            .bePackagePrivate()
            .andShould()
            .resideInAPackage("..postgres");
}
