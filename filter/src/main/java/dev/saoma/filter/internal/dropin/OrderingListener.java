package dev.saoma.filter.internal.dropin;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Called through {@code saoma.tld}, also where {@code <absolute-ordering>} in {@code web.xml} hides the rest of this jar. It
 * cannot add a filter there, so it stops the start of an application that would be open.
 */
public final class OrderingListener implements ServletContextListener {
    /** For the container. */
    public OrderingListener() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        DropIn.checkOrdering(event.getServletContext());
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {}
}
