package dev.saoma.filter.boot;

import dev.saoma.filter.FilterSettings;
import dev.saoma.filter.InvalidSettingsException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Reads the filter's settings from {@code saoma.*} of a Spring environment: {@code saoma.client-id}, {@code saoma.clientId} and
 * {@code SAOMA_CLIENT_ID} alike, and lists of YAML as lines.
 */
final class EnvironmentSettings {
    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("saoma");

    /** References that the filter resolves. Spring would take the name after the colon for a default value. */
    private static final Pattern REFERENCE = Pattern.compile("\\$(?=\\{(env|file|sys|jndi):)");

    private static final String MASK = "\uffff";

    private EnvironmentSettings() {}

    /**
     * Returns the values of all settings that have one, by the filter's names. Unknown keys are included, so that the filter
     * names them in its list of mistakes.
     */
    static Map<String, String> read(ConfigurableEnvironment environment) {
        Iterable<ConfigurationPropertySource> sources = ConfigurationPropertySources.get(environment);
        Binder binder = new Binder(sources, placeholders(environment));
        Map<String, String> values = new LinkedHashMap<>();
        for (String setting : FilterSettings.names()) {
            String value = value(binder, setting);
            if (value != null) {
                values.put(setting, value);
            }
        }
        for (ConfigurationPropertySource source : sources) {
            if (source instanceof IterableConfigurationPropertySource && !isOfTheProcess(source)) {
                ((IterableConfigurationPropertySource) source)
                        .stream()
                                .filter(PREFIX::isAncestorOf)
                                .filter(EnvironmentSettings::isUnknown)
                                .forEach(name -> values.put(name.subName(1).toString(), "unknown"));
            }
        }
        return values;
    }

    private static @Nullable String value(Binder binder, String setting) {
        ConfigurationPropertyName name = name(setting);
        try {
            return binder.bind(name, Bindable.of(String.class))
                    .orElseGet(() -> binder.bind(name, Bindable.listOf(String.class))
                            .map(lines -> String.join("\n", lines))
                            .orElse(null));
        } catch (BindException e) { // not a cause: its message holds the value
            throw new InvalidSettingsException(
                    Collections.singletonList(setting + ": cannot be read – write a text or a list of texts"));
        }
    }

    private static PlaceholdersResolver placeholders(ConfigurableEnvironment environment) {
        PlaceholdersResolver spring = new PropertySourcesPlaceholdersResolver(environment);
        return value -> value instanceof String && ((String) value).contains("${")
                ? String.valueOf(spring.resolvePlaceholders(
                                REFERENCE.matcher((String) value).replaceAll(MASK)))
                        .replace(MASK, "$")
                : value;
    }

    // Environment variables and system properties: many programs share them, and not all of them are ours to check.
    private static boolean isOfTheProcess(ConfigurationPropertySource source) {
        Object underlying = source.getUnderlyingSource();
        String name = underlying instanceof PropertySource ? ((PropertySource<?>) underlying).getName() : "";
        return name.equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
                || name.equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    }

    private static boolean isUnknown(ConfigurationPropertyName name) {
        List<String> settings = FilterSettings.names();
        boolean isSetting = settings.stream()
                .anyMatch(setting -> setting.toLowerCase(Locale.ROOT).equals(name.getElement(1, Form.UNIFORM)));
        int elements = name.getNumberOfElements();
        return !isSetting || elements > 3 || (elements == 3 && !name.isLastElementIndexed());
    }

    /** Returns the name in Boot's canonical form: {@code saoma.client-id} for {@code clientId}. */
    private static ConfigurationPropertyName name(String setting) {
        return PREFIX.append(setting.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }
}
