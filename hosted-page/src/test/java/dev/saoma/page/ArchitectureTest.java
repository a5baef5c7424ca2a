package dev.saoma.page;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.saoma.page.database.AuditChain;
import dev.saoma.page.database.Outbox;
import dev.saoma.page.database.PeopleTables;
import dev.saoma.page.database.Transactions;
import dev.saoma.page.http.SentCookies;
import dev.saoma.page.http.SetCookie;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The dependencies that package-info.java draws are the only ones. */
class ArchitectureTest {
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.saoma.page");

    /** The packages that each package may use; the front door may use all, and it alone the server. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("server", Set.of()),
            Map.entry("directory", Set.of()),
            Map.entry("console.preview", Set.of("http", "view", "branding")),
            Map.entry(
                    "console",
                    Set.of(
                            "console.api",
                            "console.content",
                            "console.state",
                            "console.preview",
                            "http",
                            "view",
                            "database",
                            "database.settings",
                            "directory",
                            "doctor",
                            "oidc",
                            "limit",
                            "store",
                            "seal",
                            "digest",
                            "branding",
                            "settings",
                            "settings.document",
                            "settings.stored",
                            "settings.values")),
            Map.entry("console.api", Set.of("http", "json")),
            Map.entry("console.content", Set.of("seal", "settings", "settings.document", "settings.stored")),
            Map.entry(
                    "console.state",
                    Set.of(
                            "http",
                            "database",
                            "directory",
                            "doctor",
                            "limit",
                            "oidc",
                            "seal",
                            "store",
                            "settings",
                            "settings.stored")),
            Map.entry("database", Set.of("database.jdbc", "directory", "seal", "settings")),
            Map.entry(
                    "database.settings",
                    Set.of("database", "database.jdbc", "directory", "seal", "settings", "settings.stored")),
            Map.entry("database.admission", Set.of("database", "database.jdbc", "directory", "seal", "settings")),
            Map.entry("database.jdbc", Set.of("directory", "settings")),
            Map.entry(
                    "http",
                    Set.of("limit", "telemetry", "view", "oidc", "seal", "store", "settings", "settings.values")),
            Map.entry(
                    "web",
                    Set.of(
                            "http",
                            "limit",
                            "telemetry",
                            "view",
                            "sdk",
                            "signin",
                            "logout",
                            "session",
                            "oidc",
                            "wechat",
                            "seal",
                            "store",
                            "settings",
                            "branding")),
            Map.entry("view", Set.of("branding", "digest")),
            Map.entry("sdk", Set.of("seal", "store")),
            Map.entry("compat", Set.of("json", "logout", "session", "oidc", "seal", "store", "settings")),
            Map.entry("compat.web", Set.of("compat", "web", "http", "limit", "view", "signin", "oidc", "settings")),
            Map.entry(
                    "signin",
                    Set.of(
                            "http",
                            "directory",
                            "limit",
                            "telemetry",
                            "session",
                            "oidc",
                            "wechat",
                            "seal",
                            "store",
                            "settings")),
            Map.entry("logout", Set.of("directory", "limit", "outbound", "telemetry", "session", "oidc", "settings")),
            Map.entry("session", Set.of("limit", "oidc", "seal", "store", "settings")),
            Map.entry("oidc", Set.of("directory", "people", "keys", "seal", "store", "settings", "digest")),
            Map.entry("wechat", Set.of("json", "outbound", "settings", "settings.values")),
            Map.entry("outbound", Set.of("settings")),
            Map.entry("keys", Set.of("json")),
            Map.entry("json", Set.of()),
            Map.entry("seal", Set.of("digest", "json")),
            Map.entry("digest", Set.of()),
            Map.entry("store", Set.of("json", "limit")),
            Map.entry("limit", Set.of("settings")),
            Map.entry("telemetry", Set.of("limit")),
            Map.entry("redis", Set.of("seal", "store", "settings")),
            Map.entry("people", Set.of("settings")),
            Map.entry(
                    "doctor",
                    Set.of("database.jdbc", "directory", "json", "people", "keys", "wechat", "outbound", "settings")),
            Map.entry("branding", Set.of("digest")),
            Map.entry(
                    "settings",
                    Set.of(
                            "branding",
                            "digest",
                            "settings.document",
                            "settings.files",
                            "settings.stored",
                            "settings.values")),
            Map.entry("settings.document", Set.of()),
            Map.entry("settings.files", Set.of()),
            Map.entry("settings.values", Set.of()),
            Map.entry("settings.stored", Set.of("seal")));

    @Test
    void packages_useOnlyWhatTheDiagramAllows() {
        ARROWS.forEach((from, allowed) -> {
            String[] forbidden = Stream.concat(
                            Stream.of("dev.saoma.page"),
                            ARROWS.keySet().stream()
                                    .filter(to -> !to.equals(from) && !allowed.contains(to))
                                    .map(to -> "dev.saoma.page." + to))
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.saoma.page." + from)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .check(CLASSES);
        });
    }

    @Test
    void everyPackage_hasItsArrows() {
        Set<String> packages = CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        assertThat(ARROWS.keySet())
                .map(name -> "dev.saoma.page." + name)
                .containsExactlyInAnyOrderElementsOf(packages.stream()
                        .filter(name -> !name.equals("dev.saoma.page"))
                        .toList());
    }

    @Test
    void rowsOfPeople_areReadAndWrittenByTheDirectoryOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.saoma.page.database..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.belongToAnyOf(
                        PeopleTables.class, Transactions.class, AuditChain.class, Outbox.class))
                .check(CLASSES);
    }

    @Test
    void signIns_useOfHttpTheCookiesOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.saoma.page.signin")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.saoma.page.http")
                        .and(DescribedPredicate.not(
                                JavaClass.Predicates.belongToAnyOf(SetCookie.class, SentCookies.class))))
                .check(CLASSES);
    }

    @Test
    void packages_haveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("dev.saoma.page.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    @DisplayName("D9: what a request can cause is logged through a budget, and nothing is logged beside it")
    void requests_logWithinBudgetsOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(Stream.of(
                                "http",
                                "web",
                                "signin",
                                "sdk",
                                "console",
                                "oidc",
                                "compat",
                                "session",
                                "logout",
                                "telemetry",
                                "store",
                                "view",
                                "seal")
                        .map(name -> "dev.saoma.page." + name + "..")
                        .toArray(String[]::new))
                .should()
                .callMethodWhere(JavaCall.Predicates.target(
                        HasOwner.Predicates.With.owner(JavaClass.Predicates.assignableTo(Logger.class))))
                .check(CLASSES);
    }

    @Test
    void state_isNeverStatic() {
        noFields().that().areStatic().should().notBeFinal().check(CLASSES);
    }

    @Test
    void classes_areFinalOrMeantToBeMoreThanOne() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES);
    }

    @Test
    void everyPackage_saysWhatItOwns() {
        Set<String> packages = CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        Set<String> described = CLASSES.stream()
                .filter(type -> type.getSimpleName().equals("package-info"))
                .filter(type -> type.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());

        assertThat(described).containsExactlyInAnyOrderElementsOf(packages).hasSizeGreaterThan(10);
    }
}
