package app;

import dev.saoma.filter.LoginFilter;
import ${api}.servlet.DispatcherType;
import ${api}.servlet.http.HttpServletRequest;
import ${api}.websocket.OnOpen;
import ${api}.websocket.Session;
import ${api}.websocket.server.ServerEndpoint;
import java.util.EnumSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.ErrorPage;
import org.springframework.boot.web.server.ErrorPageRegistrar;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.server.standard.ServerEndpointExporter;

/** A Boot application with Spring Security and Spring Session, signed in by the filter. */
@SpringBootApplication
@EnableSpringHttpSession
@RestController
public class App {
    public static void main(String[] args) {
        SpringApplication.run(App.class, args);
    }

    @Bean
    FilterRegistrationBean<LoginFilter> saoma(
            @Value("${dollar}{saoma.issuer}") String issuer,
            @Value("${dollar}{saoma.clientSecret}") String clientSecret,
            @Value("${dollar}{saoma.appUrl}") String appUrl,
            @Value("${dollar}{saoma.order}") int order) {
        FilterRegistrationBean<LoginFilter> bean = new FilterRegistrationBean<>(new LoginFilter());
        bean.addInitParameter("issuer", issuer);
        bean.addInitParameter("clientId", "crm");
        bean.addInitParameter("clientSecret", clientSecret);
        bean.addInitParameter("appUrl", appUrl);
        bean.setOrder(order);
        bean.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        return bean;
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.jee(jee -> jee.mappableAuthorities("admin"))
                .authorizeHttpRequests(all -> all.anyRequest().authenticated())
                .build();
    }

    @Bean
    MapSessionRepository sessions() {
        return new MapSessionRepository(new ConcurrentHashMap<>());
    }

    @Bean
    ServerEndpointExporter endpoints() {
        return new ServerEndpointExporter();
    }

    @Bean
    Greeting greeting() {
        return new Greeting();
    }

    @Bean
    ErrorPageRegistrar errorPages() {
        return registry -> registry.addErrorPages(new ErrorPage(HttpStatus.I_AM_A_TEAPOT, "/who"));
    }

    @GetMapping({"/who", "/admin/secret"})
    String who(HttpServletRequest request, Authentication authentication) {
        Object cart = request.getSession().getAttribute("cart");
        return "user=" + request.getRemoteUser() + "\nspring="
                + (authentication == null ? null : authentication.getName()) + "\nadmin="
                + (authentication != null && authentication.getAuthorities().toString().contains("admin")) + "\nsession="
                + request.getSession().getClass().getName() + "\ncart=" + cart + "\ndispatch="
                + request.getDispatcherType() + "\n";
    }

    @GetMapping("/cart")
    String cart(HttpServletRequest request) {
        request.getSession().setAttribute("cart", "3 books of " + request.getRemoteUser());
        return "kept";
    }

    @GetMapping("/forward")
    void forward(HttpServletRequest request, ${api}.servlet.http.HttpServletResponse response) throws Exception {
        request.getRequestDispatcher("/who").forward(request, response);
    }

    @GetMapping("/include")
    void include(HttpServletRequest request, ${api}.servlet.http.HttpServletResponse response) throws Exception {
        request.getRequestDispatcher("/who").include(request, response);
    }

    @GetMapping("/async")
    void async(HttpServletRequest request, ${api}.servlet.http.HttpServletResponse response) {
        request.startAsync().dispatch("/who");
    }

    @GetMapping("/fails")
    void fails(${api}.servlet.http.HttpServletResponse response) throws Exception {
        response.sendError(418);
    }

    @GetMapping("/app-logout")
    String logout(HttpServletRequest request) throws Exception {
        request.logout();
        return "user=" + request.getRemoteUser();
    }

    @ServerEndpoint("/ws")
    public static class Greeting {
        @OnOpen
        public void greet(Session session) throws Exception {
            session.getBasicRemote().sendText("user="
                    + (session.getUserPrincipal() == null ? null : session.getUserPrincipal().getName()));
        }
    }
}
