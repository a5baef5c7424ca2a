package dev.saoma.filter.internal.dropin;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Called through web-fragment.xml, also by containers set up without a search for initializers. */
public final class DropInListener implements ServletContextListener {
    /** For the container. */
    public DropInListener() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        DropIn.install(event.getServletContext(), false);
        // Not in the initializer: where it is called, some containers have no JNDI for the application yet.
        DropIn.judge(event.getServletContext());
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {}
}
