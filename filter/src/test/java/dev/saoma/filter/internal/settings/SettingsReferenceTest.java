package dev.saoma.filter.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/filter/settings.md lists the keys that there are, no more and no fewer. */
class SettingsReferenceTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[a-zA-Z]+`(?:, `[a-zA-Z]+`)*) \\|");

    @Test
    void everySetting_isDocumented_andNoOther() throws IOException {
        String reference = Files.readString(Path.of("..", "docs", "filter", "settings.md"));

        Set<String> documented = ROW.matcher(reference)
                .results()
                .flatMap(row -> Arrays.stream(row.group(1).replace("`", "").split(", ")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(new TreeSet<>(Settings.keys()));
    }

    @Test
    void places_areAsInTheDocument() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "filter", "settings.md")))
                .contains("`saoma.clientSecret`", "`SAOMA_CLIENT_SECRET`", "`java:comp/env/saoma/clientSecret`")
                .contains("`saoma.config`", "`SAOMA_CONFIG`", "`WEB-INF/classes/saoma.properties`");
    }
}
