package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The finished drop-in jars, as a user copies them into WEB-INF/lib. */
class DropInJarIT {
    private static final int JAVA_8 = 52;
    private static final long MAX_BYTES = 2_000_000;

    private static Path jar(String classifier) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(
                            file -> file.getFileName().toString().matches("saoma-filter-.*-" + classifier + "\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Set<String> names(String classifier) throws IOException {
        try (ZipFile zip = new ZipFile(jar(classifier).toFile())) {
            return zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String text(String classifier, String name) throws IOException {
        try (ZipFile zip = new ZipFile(jar(classifier).toFile());
                InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"javax", "jakarta"})
    void entries_collideWithNothing(String classifier) throws IOException {
        assertThat(names(classifier))
                .allMatch(name -> name.startsWith("dev/saoma/filter/") || name.startsWith("META-INF/"));
        assertThat(names(classifier))
                .filteredOn(name -> name.startsWith("META-INF/"))
                .allMatch(
                        name -> name.matches(
                                "META-INF/(MANIFEST\\.MF|LICENSE|NOTICE|web-fragment\\.xml|saoma\\.tld|services/("
                                        + "(javax|jakarta)\\.servlet\\.ServletContainerInitializer|dev\\.saoma\\.filter\\.shaded\\..*))"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"javax", "jakarta"})
    void size_isAsTheReadmeSays(String classifier) throws IOException {
        long bytes = Files.size(jar(classifier));
        Matcher said = Pattern.compile("one jar of the release \\(about ([0-9.]+) MB")
                .matcher(Files.readString(Path.of("..", "README.md")));

        assertThat(bytes).isLessThanOrEqualTo(MAX_BYTES);
        assertThat(said.find()).as("the README says how big the jars are").isTrue();
        assertThat(Math.abs(bytes / 1e6 - Double.parseDouble(said.group(1)))).isLessThanOrEqualTo(0.12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javax", "jakarta"})
    void classFiles_areOfJava8(String classifier) throws IOException {
        try (ZipFile zip = new ZipFile(jar(classifier).toFile())) {
            List<? extends ZipEntry> classes = zip.stream()
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .toList();
            assertThat(classes).isNotEmpty();
            for (ZipEntry entry : classes) {
                try (DataInputStream in = new DataInputStream(zip.getInputStream(entry))) {
                    assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
                    in.readUnsignedShort();
                    assertThat(in.readUnsignedShort()).as(entry.getName()).isLessThanOrEqualTo(JAVA_8);
                }
            }
        }
    }

    @Test
    @DisplayName("both jars hold the same classes, so the API check of one holds for both")
    void twins_haveTheSameClasses() throws IOException {
        assertThat(names("javax").stream().filter(name -> name.endsWith(".class")))
                .containsExactlyElementsOf(names("jakarta").stream()
                        .filter(name -> name.endsWith(".class"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"javax", "jakarta"})
    void licences_areThere(String classifier) throws IOException {
        assertThat(text(classifier, "META-INF/LICENSE")).contains("Apache License", "Version 2.0");
        assertThat(text(classifier, "META-INF/NOTICE"))
                .contains("Apache HttpClient", "Apache HttpComponents Core", "JJWT", "Gson", "SLF4J", "MIT License");
    }

    @ParameterizedTest
    @CsvSource({"javax, jakarta", "jakarta, javax"})
    @DisplayName("in a container for the other API a class of that API refuses")
    void otherContainer_findsARefusal(String classifier, String other) throws Exception {
        assertThat(text(classifier, "META-INF/services/" + other + ".servlet.ServletContainerInitializer"))
                .isEqualToIgnoringNewLines("dev.saoma.filter.internal.dropin.OtherApiInitializer");
        try (ZipFile zip = new ZipFile(jar(classifier).toFile())) {
            for (String name : List.of("OtherApiInitializer", "OtherApiFilter")) {
                byte[] bytes = zip.getInputStream(zip.getEntry("dev/saoma/filter/internal/dropin/" + name + ".class"))
                        .readAllBytes();
                assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                        .as(name)
                        .contains(other + "/servlet/")
                        .doesNotContain(classifier + "/servlet/");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"javax, Saoma filter for javax.servlet", "jakarta, Saoma filter for jakarta.servlet", "'', Saoma filter"
    })
    @DisplayName("a jar that was copied by hand says what it is and of which version")
    void manifest_saysTheVersion(String classifier, String title) throws IOException {
        Path file = classifier.isEmpty() ? plainJar() : jar(classifier);
        try (JarFile jar = new JarFile(file.toFile())) {
            Attributes attributes = jar.getManifest().getMainAttributes();
            assertThat(attributes.getValue("Implementation-Title")).isEqualTo(title);
            assertThat(file.getFileName().toString())
                    .startsWith("saoma-filter-" + attributes.getValue("Implementation-Version"));
        }
    }

    private static Path plainJar() throws IOException {
        String name = jar("jakarta").getFileName().toString().replace("-jakarta.jar", ".jar");
        return Path.of("target", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javax", "jakarta"})
    void container_findsUsInThreeWays(String classifier) throws IOException {
        assertThat(text(classifier, "META-INF/web-fragment.xml"))
                .contains("http://java.sun.com/xml/ns/javaee", "dev.saoma.filter.internal.dropin.DropInListener");
        assertThat(text(classifier, "META-INF/services/" + classifier + ".servlet.ServletContainerInitializer"))
                .isEqualToIgnoringNewLines("dev.saoma.filter.internal.dropin.DropInInitializer");
        assertThat(text(classifier, "META-INF/saoma.tld"))
                .contains("dev.saoma.filter.internal.dropin.OrderingListener");
    }
}
