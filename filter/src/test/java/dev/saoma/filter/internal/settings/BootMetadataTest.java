package dev.saoma.filter.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/**
 * What editors show for {@code saoma.*} in an {@code application.yml} is generated here, from {@link Setting} and
 * settings_en.properties. {@code -Ddocs.write=true} writes it again.
 */
class BootMetadataTest {
    private static final Path METADATA =
            Path.of("spring-boot", "src", "main", "resources", "META-INF", "spring-configuration-metadata.json");
    private static final Path TEXTS = Path.of(
            "src", "test", "resources", "dev", "saoma", "filter", "internal", "settings", "settings_en.properties");

    @Test
    void metadata_isThatOfTheSettings() throws IOException {
        String made = metadata();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(METADATA, made);
        }

        assertThat(Files.readString(METADATA))
                .as("mvn test -pl filter -am -Dtest=BootMetadataTest -Ddocs.write=true writes it")
                .isEqualTo(made);
    }

    private static String metadata() throws IOException {
        Properties texts = new Properties();
        try (Reader in = Files.newBufferedReader(TEXTS)) {
            texts.load(in);
        }
        JsonArray properties = new JsonArray();
        for (Setting setting : Setting.values()) {
            properties.add(property(setting, texts));
        }
        JsonObject metadata = new JsonObject();
        metadata.add("groups", new JsonArray());
        metadata.add("properties", properties);
        metadata.add("hints", new JsonArray());
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(metadata) + "\n";
    }

    private static JsonObject property(Setting setting, Properties texts) {
        JsonObject property = new JsonObject();
        property.addProperty("name", "saoma." + kebab(setting.key()));
        property.addProperty("type", type(setting.kind()));
        property.addProperty("description", description(setting, texts));
        String standard = setting.standard();
        if (setting.kind() == Setting.Kind.SWITCH) {
            property.addProperty("defaultValue", Boolean.valueOf(standard));
        } else if (setting.kind() == Setting.Kind.LIST && standard != null) {
            JsonArray words = new JsonArray();
            List.of(standard.split(" ")).forEach(words::add);
            property.add("defaultValue", words);
        } else if (standard != null) {
            property.addProperty("defaultValue", standard);
        }
        return property;
    }

    // Durations are text: the filter accepts ISO 8601 only, and java.time.Duration promises more.
    private static String type(Setting.Kind kind) {
        switch (kind) {
            case SWITCH:
                return "java.lang.Boolean";
            case LIST:
                return "java.util.List<java.lang.String>";
            default:
                return "java.lang.String";
        }
    }

    /** Returns the text of the documentation without its links. */
    private static String description(Setting setting, Properties texts) {
        String text = SettingsReferenceTest.meaning(setting, texts)
                .replaceFirst("[,:;] \\[[^]]*]\\([^)]*\\)$", "")
                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .replace("`", "");
        String required = setting.kind() == Setting.Kind.REQUIRED ? " Required." : "";
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + "." + required + bean(setting);
    }

    private static String bean(Setting setting) {
        switch (setting) {
            case USER_MAPPER:
                return " A bean of type UserMapper takes its place.";
            case SIGN_IN_LISTENER:
                return " A bean of type SignInListener takes its place.";
            default:
                return "";
        }
    }

    private static String kebab(String key) {
        return key.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
