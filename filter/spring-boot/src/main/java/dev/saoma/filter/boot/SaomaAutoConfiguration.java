package dev.saoma.filter.boot;

import dev.saoma.filter.FilterSettings;
import dev.saoma.filter.InvalidSettingsException;
import dev.saoma.filter.LoginFilter;
import dev.saoma.filter.SignInListener;
import dev.saoma.filter.UserMapper;
import java.util.Collections;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Puts the filter in front of a Spring Boot application, with the settings {@code saoma.*} of its {@code application.yml}.
 *
 * <p>A mistake in them stops the start. A bean of type {@link UserMapper} replaces the setting {@code user-mapper}, and one of
 * type {@link SignInListener} the setting {@code sign-in-listener}. An application that registers a {@link LoginFilter} itself
 * keeps its own.
 */
// @Configuration, not @AutoConfiguration, which Boot has only since 2.7.
@Configuration(proxyBeanMethods = false)
public class SaomaAutoConfiguration {
    /**
     * Behind Spring Session's filter, which replaces sessions, and in front of Spring Security's, which reads the user.
     */
    public static final int ORDER = Integer.MIN_VALUE + 100;

    /** For Spring. */
    public SaomaAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Servlets {
        @Bean
        @ConditionalOnMissingBean(value = LoginFilter.class, parameterizedContainer = FilterRegistrationBean.class)
        FilterRegistrationBean<LoginFilter> saoma(
                ConfigurableEnvironment environment,
                ObjectProvider<UserMapper> mappers,
                ObjectProvider<SignInListener> listeners) {
            FilterSettings settings = FilterSettings.of(EnvironmentSettings.read(environment));
            LoginFilter filter = new LoginFilter(settings, mappers.getIfAvailable(), listeners.getIfAvailable());
            FilterRegistrationBean<LoginFilter> bean = new FilterRegistrationBean<>();
            // By name: setFilter would bind this class to javax.servlet or jakarta.servlet, and it has to run with
            // both.
            PropertyAccessorFactory.forBeanPropertyAccess(bean).setPropertyValue("filter", filter);
            bean.setOrder(ORDER);
            return bean;
        }
    }

    /** Stops the start with WebFlux, which calls no servlet filter, so the application would be open. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class Reactive {
        Reactive() {
            throw new InvalidSettingsException(Collections.singletonList(
                    "spring.main.web-application-type: is reactive, and the Saoma starter signs users in to servlet"
                            + " applications only – remove the starter, or set it to servlet"));
        }
    }
}
