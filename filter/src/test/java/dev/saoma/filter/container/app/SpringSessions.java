package dev.saoma.filter.container.app;

import java.util.concurrent.ConcurrentHashMap;
import org.springframework.session.MapSession;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.web.http.SessionRepositoryFilter;

/** Spring Session with a store in memory, as web.xml declares it. */
public final class SpringSessions extends SessionRepositoryFilter<MapSession> {
    public SpringSessions() {
        super(new MapSessionRepository(new ConcurrentHashMap<>()));
    }
}
