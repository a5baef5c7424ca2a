package dev.saoma.filter.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.filter.FilterSettings;
import dev.saoma.filter.InvalidSettingsException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class EnvironmentSettingsIT {
    private static StandardEnvironment environment(Map<String, Object> variables, Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new HashMap<>(variables)));
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().addLast(new MapPropertySource("application.yml", new HashMap<>(properties)));
        ConfigurationPropertySources.attach(environment);
        return environment;
    }

    private static Map<String, String> read(Map<String, Object> properties) {
        return EnvironmentSettings.read(environment(Map.of(), properties));
    }

    @ParameterizedTest
    @ValueSource(strings = {"saoma.client-secret", "saoma.clientSecret", "saoma.client_secret"})
    void property_mayBeWrittenInEachFormThatBootKnows(String key) {
        assertThat(read(Map.of(key, "quiet"))).containsOnly(Map.entry("clientSecret", "quiet"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAOMA_CLIENT_SECRET", "SAOMA_CLIENTSECRET"})
    void environmentVariable_goesBeforeTheFile(String name) {
        StandardEnvironment environment =
                environment(Map.of(name, "quiet", "SAOMA_HOME", "/opt"), Map.of("saoma.client-secret", "loud"));

        assertThat(EnvironmentSettings.read(environment)).containsOnly(Map.entry("clientSecret", "quiet"));
    }

    @Test
    void systemProperty_isASetting_orNothingToUs() {
        StandardEnvironment environment = environment(Map.of(), Map.of("saoma.client-secret", "loud"));
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
                        Map.of("saoma.clientSecret", "quiet", "saoma.home", "/opt")));
        ConfigurationPropertySources.attach(environment);

        assertThat(EnvironmentSettings.read(environment)).containsOnly(Map.entry("clientSecret", "quiet"));
    }

    @Test
    void listOfYaml_becomesLines() {
        assertThat(read(Map.of("saoma.roles[0]", "/admin/* = admin", "saoma.roles[1]", "/pay/* = cashier")))
                .containsOnly(Map.entry("roles", "/admin/* = admin\n/pay/* = cashier"));
    }

    @Test
    void values_ofYamlTypes_becomeText() {
        assertThat(read(Map.of("saoma.keep-post", true))).containsOnly(Map.entry("keepPost", "true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"saoma.public-path", "saoma.session-attributes.user", "saoma.enabled"})
    void keyThatIsNoSetting_isNotLost(String key) {
        assertThat(read(Map.of(key, "x"))).containsOnlyKeys(key.substring("saoma.".length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${env:CRM_SECRET}", "${file:/run/secrets/crm}", "${sys:crm}", "${jndi:java:comp/env/crm}"})
    void referenceOfTheFilter_isNotTakenForSpringsWithADefault(String reference) {
        assertThat(read(Map.of("saoma.client-secret", reference))).containsOnly(Map.entry("clientSecret", reference));
    }

    @Test
    void placeholderOfSpring_isFilled() {
        assertThat(read(Map.of("saoma.app-url", "https://${host:crm.example.cn}/${path}", "path", "crm")))
                .containsOnly(Map.entry("appUrl", "https://crm.example.cn/crm"));
    }

    @Test
    void placeholderWithoutAValue_isLeftForTheFilterToRefuse() {
        assertThatThrownBy(() -> FilterSettings.of(read(Map.of("saoma.client-secret", "quiet${NO_SUCH_NAME}"))))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("clientSecret: holds an unfinished reference")
                .hasMessageNotContaining("quiet");
    }

    @Test
    void valueThatIsNoText_isNamed() {
        assertThatThrownBy(() -> read(Map.of("saoma.roles[0].name", "admin")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("roles: cannot be read")
                .hasNoCause();
    }
}
