package dev.saoma.e2e;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/**
 * A web application whose sign-in is Spring Security's, set up from the issuer alone: it uses discovery, signs out at the
 * provider and accepts its logout tokens.
 */
final class SpringClient implements AutoCloseable {
    static final String CLIENT_ID = "spring";
    static final String CLIENT_SECRET = "secret-of-spring-8dKq2Wm5Xz7Rt9Lc";

    private final Server server;
    private final URI uri;

    private SpringClient(Server server, URI uri) {
        this.server = server;
        this.uri = uri;
    }

    /** Returns its entry among the page's applications. */
    static String entry(ServerSocketChannel socket) {
        URI uri = uri(socket);
        return """
                  - { clientId: %s, name: Spring, clientSecret: %s, redirectUris: ["%s/login/oauth2/code/saoma"],
                      postLogoutRedirectUris: ["%s/signed-out"],
                      backChannelLogoutUri: "%s/logout/connect/back-channel/saoma" }
                """.formatted(CLIENT_ID, CLIENT_SECRET, uri, uri, uri);
    }

    private static URI uri(ServerSocketChannel socket) {
        return URI.create("http://localhost:" + socket.socket().getLocalPort());
    }

    static SpringClient start(ServerSocketChannel socket, URI issuer) throws Exception {
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        GenericWebApplicationContext beans = new GenericWebApplicationContext();
        new AnnotatedBeanDefinitionReader(beans).register(Security.class);
        beans.registerBean(
                ClientRegistrationRepository.class,
                () -> new InMemoryClientRegistrationRepository(registration(issuer)));
        context.addServletContainerInitializer((classes, servletContext) -> {
            beans.setServletContext(servletContext);
            beans.refresh();
        });
        context.addFilter(
                new FilterHolder(new DelegatingFilterProxy("springSecurityFilterChain", beans)),
                "/*",
                EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(new Greeting()), "/*");
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.open(socket);
        server.addConnector(connector);
        server.setHandler(context);
        server.start();
        return new SpringClient(server, uri(socket));
    }

    private static ClientRegistration registration(URI issuer) {
        return ClientRegistrations.fromIssuerLocation(issuer.toString())
                .registrationId("saoma")
                .clientId(CLIENT_ID)
                .clientSecret(CLIENT_SECRET)
                .scope("openid", "profile")
                .build();
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    /** Spring's defaults, and both ways of signing out. */
    @Configuration
    @EnableWebSecurity
    static class Security {
        @Bean
        SecurityFilterChain chain(HttpSecurity http, ClientRegistrationRepository clients) throws Exception {
            OidcClientInitiatedLogoutSuccessHandler atTheProvider =
                    new OidcClientInitiatedLogoutSuccessHandler(clients);
            atTheProvider.setPostLogoutRedirectUri("{baseUrl}/signed-out");
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/signed-out")
                            .permitAll()
                            .anyRequest()
                            .authenticated())
                    .oauth2Login(Customizer.withDefaults())
                    .oidcLogout(logout -> logout.backChannel(Customizer.withDefaults()))
                    .logout(logout -> logout.logoutSuccessHandler(atTheProvider))
                    .csrf(csrf -> csrf.disable()) // So that a link signs out.
                    .build();
        }
    }

    private static final class Greeting extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/html;charset=utf-8");
            if (request.getUserPrincipal() instanceof Authentication signedIn
                    && signedIn.getPrincipal() instanceof OidcUser user) {
                response.getWriter()
                        .println("<p id=user>" + user.getSubject() + "</p><p id=name>" + user.getFullName()
                                + "</p><p id=kid>" + kid(user) + "</p><a id=out href='/logout'>Sign out</a>");
            } else {
                response.getWriter().println("<p id=nobody>Nobody is signed in</p>");
            }
        }

        private static String kid(OidcUser user) {
            String header = user.getIdToken().getTokenValue().split("\\.")[0];
            return new String(java.util.Base64.getUrlDecoder().decode(header), java.nio.charset.StandardCharsets.UTF_8)
                    .replaceAll(".*\"kid\":\"([^\"]+)\".*", "$1");
        }
    }
}
