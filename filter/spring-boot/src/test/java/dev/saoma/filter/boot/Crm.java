package dev.saoma.filter.boot;

import dev.saoma.filter.LoginFilter;
import dev.saoma.filter.SignInEvent;
import dev.saoma.filter.SignInListener;
import dev.saoma.filter.UserMapper;
import dev.saoma.filter.UserMapping;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;

/** Applications of Spring MVC that know nothing of the filter, nor of javax or jakarta: they run with each Boot. */
final class Crm {
    private Crm() {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class Plain {
        @GetMapping({"/who", "/admin/who"})
        String who(WebRequest request) {
            return "user=" + request.getRemoteUser() + " admin=" + request.isUserInRole("admin") + " cart="
                    + request.getAttribute("cart", RequestAttributes.SCOPE_SESSION);
        }

        @GetMapping("/cart")
        String cart(WebRequest request) {
            request.setAttribute("cart", "3 books", RequestAttributes.SCOPE_SESSION);
            return who(request);
        }

        @GetMapping("/async")
        Callable<String> async(WebRequest request) {
            return () -> who(request);
        }

        @GetMapping("/fails")
        String fails() {
            throw new Teapot();
        }
    }

    @ResponseStatus(HttpStatus.I_AM_A_TEAPOT)
    static class Teapot extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** {@link Plain} with Spring Security and Spring Session. */
    @Import(Plain.class)
    @EnableSpringHttpSession
    @RestController
    static class Secured {
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

        @GetMapping("/spring")
        String spring(Authentication authentication) {
            return authentication.getName() + " " + authentication.getAuthorities();
        }
    }

    /** {@link Plain} with users of its own. */
    @Import(Plain.class)
    static class Mapped {
        @Bean
        UserMapper users() {
            return verified -> UserMapping.user("clerk of " + verified.getName());
        }
    }

    /** {@link Plain} with a journal of its own, a bean that other beans may have a part in. */
    @Import({Plain.class, Journal.class})
    static class Audited {}

    static class Journal implements SignInListener {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void signedIn(SignInEvent event) {
            lines.add("in " + event.subject().orElse("?"));
        }

        @Override
        public void signedOut(SignInEvent event) {
            lines.add("out " + event.subject().orElse("?"));
        }

        List<String> lines() {
            return lines;
        }
    }

    /** {@link Audited} with a second journal. */
    @Import(Audited.class)
    static class TwiceAudited {
        @Bean
        SignInListener second() {
            return new SignInListener() {};
        }
    }

    /** {@link Plain} with a filter that it registers itself. */
    @Import(Plain.class)
    static class Registered {
        @Bean
        LoginFilter own() {
            return new LoginFilter();
        }
    }
}
