package dev.saoma.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dependencies between modules are those in docs/architecture.md, and every package says what it owns. */
class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.saoma");

    @Test
    void sandbox_sharesNoCodeWithThePageOrTheFilter() {
        noClasses()
                .that()
                .resideInAPackage("dev.saoma.sandbox..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.saoma.page..", "dev.saoma.filter..", "dev.saoma.demo..")
                .check(PRODUCT);
    }

    @Test
    void packagesOfTheSandbox_haveNoCycle() {
        slices().matching("dev.saoma.(sandbox.*)..").should().beFreeOfCycles().check(PRODUCT);
        noClasses()
                .that()
                .resideInAPackage("dev.saoma.sandbox.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.saoma.sandbox")
                .check(PRODUCT);
    }

    @Test
    void hostedPage_knowsNeitherTheFilterNorTheDemo() {
        noClasses()
                .that()
                .resideInAPackage("dev.saoma.page..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.saoma.filter..", "dev.saoma.demo..", "dev.saoma.sandbox..")
                .check(PRODUCT);
    }

    @Test
    void legacyApplication_knowsOnlyTheServletApi() {
        classes()
                .that()
                .resideInAPackage("dev.saoma.demo.legacy..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.saoma.demo.legacy..", "jakarta.servlet..", "java..", "org.jspecify.annotations..")
                .check(PRODUCT);
    }

    @Test
    void demo_usesTheFrontDoorsOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.saoma.demo")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.saoma.filter..",
                        "dev.saoma.page.oidc..",
                        "dev.saoma.page.signin..",
                        "dev.saoma.page.http..",
                        "dev.saoma.page.web..",
                        "dev.saoma.page.wechat..",
                        "dev.saoma.page.server..")
                .check(PRODUCT);
    }

    @Test
    void internalsOfTheFilter_areSeenByTheFilterOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.saoma.filter..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.saoma.filter.internal..")
                .check(PRODUCT);
    }

    @Test
    void everyPackage_saysWhatItOwns() {
        List<Path> silent = Stream.of("filter", "hosted-page", "demo-webapp")
                .map(module -> Path.of("..", module, "src", "main", "java"))
                .flatMap(ArchitectureTest::packages)
                .filter(folder -> !says(folder.resolve("package-info.java")))
                .toList();

        assertThat(silent).isEmpty();
    }

    private static Stream<Path> packages(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean says(Path packageInfo) {
        try {
            return Files.exists(packageInfo)
                    && Files.readString(packageInfo).contains("/**")
                    && Files.readString(packageInfo).contains("@NullMarked");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
