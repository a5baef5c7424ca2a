package dev.saoma.filter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;

/** Holds the arrows that the package descriptions draw. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.saoma.filter");

    @Test
    void arrows_runOneWay() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.saoma.filter..")
                .layer("dropin")
                .definedBy("dev.saoma.filter.dropin")
                .layer("front door")
                .definedBy("dev.saoma.filter")
                .layer("signin")
                .definedBy("dev.saoma.filter.signin")
                .layer("bearer")
                .definedBy("dev.saoma.filter.bearer")
                .layer("logout")
                .definedBy("dev.saoma.filter.logout")
                .layer("roles")
                .definedBy("dev.saoma.filter.roles")
                .layer("oidc")
                .definedBy("dev.saoma.filter.oidc")
                .layer("settings")
                .definedBy("dev.saoma.filter.settings")
                .layer("web")
                .definedBy("dev.saoma.filter.web")
                .layer("seal")
                .definedBy("dev.saoma.filter.seal")
                .layer("digest")
                .definedBy("dev.saoma.filter.digest")
                .layer("kept")
                .definedBy("dev.saoma.filter.kept")
                .layer("http")
                .definedBy("dev.saoma.filter.http")
                .layer("doctor")
                .definedBy("dev.saoma.filter.doctor")
                .layer("claims")
                .definedBy("dev.saoma.filter.claims")
                .layer("files")
                .definedBy("dev.saoma.filter.files")
                .layer("finding")
                .definedBy("dev.saoma.filter.finding")
                .layer("start")
                .definedBy("dev.saoma.filter.start")
                .whereLayer("start")
                .mayOnlyBeAccessedByLayers("front door", "dropin", "doctor")
                .whereLayer("doctor")
                .mayOnlyBeAccessedByLayers("front door")
                .whereLayer("finding")
                .mayOnlyBeAccessedByLayers("front door", "doctor", "oidc", "web")
                .whereLayer("claims")
                .mayOnlyBeAccessedByLayers("front door", "oidc")
                .whereLayer("files")
                .mayOnlyBeAccessedByLayers("oidc", "roles", "settings")
                .whereLayer("dropin")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("front door")
                .mayOnlyBeAccessedByLayers("dropin")
                .whereLayer("signin")
                .mayOnlyBeAccessedByLayers("front door", "logout")
                .whereLayer("logout")
                .mayOnlyBeAccessedByLayers("front door")
                .whereLayer("kept")
                .mayOnlyBeAccessedByLayers("front door")
                .whereLayer("oidc")
                .mayOnlyBeAccessedByLayers("front door", "signin", "bearer", "logout")
                .whereLayer("bearer")
                .mayOnlyBeAccessedByLayers("front door")
                .whereLayer("roles")
                .mayOnlyBeAccessedByLayers("front door")
                .whereLayer("settings")
                .mayOnlyBeAccessedByLayers("front door", "dropin")
                .whereLayer("web")
                .mayOnlyBeAccessedByLayers(
                        "front door", "signin", "settings", "kept", "doctor", "logout", "start", "dropin")
                .whereLayer("seal")
                .mayOnlyBeAccessedByLayers("front door", "signin", "kept", "logout")
                .whereLayer("digest")
                .mayOnlyBeAccessedByLayers("signin", "oidc", "web")
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("front door", "oidc", "logout")
                .check(CLASSES);
        slices().matching("dev.saoma.filter.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void libraries_areKnownInOnePlaceEach() {
        onlyIn("dev.saoma.filter.http", "org.apache.hc..");
        onlyIn("dev.saoma.filter.oidc", "io.jsonwebtoken..", "com.google.gson..");
        onlyIn("dev.saoma.filter.seal", "javax.crypto..");
        onlyIn("dev.saoma.filter.settings", "javax.naming..");
    }

    @Test
    void wiring_aloneMakesTheParts() {
        noClasses()
                .that()
                .resideInAPackage("dev.saoma.filter")
                .and()
                .doNotHaveSimpleName("Wiring")
                .and()
                .doNotHaveSimpleName("LoginFilter")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.saoma.filter.http", "dev.saoma.filter.oidc", "dev.saoma.filter.seal")
                .check(CLASSES);
    }

    @Test
    void oidcAndSettings_knowNoServlets() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.saoma.filter.oidc",
                        "dev.saoma.filter.settings",
                        "dev.saoma.filter.seal",
                        "dev.saoma.filter.http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..")
                .check(CLASSES);
    }

    @Test
    void environment_isReadBySettingsOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.saoma.filter.settings")
                .should()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .check(CLASSES);
    }

    @Test
    void noLoggingLibraryAndNoObjectStreams() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "org.apache.commons.logging..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .check(CLASSES);
    }

    @Test
    void state_isNeverStatic() {
        ArchRuleDefinition.fields()
                .that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .areNotEnums()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES);
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES.that(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are no package descriptions and no enums",
                        c -> !c.getSimpleName().equals("package-info") && !c.isEnum())));
    }

    private static void onlyIn(String owner, String... libraries) {
        noClasses()
                .that()
                .resideOutsideOfPackage(owner)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(CLASSES);
    }
}
