package dev.saoma.filter.internal.dropin;

import dev.saoma.filter.internal.log.FilterLog;
import java.util.EnumSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterRegistration;
import javax.servlet.ServletContainerInitializer;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an application closed if its drop-in jar is the one for the other servlet API. Nothing else in the jar can be loaded
 * there, so a container that tolerates this would run the application without a filter.
 *
 * <p>In the jar for {@code jakarta.servlet} this class is made from {@code javax.servlet}, and the other way round.
 */
public final class OtherApiInitializer implements ServletContainerInitializer {
    private static final Logger LOG = FilterLog.logger();
    private static final String NAME = "dev.saoma.filter.refusal";
    private static final String FILTER = "dev.saoma.filter.LoginFilter";

    private static final String UNREFUSED =
            "The container takes no filter that would refuse the requests: if it runs the"
                    + " application in spite of the error, the application is open";

    private final boolean refuses = !isTranslated();

    /**
     * For the container. Logs here already which jar to use: containers create all initializers before they call one, and one
     * called earlier may fail because nothing else in this jar can be loaded.
     */
    public OtherApiInitializer() {
        if (refuses) {
            LOG.log(Level.SEVERE, reason());
        }
    }

    /** @throws ServletException stating which jar to use, unless a tool has converted the jar for this container */
    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) throws ServletException {
        if (refuses) {
            // First of all, for containers that run the application in spite of the exception.
            refuseRequests(context);
            throw new ServletException(reason());
        }
    }

    private static boolean isTranslated() {
        try {
            return Filter.class.isAssignableFrom(
                    Class.forName(FILTER, false, OtherApiInitializer.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static String reason() {
        String here = Filter.class.getName().startsWith("javax.") ? "javax" : "jakarta";
        String jar = here.equals("javax") ? "jakarta" : "javax";
        return "The Saoma sign-in filter cannot start: this jar is for containers of " + jar
                + ".servlet, and this container has " + here + ".servlet – replace it in WEB-INF/lib by saoma-filter-…-"
                + here
                + ".jar";
    }

    private static void refuseRequests(ServletContext context) {
        try {
            FilterRegistration.Dynamic added = context.addFilter(NAME, OtherApiFilter.class);
            if (added != null) {
                added.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
                added.setAsyncSupported(true);
                return;
            }
            LOG.log(Level.SEVERE, UNREFUSED);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, UNREFUSED, e);
        }
    }
}
