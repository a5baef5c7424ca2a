package dev.saoma.page;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

/** Where each library may be used, so that it can be replaced. */
class LibrariesTest {
    private static final JavaClasses CLASSES = ArchitectureTest.CLASSES;

    @Test
    void eachLibrary_isImportedInOnePlace() {
        onlyIn("dev.saoma.page.server", "org.eclipse.jetty..");
        onlyIn("dev.saoma.page.view", "org.thymeleaf..");
        onlyIn("dev.saoma.page.view", "org.unbescape..");
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.saoma.page.outbound",
                        "dev.saoma.page.wechat",
                        "dev.saoma.page.logout",
                        "dev.saoma.page.doctor")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hc..")
                .check(CLASSES);
        onlyIn("dev.saoma.page.settings..", "org.snakeyaml..");
        onlyIn("dev.saoma.page.telemetry", "io.micrometer..");
        onlyIn("dev.saoma.page.limit", "io.github.bucket4j..");
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.saoma.page.limit", "dev.saoma.page.database.admission")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.benmanes..")
                .check(CLASSES);
        onlyIn("dev.saoma.page.database..", "com.zaxxer..");
        onlyIn("dev.saoma.page.database.jdbc", "org.flywaydb..");
        onlyIn("dev.saoma.page.database..", "org.jdbi..");
        onlyIn("dev.saoma.page.redis", "redis.clients..");
        onlyIn("dev.saoma.page.redis", "org.apache.commons.pool2..");
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.saoma.page", "dev.saoma.page.http", "dev.saoma.page.console", "dev.saoma.page.server")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.servlet..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.saoma.page.oidc", "dev.saoma.page.keys")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.jsonwebtoken..")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ch.qos.logback..")
                .check(CLASSES);
    }

    private static void onlyIn(String ours, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ours)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }
}
