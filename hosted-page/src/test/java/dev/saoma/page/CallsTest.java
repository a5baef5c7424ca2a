package dev.saoma.page;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import dev.saoma.page.http.PageResponse;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Calls that only some classes may make. */
class CallsTest {
    private static final JavaClasses CLASSES = ArchitectureTest.CLASSES;

    @Test
    void redirectsOfTheConsole_areMadeInOnePlace() {
        noClasses()
                .that()
                .resideInAPackage("dev.saoma.page.console..")
                .and()
                .doNotHaveSimpleName("Context")
                .should()
                .callMethod(PageResponse.class, "redirect", URI.class)
                .check(CLASSES);
    }

    @Test
    void environment_isReadAtTheFrontOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.saoma.page")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(CLASSES);
    }

    @Test
    @DisplayName(
            "no thread that may be in the embedded database is interrupted: that would close its file for everyone")
    void threadsOfDirectories_areNotInterrupted() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.saoma.page.redis",
                        "dev.saoma.page.outbound",
                        "dev.saoma.page.wechat",
                        "dev.saoma.page.logout")
                .should()
                .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.name("shutdownNow")))
                .check(CLASSES);
    }
}
