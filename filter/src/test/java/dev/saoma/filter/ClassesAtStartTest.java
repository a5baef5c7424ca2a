package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.FakeContainer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The classes that the filter loads while an application starts, in a process of its own. Java's own differ from version to
 * version.
 */
class ClassesAtStartTest {
    private static final Pattern LOADED = Pattern.compile("\\[class,load] (\\S+)");
    private static final String STARTED = "Saoma sign-in filter: register redirect URI";
    private static final List<String> OF_REQUESTS = Arrays.asList(
            "org.apache.hc.client5.http.impl.",
            "org.apache.hc.core5.",
            "io.jsonwebtoken.impl.",
            "com.google.gson.",
            "sun.security.ssl.SSLContextImpl",
            "com.sun.crypto.provider.AES",
            "com.sun.crypto.provider.PBKDF2");
    private static final int MOST_OF_OURS = 170;

    private static List<String> loaded;

    private static List<String> loaded() throws Exception {
        if (loaded == null) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xlog:class+load:stdout",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Application.class.getName())
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                List<String> lines = output.lines().collect(Collectors.toList());
                assertThat(lines).anyMatch(line -> line.contains(STARTED));
                loaded = lines.stream()
                        .map(LOADED::matcher)
                        .filter(Matcher::find)
                        .map(line -> line.group(1))
                        .collect(Collectors.toList());
            }
        }
        return loaded;
    }

    /** An application with the filter and its four settings. */
    static final class Application {
        public static void main(String[] arguments) {
            FakeContainer container = new FakeContainer();
            container.initParameters.put("issuer", "https://login.example.com");
            container.initParameters.put("clientId", "crm");
            container.initParameters.put("clientSecret", "kQ3vT9xZ1mB7nR5wY2cL8pF4hD6sJ0gA");
            container.initParameters.put("appUrl", "https://www.example.com/crm");
            new LoginFilter().init(container.config);
        }
    }

    @Test
    @DisplayName("few classes of the filter")
    void start_loadsFewClasses() throws Exception {
        assertThat(loaded())
                .filteredOn(
                        name -> name.startsWith("dev.saoma.filter.") && !name.startsWith("dev.saoma.filter.support."))
                .contains("dev.saoma.filter.internal.guard.Guard")
                .hasSizeLessThanOrEqualTo(MOST_OF_OURS);
    }

    @Test
    @DisplayName("no HTTP client, no TLS, no reader of tokens, and no cipher")
    void start_loadsNothingThatOnlyRequestsNeed() throws Exception {
        assertThat(loaded())
                .filteredOn(name -> OF_REQUESTS.stream().anyMatch(name::startsWith))
                .isEmpty();
    }
}
