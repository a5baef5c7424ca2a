package dev.saoma.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The measures of the house: files, packages and signatures that a reader can hold in mind. What is still too large is named in
 * house-exceptions.txt, one a line; a line that is needed no more fails as well, so the list only gets shorter.
 */
class HouseRulesTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final List<Path> MODULES =
            Stream.of("").map(module -> Path.of(module, "src", "main")).toList();
    private static final int MOST_LINES = 300;
    private static final int MOST_FILES = 30;
    private static final int MOST_PARAMETERS = 8;

    private static final Pattern PRIVATE_WORDS =
            Pattern.compile("(?i)\\b(tells?|told|untold|telling|hears?|heard|hearing|troubles?"
                    + "|somebody|nobody|whoever|go(es)? on|going on|went on|gone on|anew)\\b");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.saoma.demo", "dev.saoma.sandbox");

    @Test
    void file_isNotLongerThan300Lines() throws IOException {
        Set<String> tooLong = new TreeSet<>();
        for (Path file : sources()) {
            if (Files.readAllLines(file).size() > MOST_LINES) {
                tooLong.add(file.getFileName().toString().replace(".java", ""));
            }
        }

        assertThat(tooLong).as("files of more than %d lines", MOST_LINES).isEqualTo(exceptions("lines"));
    }

    @Test
    void package_hasNotMoreThan30Files() throws IOException {
        Map<String, Long> sizes =
                sources().stream().collect(Collectors.groupingBy(file -> packageOf(file), Collectors.counting()));
        Set<String> tooLarge = sizes.entrySet().stream()
                .filter(size -> size.getValue() > MOST_FILES)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(sizes).hasSizeGreaterThan(2);
        assertThat(tooLarge).as("packages of more than %d files", MOST_FILES).isEqualTo(exceptions("files"));
    }

    @Test
    void method_hasNotMoreThan8Parameters() throws IOException {
        Set<String> tooMany = CLASSES.stream()
                .filter(type -> !type.isAnonymousClass() && !type.isLocalClass())
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> written(unit) > MOST_PARAMETERS)
                .map(unit -> unit.getOwner().getSimpleName() + "."
                        + (unit instanceof JavaConstructor ? "new" : unit.getName()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(tooMany)
                .as("methods of more than %d parameters", MOST_PARAMETERS)
                .isEqualTo(exceptions("parameters"));
    }

    @Test
    void codeAndComments_useTheFieldsWords() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : written()) {
            Files.readAllLines(file).stream()
                    .filter(line -> PRIVATE_WORDS.matcher(line).find())
                    .forEach(line -> found.add(file + ": " + line.strip()));
        }

        assertThat(found)
                .as("words for which HTTP, OAuth and Servlet have terms")
                .isEmpty();
    }

    /** The parameters that stand in the source; none where the compiler wrote the method, or it makes a record of settings. */
    private static int written(JavaCodeUnit unit) {
        JavaClass owner = unit.getOwner();
        boolean ofSettings = owner.isRecord() && owner.getSimpleName().equals("SandboxTimings");
        if (unit.getModifiers().contains(JavaModifier.SYNTHETIC) || unit instanceof JavaConstructor && ofSettings) {
            return 0;
        }
        int all = unit.getRawParameterTypes().size();
        if (!(unit instanceof JavaConstructor)) {
            return all;
        }
        return owner.isEnum() ? all - 2 : owner.isInnerClass() ? all - 1 : all;
    }

    private static Set<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toSet());
        }
    }

    /** All main code and scripts of the module and of those below it; the properties with texts for people are not among them. */
    private static Set<Path> written() throws IOException {
        Set<Path> all = new TreeSet<>();
        for (Path folder : MODULES) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().matches(".*\\.(java|js|html|css|xml|ts)"))
                        .forEach(all::add);
            }
        }
        assertThat(all).hasSizeGreaterThan(MODULES.size());
        return all;
    }

    private static String packageOf(Path file) {
        return SOURCES.relativize(file.getParent()).toString().replace('/', '.').replace('\\', '.');
    }

    /** Those of a kind, such as {@code lines Doctor}; by simple name, so that a move to another package changes nothing. */
    private static Set<String> exceptions(String kind) throws IOException {
        Path list = Path.of("src", "test", "resources", "dev.saoma.demo".replace('.', '/'), "house-exceptions.txt");
        return Files.readAllLines(list).stream()
                .filter(line -> line.startsWith(kind + " "))
                .map(line -> line.substring(kind.length() + 1).strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
