package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys below {@code store}. */
class StoreSettingsTest {
    private static final String PAGE = """
            issuer: https://login.example.com
            wechat: { appId: wx0123456789abcdef, appSecret: a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5 }
            applications: [{ clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"] }]
            """;

    @TempDir
    Path directory;

    private PageSettings parse(String more, Map<String, String> environment) {
        return PageSettings.parse(PAGE + more, directory, environment);
    }

    @Test
    void withoutStore_itIsTheMemory() {
        assertThat(parse("", Map.of()).process().redis()).isEmpty();
    }

    @Test
    void addressAlone_isEnough_andWarnedAboutOutsideOfThisMachine() {
        PageSettings settings = parse("store: { redis: { address: redis.internal } }", Map.of());

        RedisSettings redis = settings.process().redis().orElseThrow();
        assertThat(redis.address()).isEqualTo("redis.internal:6379");
        assertThat(redis.prefix()).isEqualTo("saoma");
        assertThat(settings.warnings()).anyMatch(warning -> warning.contains("store.redis has no TLS"));
    }

    @Test
    void everything_isRead_andThePasswordIsNotTold() throws IOException {
        Files.writeString(directory.resolve("ca.pem"), "-");
        PageSettings settings = parse(
                "store: { redis: { address: \"[::1]:7000\", tls: true, ca: ca.pem, user: page, password: \"${env:P}\","
                        + " database: 3, prefix: login } }",
                Map.of("P", "the-password"));

        RedisSettings redis = settings.process().redis().orElseThrow();
        assertThat(redis.host()).isEqualTo("::1");
        assertThat(redis.port()).isEqualTo(7000);
        assertThat(redis.ca()).contains(directory.resolve("ca.pem"));
        assertThat(redis.password().orElseThrow().reveal()).isEqualTo("the-password");
        assertThat(redis.database()).isEqualTo(3);
        assertThat(redis.toString()).doesNotContain("the-password");
    }

    @Test
    void environmentAlone_isEnough() {
        assertThat(parse("", Map.of("SAOMA_PAGE_STORE_REDIS_ADDRESS", "127.0.0.1:6380"))
                        .process()
                        .redis()
                        .orElseThrow()
                        .port())
                .isEqualTo(6380);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis: {}|store.redis.address: is missing",
                "redis: { password: x }|store.redis.address: is missing",
                "redis: { address: 'http://redis' }|store.redis.address: is not host:port",
                "redis: { address: 'redis:70000' }|store.redis.address: is not host:port",
                "redis: { address: redis, tls: maybe }|store.redis.tls: is neither true nor false",
                "redis: { address: redis, ca: nowhere.pem, tls: true }|cannot be read",
                "redis: { address: redis, user: u }|store.redis.user: has no password",
                "redis: { address: redis, database: x }|store.redis.database: is not a number",
                "redis: { address: redis, prefix: 'a:b' }|store.redis.prefix: is not",
                "redis: { adress: redis }|Did you mean \"address\"",
                "rediss: { address: redis }|Did you mean \"redis\""
            })
    @DisplayName("C1, C12: each mistake is named with its place")
    void mistake_isNamed(String store, String message) {
        assertThatThrownBy(() -> parse("store: { " + store + " }", Map.of())).hasMessageContaining(message);
    }
}
