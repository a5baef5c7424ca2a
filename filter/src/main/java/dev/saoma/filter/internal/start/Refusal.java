package dev.saoma.filter.internal.start;

import dev.saoma.filter.internal.log.FilterLog;
import dev.saoma.filter.internal.web.RefusalPage;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Responds to every request in place of a filter that cannot work: status 503 and a small page, in every kind of dispatch. The
 * application is never called. The reason is logged once. Thread-safe.
 */
public final class Refusal {
    private static final Logger LOG = FilterLog.logger();
    private static final String LOGGED = "dev.saoma.filter.refusal";

    private final String reason;
    private final @Nullable Throwable cause;
    private final AtomicBoolean logged;

    private Refusal(String reason, @Nullable Throwable cause, boolean silent) {
        this.reason = Objects.requireNonNull(reason, "reason");
        this.cause = cause;
        this.logged = new AtomicBoolean(silent);
    }

    /**
     * Creates the refusal of a filter that cannot start.
     *
     * @param reason what to correct, for the log
     * @param cause exception to log with its stack trace; null if the reason suffices
     */
    public static Refusal because(String reason, @Nullable Throwable cause) {
        return new Refusal(reason, cause, false);
    }

    /** Creates the refusal of a filter that the container calls without having initialised it. */
    public static Refusal notInitialised() {
        return because(
                "The container calls the Saoma sign-in filter without having initialised it; look for an earlier"
                        + " error in its log",
                null);
    }

    /** Creates the refusal of a filter that the container has taken out of service. Logs nothing. */
    public static Refusal stopped() {
        return new Refusal("stopped", null, true);
    }

    /**
     * Logs the reason, unless it has been logged for this application. A filter is there that refuses the requests.
     *
     * @param context null if the container provides none
     */
    public void log(@Nullable ServletContext context) {
        log(context, "Until this is corrected, every request is answered with status 503.");
    }

    /** Logs the reason where there is no filter that could refuse requests, so that the start is stopped. */
    public void logOfStart(ServletContext context) {
        log(
                context,
                "The start of the application has been stopped. No filter protects it: if this container runs it all the"
                        + " same, it is open.");
    }

    private void log(@Nullable ServletContext context, String consequence) {
        DeployedApplication application = new DeployedApplication(context);
        Object before = application.attribute(LOGGED);
        if (logged.getAndSet(true) || reason.equals(before)) {
            return;
        }
        application.set(LOGGED, reason);
        LOG.log(Level.SEVERE, reason + "\n" + consequence, cause);
    }

    /**
     * Responds to a request.
     *
     * @throws ServletException if it is not an HTTP request, so that there is no status
     */
    public void answer(ServletRequest request, ServletResponse response) throws IOException, ServletException {
        log(null);
        if (!(request instanceof HttpServletRequest && response instanceof HttpServletResponse)) {
            throw new ServletException("the Saoma sign-in filter does not work, and answers HTTP requests only");
        }
        // An include has no status of its own: the protected part is left out of the page.
        if (request.getDispatcherType() != DispatcherType.INCLUDE && !response.isCommitted()) {
            write((HttpServletRequest) request, (HttpServletResponse) response);
        }
    }

    private static void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RefusalPage page = RefusalPage.of(request.getHeader("Accept-Language"));
        response.resetBuffer();
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        page.headers().forEach(response::setHeader);
        response.setContentType(RefusalPage.CONTENT_TYPE);
        byte[] body = page.html().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        if ("HEAD".equals(request.getMethod())) {
            return;
        }
        try {
            response.getOutputStream().write(body);
        } catch (IllegalStateException e) {
            // A page that forwards here has already obtained the writer.
            response.getWriter().write(page.html());
        }
    }
}
