package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.SettingsFile.Reading;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.stored.StoredSettings;
import dev.saoma.page.settings.stored.StoredSettings.Pool;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings are read all at once: what is written to a file during a check counts at the next one. */
class SettingsFileTest {
    private static final String FILE = """
            issuer: https://login.example.com
            wechat: { appId: wx0123456789abcdef, appSecret: a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5 }
            trustedProxies: [127.0.0.1]
            directory: { admission: approve }
            console: { url: "https://admin.example.cn" }
            applications:
              - { name: "${file:name.txt}", clientId: crm, redirectUris: ["https://crm.example.com/cb"] }
            """;
    private static final StoredSettings WIKI = new StoredSettings(Map.of(
            PoolSettings.ONLY,
            new Pool(
                    1,
                    List.of(new Stored(
                            Stored.APPLICATIONS,
                            "wiki",
                            Map.of("name", List.of("Wiki"), "redirectUris", List.of("https://w.example.com/cb")),
                            List.of())))));

    @TempDir
    Path directory;

    @BeforeEach
    void write() {
        write("page.yaml", FILE);
        write("name.txt", "CRM");
    }

    private void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A reading during which {@code meanwhile} runs, as soon as its databases are requested. */
    private Reading read(Runnable meanwhile) {
        return new SettingsFile(directory.resolve("page.yaml"), Map.of(), pools -> {
                    meanwhile.run();
                    return WIKI;
                })
                .read();
    }

    private static String name(PageSettings settings) {
        return settings.pool().application("crm").orElseThrow().name();
    }

    @Test
    void fileWrittenDuringALook_countsAtTheNextOne() {
        Reading reading = read(() -> write("page.yaml", FILE.replace("${file:name.txt}", "Half")));

        PageSettings all = reading.all();

        assertThat(all.pool().application("wiki")).isPresent();
        assertThat(name(all)).isEqualTo("CRM").isEqualTo(name(reading.file()));
        assertThat(name(reading.forUse())).as("what the pools are made of").isEqualTo("CRM");
        assertThat(name(read(() -> {}).all())).isEqualTo("Half");
    }

    @Test
    void fileThatIsReferredTo_likewise() {
        assertThat(name(read(() -> write("name.txt", "Half")).all())).isEqualTo("CRM");
        assertThat(name(read(() -> write("name.txt", "")).all())).isEqualTo("Half");
    }

    @Test
    void fileThatAppearsDuringALook_likewise() {
        write("page.yaml", FILE.replace("wechat:", "keys: { cookie: \"${file:secret.key}\" }\nwechat:"));
        String key = "0123456789abcdef".repeat(4);

        Reading reading = read(() -> write("secret.key", key));

        assertThat(reading.all().pool().keys()).isEqualTo(reading.file().pool().keys());
    }

    @Test
    void cookieKeyThatAReadingWrites_isInIt() {
        Reading reading = read(() -> {});
        assertThat(reading.all().pool().keys().cookie()).isEmpty();

        PageSettings used = reading.forUse();

        assertThat(used.pool().keys().cookie()).hasSize(1);
        assertThat(used).isEqualTo(read(() -> {}).all());
    }
}
