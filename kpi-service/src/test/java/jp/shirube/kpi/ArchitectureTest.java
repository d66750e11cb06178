package jp.shirube.kpi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "jp.shirube.kpi", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theDomainIsPlainJava = classes()
            .that()
            .resideInAnyPackage(
                    "jp.shirube.kpi.actual",
                    "jp.shirube.kpi.received",
                    "jp.shirube.kpi.check",
                    "jp.shirube.kpi.collection",
                    "jp.shirube.kpi.collection.form",
                    "jp.shirube.kpi.collection.reminder",
                    "jp.shirube.kpi.correction",
                    "jp.shirube.kpi.statistics")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "jp.shirube.notation",
                    "jp.shirube.problem",
                    "jp.shirube.promise",
                    "jp.shirube.responsibility",
                    "jp.shirube.kpi.actual",
                    "jp.shirube.kpi.received",
                    "jp.shirube.kpi.check",
                    "jp.shirube.kpi.collection",
                    "jp.shirube.kpi.collection.form",
                    "jp.shirube.kpi.collection.reminder",
                    "jp.shirube.kpi.correction",
                    "jp.shirube.kpi.statistics");

    @ArchTest
    static final ArchRule useCasesKnowNoAdapter = noClasses()
            .that()
            .resideInAPackage("..application..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..rest..", "..kafka..", "..postgres..");

    @ArchTest
    static final ArchRule restSeesNoOtherAdapter = noClasses()
            .that()
            .resideInAPackage("..rest")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..kafka", "..postgres", "jakarta.persistence..", "org.hibernate..");

    @ArchTest
    static final ArchRule kafkaSeesNoOtherAdapter = noClasses()
            .that()
            .resideInAPackage("jp.shirube.kpi..kafka")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..rest", "..postgres", "jakarta.ws.rs..", "jakarta.persistence..");

    @ArchTest
    static final ArchRule postgresSeesNoOtherAdapter = noClasses()
            .that()
            .resideInAPackage("..postgres")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..rest", "jp.shirube.kpi..kafka", "jakarta.ws.rs..");

    @ArchTest
    static final ArchRule excelSeesNoOtherAdapter = noClasses()
            .that()
            .resideInAPackage("..excel")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..rest", "jp.shirube.kpi..kafka", "..postgres", "jakarta.ws.rs..", "jakarta.persistence..");

    @ArchTest
    static final ArchRule whatIsUploadedNeverMeetsPoi = noClasses()
            .that()
            .haveSimpleNameStartingWith("Read")
            .or()
            .haveNameMatching(".*excel\\.(FormReader|RowReading|Seen|SheetIndex|PlainParts|PartScan|FormFiles)")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.poi..");

    @ArchTest
    static final ArchRule entitiesStayWithPostgres = classes()
            .that()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .should()
            .bePackagePrivate()
            .andShould()
            .resideInAPackage("..postgres");
}
