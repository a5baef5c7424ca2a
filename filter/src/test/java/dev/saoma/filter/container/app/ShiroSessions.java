package dev.saoma.filter.container.app;

import org.apache.shiro.web.mgt.DefaultWebSecurityManager;
import org.apache.shiro.web.servlet.AbstractShiroFilter;
import org.apache.shiro.web.session.mgt.DefaultWebSessionManager;

/** Shiro with native sessions: its cookie has the name of the container's. */
public final class ShiroSessions extends AbstractShiroFilter {
    @Override
    public void init() {
        DefaultWebSecurityManager manager = new DefaultWebSecurityManager();
        DefaultWebSessionManager sessions = new DefaultWebSessionManager();
        sessions.setSessionValidationSchedulerEnabled(false);
        manager.setSessionManager(sessions);
        setSecurityManager(manager);
    }
}
