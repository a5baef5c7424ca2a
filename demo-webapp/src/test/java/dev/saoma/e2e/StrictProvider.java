package dev.saoma.e2e;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.EnumSet;
import java.util.UUID;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/**
 * An OpenID Connect provider that is not ours: Spring Authorization Server with one user and one confidential client that must
 * use PKCE. Its own form requires name and password.
 */
final class StrictProvider implements AutoCloseable {
    static final String USER = "alice";
    static final String PASSWORD = "correct horse";

    private final Server server;
    private final URI issuer;

    private StrictProvider(Server server, URI issuer) {
        this.server = server;
        this.issuer = issuer;
    }

    static StrictProvider start(String clientId, String clientSecret, URI redirectUri) throws Exception {
        ServerSocketChannel socket =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        URI issuer = URI.create("http://127.0.0.1:" + socket.socket().getLocalPort());

        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        GenericWebApplicationContext beans = new GenericWebApplicationContext();
        new AnnotatedBeanDefinitionReader(beans).register(Security.class);
        beans.registerBean(RegisteredClientRepository.class, () -> clients(clientId, clientSecret, redirectUri));
        beans.registerBean(
                AuthorizationServerSettings.class,
                () -> AuthorizationServerSettings.builder()
                        .issuer(issuer.toString())
                        .build());
        context.addServletContainerInitializer((classes, servletContext) -> {
            beans.setServletContext(servletContext);
            beans.refresh();
        });
        context.addFilter(
                new FilterHolder(new DelegatingFilterProxy("springSecurityFilterChain", beans)),
                "/*",
                EnumSet.of(DispatcherType.REQUEST));

        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.open(socket);
        server.addConnector(connector);
        server.setHandler(context);
        server.start();
        return new StrictProvider(server, issuer);
    }

    URI issuer() {
        return issuer;
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    private static RegisteredClientRepository clients(String clientId, String clientSecret, URI redirectUri) {
        return new InMemoryRegisteredClientRepository(RegisteredClient.withId(
                        UUID.randomUUID().toString())
                .clientId(clientId)
                .clientSecret("{noop}" + clientSecret)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(redirectUri.toString())
                .postLogoutRedirectUri(redirectUri.resolve("signed-out").toString())
                .scope("openid")
                .scope("profile")
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .build());
    }

    /** Spring's defaults: the protocol's endpoints, and a form for everything else. */
    @Configuration
    @EnableWebSecurity
    static class Security {
        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(User.withUsername(USER)
                    .password("{noop}" + PASSWORD)
                    .authorities("ROLE_USER")
                    .build());
        }

        @Bean
        JWKSource<SecurityContext> keys() throws JOSEException {
            return new ImmutableJWKSet<>(
                    new JWKSet(new RSAKeyGenerator(2048).keyID("spring-1").generate()));
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }
    }
}
