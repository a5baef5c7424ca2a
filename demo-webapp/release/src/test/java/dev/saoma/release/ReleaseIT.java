package dev.saoma.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that a user takes: all there, all named in the checksums, the same bytes from each build, and signed if wanted. */
class ReleaseIT {
    private static final Path RELEASE = Path.of(System.getProperty("saoma.release"));
    private static final String VERSION = System.getProperty("saoma.version");
    private static final String SIGNATURE = "SHA256SUMS.asc";

    @TempDir
    private static Path folder;

    private static Path second;
    private static SigningKey key;

    @BeforeAll
    static void buildOnceMore() throws Exception {
        second = folder.resolve("saoma");
        Sources.copy(Path.of(System.getProperty("saoma.root")), second);
        key = SigningKey.make(folder.resolve("gnupg"));
        Maven.run(
                second,
                List.of(
                        "-Prelease,sign",
                        "integration-test",
                        "-DskipTests",
                        "-Dspotless.check.skip",
                        "-Dgpg.homedir=" + key.home(),
                        "-Dgpg.keyname=" + key.fingerprint()));
    }

    @AfterAll
    static void stopAgent() throws Exception {
        if (key != null) {
            key.stopAgent();
        }
    }

    @Test
    void folder_holdsWhatUsersTake() throws Exception {
        assertThat(digests(RELEASE).keySet())
                .containsExactlyInAnyOrder(
                        "CHANGELOG.md",
                        "LICENSE",
                        "SHA256SUMS",
                        "notes-" + VERSION + ".md",
                        "notes-" + VERSION + ".zh-CN.md",
                        "saoma-" + VERSION + ".tgz",
                        "saoma-bom-" + VERSION + ".pom",
                        "saoma-filter-" + VERSION + "-jakarta.jar",
                        "saoma-filter-" + VERSION + "-javadoc.jar",
                        "saoma-filter-" + VERSION + "-javax.jar",
                        "saoma-filter-" + VERSION + "-licences.txt",
                        "saoma-filter-" + VERSION + "-sbom.json",
                        "saoma-filter-" + VERSION + "-sources.jar",
                        "saoma-filter-test-" + VERSION + "-javadoc.jar",
                        "saoma-filter-test-" + VERSION + "-sources.jar",
                        "saoma-filter-test-" + VERSION + ".jar",
                        "saoma-hosted-page-" + VERSION + "-javadoc.jar",
                        "saoma-hosted-page-" + VERSION + "-licences.txt",
                        "saoma-hosted-page-" + VERSION + "-sbom.json",
                        "saoma-hosted-page-" + VERSION + "-sources.jar",
                        "saoma-hosted-page-" + VERSION + "-standalone.jar",
                        "saoma-spring-boot-starter-" + VERSION + "-jakarta.jar",
                        "saoma-spring-boot-starter-" + VERSION + "-javadoc.jar",
                        "saoma-spring-boot-starter-" + VERSION + "-javax.jar",
                        "saoma-spring-boot-starter-" + VERSION + "-licences.txt",
                        "saoma-spring-boot-starter-" + VERSION + "-sbom.json",
                        "saoma-spring-boot-starter-" + VERSION + "-sources.jar");
    }

    @Test
    void checksums_areThoseOfEveryFile() throws Exception {
        Map<String, String> listed = new TreeMap<>();
        for (String line : Files.readAllLines(RELEASE.resolve("SHA256SUMS"))) {
            listed.put(line.substring(66).strip(), line.substring(0, 64));
        }

        Map<String, String> real = digests(RELEASE);
        real.remove("SHA256SUMS");
        assertThat(listed).isEqualTo(real);
    }

    @Test
    void javadoc_ofTheFilter_isThatOfItsApi() throws Exception {
        try (JarFile javadoc = new JarFile(
                RELEASE.resolve("saoma-filter-" + VERSION + "-javadoc.jar").toFile())) {
            assertThat(javadoc.getEntry("dev/saoma/filter/LoginFilter.html")).isNotNull();
            assertThat(javadoc.stream().map(entry -> entry.getName())).noneMatch(name -> name.contains("internal"));
        }
    }

    @Test
    void sbom_namesWhatIsInside() throws Exception {
        String page = Files.readString(RELEASE.resolve("saoma-hosted-page-" + VERSION + "-sbom.json"));

        assertThat(page).contains("\"bomFormat\" : \"CycloneDX\"", "pkg:maven/org.thymeleaf/thymeleaf@");
        assertThat(Files.readString(RELEASE.resolve("saoma-filter-" + VERSION + "-licences.txt")))
                .contains("io.jsonwebtoken:jjwt-api");
    }

    @Test
    void secondBuild_hasTheSameBytes() throws Exception {
        assertThat(digests(second.resolve("target/release"))).isEqualTo(digests(RELEASE));
    }

    @Test
    void checksums_areSigned() throws Exception {
        Path sums = second.resolve("target/release/SHA256SUMS");

        assertThat(key.hasSigned(sums)).isTrue();

        Path forged = Files.writeString(folder.resolve("SHA256SUMS"), Files.readString(sums) + "\n");
        Files.copy(sums.resolveSibling(SIGNATURE), folder.resolve(SIGNATURE));
        assertThat(key.hasSigned(forged)).isFalse();
    }

    @Test
    void repository_isSignedFileByFile() throws Exception {
        try (Stream<Path> files = Files.walk(second.resolve("target/staging"))) {
            List<Path> artifacts = files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("maven-metadata"))
                    .filter(file -> !file.toString().matches(".*\\.(asc|md5|sha1|sha256|sha512)"))
                    .toList();

            assertThat(artifacts).hasSizeGreaterThan(20);
            for (Path artifact : artifacts) {
                assertThat(key.hasSigned(artifact)).as("%s", artifact).isTrue();
            }
        }
    }

    /** Of all files but the signature, which only a signed build has. */
    private static Map<String, String> digests(Path folder) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                digests.put(file.getFileName().toString(), sha256(file));
            }
        }
        digests.remove(SIGNATURE);
        return digests;
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(in.readAllBytes());
            return HexFormat.of().formatHex(digest.digest());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
