package dev.saoma.filter.container.app;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.EnumSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.MapSession;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.web.context.AbstractHttpSessionApplicationInitializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

/** Spring Session as applications without a web.xml of their own have it: by the initializer that its documentation shows. */
public final class SpringSessionsByCode extends AbstractHttpSessionApplicationInitializer {
    public SpringSessionsByCode() {
        super(Sessions.class);
    }

    /** The beans. */
    @Configuration(proxyBeanMethods = false)
    public static class Sessions {
        @Bean
        public SessionRepositoryFilter<MapSession> springSessionRepositoryFilter() {
            return new SessionRepositoryFilter<>(new MapSessionRepository(new ConcurrentHashMap<>()));
        }
    }

    /** Registers the filter later than that. */
    public static final class Listener implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent event) {
            ServletContext context = event.getServletContext();
            FilterRegistration.Dynamic added = context.addFilter("springSessionRepositoryFilter", new SpringSessions());
            added.setAsyncSupported(true);
            added.addMappingForUrlPatterns(
                    EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR, DispatcherType.ASYNC), false, "/*");
        }

        @Override
        public void contextDestroyed(ServletContextEvent event) {}
    }
}
