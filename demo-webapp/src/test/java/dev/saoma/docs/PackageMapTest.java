package dev.saoma.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The package map of docs/architecture.md lists every package of the two products, and no other. */
class PackageMapTest {
    private static final Pattern NAMES = Pattern.compile("(?m)^\\| ((?:root|`[a-z.]+`)(?:, `[a-z.]+`)*) \\|");

    @ParameterizedTest
    @CsvSource({
        "filter, dev/saoma/filter, internal, `dev.saoma.filter`:",
        "hosted-page, dev/saoma/page, '', `dev.saoma.page`:"
    })
    void map_hasEveryPackage(String module, String root, String inner, String heading) throws IOException {
        Path sources = Document.ROOT.resolve(module).resolve("src/main/java").resolve(root);
        try (Stream<Path> files = Files.walk(sources)) {
            Set<String> packages = files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
                    .map(name -> name.replaceFirst("^" + inner + "\\.?", ""))
                    .map(name -> name.isEmpty() ? "root" : name)
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(listed(heading)).isEqualTo(packages).hasSizeGreaterThan(10);
        }
    }

    private static Set<String> listed(String heading) {
        String text =
                Document.read(Document.ROOT.resolve("docs/architecture.md")).text();
        assertThat(text).contains(heading);
        String table = text.substring(text.indexOf(heading)).split("\n\n")[1];
        return NAMES.matcher(table)
                .results()
                .flatMap(row -> Arrays.stream(row.group(1).replace("`", "").split(", ")))
                .filter(name -> !name.equals("package"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
