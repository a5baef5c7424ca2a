package dev.saoma.page.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each module that docs/evidence/conformance.md lists for a plan is a test of that plan's class, and vice versa. */
class ConformanceTest {
    private static final Pattern MODULE = Pattern.compile("(?m)^\\| `(oidcc-[a-z0-9-]+)` \\| ([^|]+) \\|$");
    private static final String NOT_IN_THE_PLAN =
            "not in the plan of release-v5.1.21 for clients that are registered beforehand; tested all the same";
    private static final Pattern NAME = Pattern.compile("oidcc-[a-z0-9-]+");
    private static final Pattern OUTCOME =
            Pattern.compile("passes( .+)?|passes; .+|(WARNING|SKIPPED|REVIEW): .+|" + NOT_IN_THE_PLAN + "(: .+)?");

    static List<Arguments> plans() {
        return List.of(
                Arguments.of("Basic OP", BasicOpIT.class, "Basic OP", 38),
                Arguments.of("Form Post OP", FormPostOpIT.class, "Basic OP", 38),
                Arguments.of("Config OP", ConfigOpIT.class, "Config OP", 1),
                Arguments.of("RP-Initiated Logout OP", RpInitiatedLogoutOpIT.class, "RP-Initiated Logout OP", 11),
                Arguments.of("Back-Channel Logout OP", BackChannelOpIT.class, "Back-Channel Logout OP", 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void everyModule_isATestUnderItsName(String plan, Class<?> tests, String listedUnder, int modules)
            throws IOException {
        assertThat(section(plan)).contains("`" + tests.getSimpleName() + "`");
        assertThat(listed(listedUnder))
                .hasSize(modules)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        tested(tests).distinct().sorted().toList());
    }

    @Test
    @DisplayName("what the suite, release-v5.1.21, was seen to say of the Basic OP plan")
    void basicOp_saysWhatTheSuiteSays() throws IOException {
        Map<String, String> outcomes = MODULE.matcher(section("Basic OP"))
                .results()
                .collect(Collectors.toMap(row -> row.group(1).substring("oidcc-".length()), row -> row.group(2)));

        assertThat(modules(outcomes, "WARNING: "))
                .containsExactlyInAnyOrder(
                        "scope-profile", "ensure-request-with-acr-values-succeeds", "claims-essential");
        assertThat(modules(outcomes, "SKIPPED: "))
                .containsExactlyInAnyOrder(
                        "scope-email",
                        "scope-address",
                        "scope-phone",
                        "scope-all",
                        "refresh-token",
                        "unsigned-request-object-supported-correctly-or-rejected-as-unsupported");
        assertThat(modules(outcomes, "REVIEW: ")).contains("ensure-request-object-with-redirect-uri");
        assertThat(modules(outcomes, NOT_IN_THE_PLAN))
                .containsExactlyInAnyOrder(
                        "idtoken-signature",
                        "idtoken-unsigned",
                        "request-uri-unsigned-supported-correctly-or-rejected-as-unsupported");
        assertThat(section("Form Post OP")).contains("FAILED by the suite's own");
    }

    private static List<String> modules(Map<String, String> outcomes, String outcome) {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getValue().startsWith(outcome))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void everyOutcome_isPassed_orHasItsReason() throws IOException {
        Matcher row = MODULE.matcher(Files.readString(document()));

        assertThat(row.results().map(found -> found.group(2)))
                .isNotEmpty()
                .allMatch(outcome -> OUTCOME.matcher(outcome).matches());
    }

    private static Stream<String> listed(String plan) throws IOException {
        return MODULE.matcher(section(plan)).results().map((MatchResult found) -> found.group(1));
    }

    private static String section(String plan) throws IOException {
        String[] parts = Files.readString(document()).split("(?m)^## ");
        return Arrays.stream(parts)
                .filter(part -> part.startsWith(plan + "\n"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("docs/evidence/conformance.md has no plan " + plan));
    }

    private static Path document() {
        return Path.of("..", "docs", "evidence", "conformance.md");
    }

    /** Returns the modules after which tests of that class, and of those nested in it, are named. */
    private static Stream<String> tested(Class<?> tests) {
        return Stream.concat(
                        methods(tests),
                        Arrays.stream(tests.getDeclaredClasses()).flatMap(ConformanceTest::methods))
                .filter(method ->
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
                .filter(method -> method.isAnnotationPresent(DisplayName.class))
                .map(method -> method.getAnnotation(DisplayName.class).value())
                .flatMap(name -> NAME.matcher(name).results().map(MatchResult::group));
    }

    private static Stream<Method> methods(Class<?> type) {
        return Stream.<Class<?>>iterate(type, one -> one != null, Class::getSuperclass)
                .flatMap(one -> Arrays.stream(one.getDeclaredMethods()));
    }
}
