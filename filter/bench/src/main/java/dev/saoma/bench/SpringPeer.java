package dev.saoma.bench;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

/** Spring Security with its defaults: the filter chain that {@code oauth2Login} makes. */
final class SpringPeer {
    private SpringPeer() {}

    static Peer login(LocalProvider provider) throws IOException, ServletException, InterruptedException {
        Filter filter = chain(provider, Login.class);
        // The page redirects the browser to an address of Spring's own, and that one to the provider.
        return new Peer(filter, Journey.signIn(filter), List.of(Journey.PAGE, "/oauth2/authorization/saoma"));
    }

    static Filter bearer(LocalProvider provider) {
        return chain(provider, ResourceServer.class);
    }

    private static Filter chain(LocalProvider provider, Class<?> configuration) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(LocalProvider.class, () -> provider, bean -> bean.setDestroyMethodName(""));
        context.register(configuration);
        context.refresh();
        return context.getBean("springSecurityFilterChain", Filter.class);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    static class Login {
        @Bean
        InMemoryClientRegistrationRepository registrations(LocalProvider provider) {
            return new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId("saoma")
                    .clientId(LocalProvider.CLIENT_ID)
                    .clientSecret(LocalProvider.CLIENT_SECRET)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                    .scope("openid", "profile")
                    .issuerUri(provider.issuer())
                    .authorizationUri(provider.issuer() + "/authorize")
                    .tokenUri(provider.issuer() + "/token")
                    .jwkSetUri(provider.issuer() + "/jwks")
                    .userNameAttributeName("sub")
                    .clientSettings(ClientRegistration.ClientSettings.builder()
                            .requireProofKey(true)
                            .build())
                    .build());
        }

        @Bean
        SecurityFilterChain login(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(all -> all.anyRequest().authenticated())
                    .oauth2Login(Customizer.withDefaults())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    static class ResourceServer {
        @Bean
        SecurityFilterChain api(HttpSecurity http, LocalProvider provider) throws Exception {
            JwtDecoder decoder = NimbusJwtDecoder.withPublicKey(provider.publicKey()).build();
            return http.authorizeHttpRequests(all -> all.anyRequest().authenticated())
                    .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(decoder)))
                    .build();
        }
    }
}
