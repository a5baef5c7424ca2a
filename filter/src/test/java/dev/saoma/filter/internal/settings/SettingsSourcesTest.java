package dev.saoma.filter.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.filter.InvalidSettingsException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SettingsSourcesTest {
    private static final String FILE = "/WEB-INF/classes/saoma.properties";
    private static final String SECRET = "s3cret-9Kd27YpXw4Lq8Zt1Vb6Nm3Rc5H";

    private final Map<String, String> initParams = new HashMap<>(Map.of(
            "issuer", "https://login.example.com",
            "clientId", "crm",
            "appUrl", "https://www.example.com/crm"));
    private final Map<String, String> process = new HashMap<>();
    private final Map<String, String> application = new HashMap<>();

    private final References references = (kind, name) -> {
        String value = process.get(kind + ":" + name);
        if ("fails".equals(value)) {
            throw new IllegalArgumentException("JNDI lookup failed: ServiceUnavailableException");
        }
        return Optional.ofNullable(value);
    };

    private InputStream resource(String path) {
        String text = application.get(path);
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private Settings read() {
        return Settings.of(new SettingsSources(initParams, this::resource, references));
    }

    private List<String> mistakes() {
        return catchThrowableOfType(InvalidSettingsException.class, this::read).mistakes();
    }

    @Test
    @DisplayName("init-param, system property, environment, JNDI, file: the first that has the key")
    void sources_winInTheirOrder() {
        application.put(FILE, "clientSecret = secret-7Yp2Kd9Xw4Lq8Zt1Vb6-of-the-file");
        assertThat(read().clientSecret()).hasValue("secret-7Yp2Kd9Xw4Lq8Zt1Vb6-of-the-file");
        process.put("jndi:java:comp/env/saoma/clientSecret", "secret-7Yp2Kd9Xw4Lq8Zt1Vb6-of-jndi-entry");
        assertThat(read().clientSecret()).hasValue("secret-7Yp2Kd9Xw4Lq8Zt1Vb6-of-jndi-entry");
        process.put("env:SAOMA_CLIENT_SECRET", "secret-7Yp2Kd9Xw4Lq8Zt1Vb6-of-environment");
        assertThat(read().clientSecret()).hasValue("secret-7Yp2Kd9Xw4Lq8Zt1Vb6-of-environment");
        process.put("sys:saoma.clientSecret", "secret-7Yp2Kd9Xw4Lq8Zt1Vb6-of-property");
        assertThat(read().clientSecret()).hasValue("secret-7Yp2Kd9Xw4Lq8Zt1Vb6-of-property");
        initParams.put("clientSecret", "secret-7Yp2Kd9Xw4Lq8Zt1Vb6-of-init-param");
        assertThat(read().clientSecret()).hasValue("secret-7Yp2Kd9Xw4Lq8Zt1Vb6-of-init-param");
    }

    @Test
    @DisplayName("a reference in any source is resolved")
    void referenceInTheFile_isResolved() {
        application.put(FILE, "clientSecret = ${env:CRM_SECRET}");
        process.put("env:CRM_SECRET", SECRET);

        assertThat(read().clientSecret()).hasValue(SECRET);
    }

    @Test
    @DisplayName("the file that saoma.config names replaces the application's own")
    void namedFile_replacesTheApplications() {
        application.put(FILE, "clientSecret = " + SECRET + "\npath = /own");
        process.put("env:SAOMA_CONFIG", "/etc/crm.properties");
        process.put("file:/etc/crm.properties", "# 客户管理\nclientSecret = " + SECRET + "\n");

        assertThat(read().path()).isEqualTo("/saoma");
    }

    @Test
    @DisplayName("a file that is named and not there is a mistake; nothing else is read in its place")
    void namedFileNotThere_isAMistake() {
        application.put(FILE, "clientSecret = " + SECRET);
        References none = (kind, name) -> {
            if (kind.equals("file")) {
                throw new IllegalArgumentException("the file cannot be read: NoSuchFileException");
            }
            return Optional.ofNullable(kind.equals("sys") && name.equals("saoma.config") ? "/nowhere" : null);
        };

        InvalidSettingsException e = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> Settings.of(new SettingsSources(initParams, this::resource, none)));

        assertThat(e.mistakes())
                .contains("config: /nowhere, named by system property saoma.config: the file cannot be read:"
                        + " NoSuchFileException – name a file that this process may read")
                .anyMatch(mistake -> mistake.startsWith("clientSecret: is missing"));
    }

    @Test
    @DisplayName("every mistake says where its value is")
    void mistakes_nameTheirPlaces() {
        initParams.put("idle", "30");
        process.put("sys:saoma.lifetime", "8");
        process.put("env:SAOMA_CLOCK_SKEW", "60");
        process.put("jndi:java:comp/env/saoma/clientSecret", "short");
        application.put(FILE, "path = saoma\nclient-id = x\n");

        assertThat(mistakes())
                .anyMatch(mistake -> mistake.startsWith("idle (init-param): is not a duration"))
                .anyMatch(mistake -> mistake.startsWith("lifetime (system property saoma.lifetime): is not"))
                .anyMatch(mistake -> mistake.startsWith("clockSkew (environment variable SAOMA_CLOCK_SKEW): is not"))
                .anyMatch(mistake -> mistake.startsWith(
                        "clientSecret (JNDI java:comp/env/saoma/clientSecret): is shorter than 32 characters"))
                .anyMatch(mistake -> mistake.startsWith("path (file " + FILE + "): is not a plain path"))
                .contains("client-id (file " + FILE + "): no such setting – did you mean clientId?")
                .hasSize(6);
    }

    @Test
    @DisplayName("a key twice in the file, a broken escape, a failing directory: named, never guessed")
    void strangeSources_areNamed() {
        application.put(FILE, "clientSecret = " + SECRET + "\npath = /a\npath = /b\n");
        assertThat(mistakes())
                .containsExactly("path (file " + FILE + "): is twice in the file " + FILE + " – remove one of them");

        application.put(FILE, "clientSecret = \\u00zz");
        assertThat(mistakes())
                .contains("config: file " + FILE + " is no properties file – write lines of the form key = value");

        application.put(FILE, "clientSecret = " + SECRET);
        process.put("jndi:java:comp/env/saoma/publicPaths", "fails");
        assertThat(mistakes())
                .containsExactly("publicPaths: JNDI java:comp/env/saoma/publicPaths: JNDI lookup failed:"
                        + " ServiceUnavailableException – repair or remove that entry");
    }

    @Test
    @DisplayName("C16: no secret in any message, wherever it comes from")
    void secret_isNeverShown() {
        initParams.remove("issuer");
        application.put(FILE, "clientSecret = sh0rt\ncookieKey = k3y");

        InvalidSettingsException e = catchThrowableOfType(InvalidSettingsException.class, this::read);

        assertThat(e.getMessage())
                .doesNotContain("sh0rt", "k3y")
                .endsWith(
                        "\nRead: init-params, system properties saoma.*, environment SAOMA_*, JNDI java:comp/env/saoma/*;"
                                + " file " + FILE);
    }

    @Test
    @DisplayName("without a directory service there is nothing in JNDI, and that is no mistake")
    void runtimeWithoutJndi_isNoMistake() {
        assertThat(new SystemReferences().find("jndi", "java:comp/env/saoma/clientSecret"))
                .isEmpty();
    }

    @Test
    @DisplayName("C13: a byte order mark, as editors on Windows write it, is no part of a key or secret")
    void byteOrderMark_isSkipped(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) throws Exception {
        initParams.remove("clientSecret");
        application.put(FILE, "\ufeffclientSecret = " + SECRET);
        assertThat(read().clientSecret()).hasValue(SECRET);

        process.put("env:SAOMA_CONFIG", "/etc/crm.properties");
        process.put("file:/etc/crm.properties", "\ufeffclientSecret = " + SECRET + "\n");
        assertThat(read().clientSecret()).hasValue(SECRET);

        java.nio.file.Path secret = java.nio.file.Files.writeString(folder.resolve("secret"), "\ufeff" + SECRET + "\n");
        assertThat(new SystemReferences().find("file", secret.toString())).hasValue(SECRET);
    }
}
