package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.page.settings.SettingsException.Mistake;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Valid settings, in which a test breaks or adds something. */
abstract class GoodSettings {
    static final String SECRET = "Zq4kD8sV2mXw7RtB9yLc3HfJ6nPgA1eU";
    static final String APP_SECRET = "a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5";
    static final String GOOD = """
            issuer: https://login.example.com
            trustedProxies: [127.0.0.1]
            wechat:
              appId: wx0123456789abcdef
              appSecret: ${env:WECHAT_SECRET}
            applications:
              - clientId: crm
                name: 客户管理
                clientSecret: ${env:CRM_SECRET}
                redirectUris: [https://crm.example.com/saoma/callback]
            """;

    @TempDir
    Path directory;

    final PageSettings parse(String yaml) {
        return PageSettings.parse(yaml, directory, Map.of("WECHAT_SECRET", APP_SECRET, "CRM_SECRET", SECRET));
    }

    final PoolSettings pool(String yaml) {
        return parse(yaml).pool();
    }

    final List<Mistake> mistakes(String yaml) {
        SettingsException mistakes = catchThrowableOfType(SettingsException.class, () -> parse(yaml));
        assertThat(mistakes).isNotNull();
        assertThat(mistakes.getMessage()).doesNotContain(SECRET, APP_SECRET);
        return mistakes.mistakes();
    }

    final Mistake mistake(String yaml) {
        List<Mistake> mistakes = mistakes(yaml);
        assertThat(mistakes).hasSize(1);
        return mistakes.get(0);
    }
}
