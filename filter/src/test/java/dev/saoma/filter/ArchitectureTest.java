package dev.saoma.filter;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.saoma.filter.internal.log.FilterLog;
import dev.saoma.filter.internal.start.DeployedApplication;
import dev.saoma.filter.internal.start.RegisteredFilter;
import dev.saoma.filter.internal.start.SessionCookie;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Registration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.SessionCookieConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Checks the dependencies that the package descriptions draw as arrows. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPath("target/classes");

    private static final String ROOT = "dev.saoma.filter";
    private static final String INTERNAL = ROOT + ".internal";

    /** What each internal package may know of the others. The wiring beside them may see all. */
    private static final Map<String, String> KNOWS = Map.ofEntries(
            Map.entry("guard", "endpoint application session bearer doctor settings web log"),
            Map.entry("endpoint", "application session signin kept logout doctor web log"),
            Map.entry("application", "session signin logout settings seal web log"),
            Map.entry("session", "logout roles claims seal web log"),
            Map.entry("signin", "oidc seal web"),
            Map.entry("logout", "oidc http seal web log"),
            Map.entry("bearer", "oidc log"),
            Map.entry("oidc", "http claims doctor files seal log"),
            Map.entry("kept", "seal web"),
            Map.entry("doctor", "settings start seal web log"),
            Map.entry("dropin", "settings start web log"),
            Map.entry("settings", "files web"),
            Map.entry("start", "web log"),
            Map.entry("roles", "files log"),
            Map.entry("web", "seal log"),
            Map.entry("http", ""),
            Map.entry("seal", ""),
            Map.entry("claims", ""),
            Map.entry("files", ""),
            Map.entry("log", ""));

    /** Interfaces by which a container describes an application. */
    private static final Set<String> ANSWERED = Stream.of(
                    ServletContext.class,
                    SessionCookieConfig.class,
                    Registration.class,
                    FilterRegistration.class,
                    ServletRegistration.class)
            .map(Class::getName)
            .collect(Collectors.toSet());

    @Test
    void arrows_runOneWay() {
        KNOWS.forEach((name, known) -> classes()
                .that()
                .resideInAPackage(INTERNAL + "." + name)
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(INTERNAL + "..")
                        .or(resideInAnyPackage(Stream.concat(Stream.of(name), Stream.of(known.split(" ")))
                                .map(other -> INTERNAL + "." + other)
                                .toArray(String[]::new))))
                .check(CLASSES));
        assertThat(CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(INTERNAL + "."))
                        .map(name -> name.substring(INTERNAL.length() + 1)))
                .as("packages in the table")
                .containsAll(KNOWS.keySet())
                .isSubsetOf(KNOWS.keySet());
        slices().matching(INTERNAL + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void frontDoor_isUsedByTheDropInOnly() {
        noClasses()
                .that()
                .resideInAPackage(INTERNAL + "..")
                .and()
                .resideOutsideOfPackage(INTERNAL + ".dropin")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(ROOT + ".LoginFilter")
                .check(CLASSES);
    }

    @Test
    void api_namesNoInternalType() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.getPackageName().equals(ROOT))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .flatMap(type -> type.getCodeUnits().stream())
                        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(unit -> Stream.concat(
                                        Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                                .anyMatch(type -> type.getPackageName().startsWith(INTERNAL)))
                        .map(unit -> unit.getFullName()))
                .isEmpty();
    }

    @Test
    void libraries_areKnownInOnePlaceEach() {
        onlyIn(INTERNAL + ".http", "org.apache.hc..");
        onlyIn(INTERNAL + ".oidc", "io.jsonwebtoken..", "com.google.gson..");
        onlyIn(INTERNAL + ".seal", "javax.crypto..");
        onlyIn(INTERNAL + ".settings", "javax.naming..");
    }

    @Test
    void requests_areAnsweredWithoutTokensAndCalls() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        INTERNAL + ".guard", INTERNAL + ".endpoint", INTERNAL + ".application", INTERNAL + ".session")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INTERNAL + ".http", INTERNAL + ".oidc")
                .check(CLASSES);
    }

    @Test
    void oidcAndSettings_knowNoServlets() {
        noClasses()
                .that()
                .resideInAnyPackage(INTERNAL + ".oidc", INTERNAL + ".settings", INTERNAL + ".seal", INTERNAL + ".http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..")
                .check(CLASSES);
    }

    @Test
    void environment_isReadBySettingsOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(INTERNAL + ".settings")
                .should()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .check(CLASSES);
    }

    @Test
    void everyLine_isOfTheOneDocumentedLogger() throws IOException {
        noClasses()
                .that()
                .resideOutsideOfPackage(INTERNAL + ".log")
                .should()
                .callMethod(Logger.class, "getLogger", String.class)
                .check(CLASSES);
        String name = FilterLog.logger().getName();
        for (String page : List.of("operations.md", "operations.zh-CN.md")) {
            assertThat(Files.readString(Path.of("..", "docs", "filter", page))).contains("`" + name + "`");
        }
    }

    @Test
    @DisplayName("decision 6, 5: one place asks the container, so that null and exceptions are expected everywhere")
    void container_isAskedInOnePlace() {
        Set<String> places = Set.of(
                DeployedApplication.class.getName(), RegisteredFilter.class.getName(), SessionCookie.class.getName());
        noClasses()
                .that(DescribedPredicate.describe("are not the place", c -> !places.contains(c.getName())))
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "a container answers",
                        access -> ANSWERED.contains(access.getTargetOwner().getName())
                                && access.getName().matches("(get|is)[A-Z].*")
                                && !isOfSettings(access)))
                .check(CLASSES);
    }

    // A settings file that cannot be read must stop the start and not count as one that is missing.
    private static boolean isOfSettings(JavaAccess<?> access) {
        return access.getName().equals("getResourceAsStream")
                && (access.getOriginOwner().getName().equals(ROOT + ".LoginFilter")
                        || access.getOriginOwner().getPackageName().equals(INTERNAL + ".dropin"));
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
                .check(CLASSES.that(DescribedPredicate.describe(
                        "are no package descriptions, no enums and not abstract",
                        c -> !c.getSimpleName().equals("package-info")
                                && !c.isEnum()
                                && !c.getModifiers().contains(JavaModifier.ABSTRACT))));
        assertThat(CLASSES.stream()
                        .filter(c -> c.getModifiers().contains(JavaModifier.ABSTRACT) && !c.isInterface())
                        .filter(c -> c.getConstructors().stream()
                                .anyMatch(made -> made.getModifiers().contains(JavaModifier.PUBLIC)
                                        || made.getModifiers().contains(JavaModifier.PROTECTED))))
                .as("abstract classes that another package could extend")
                .isEmpty();
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
