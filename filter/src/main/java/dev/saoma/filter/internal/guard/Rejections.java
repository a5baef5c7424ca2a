package dev.saoma.filter.internal.guard;

import dev.saoma.filter.internal.application.NotAdmittedException;
import dev.saoma.filter.internal.bearer.BearerException;
import dev.saoma.filter.internal.web.Target;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Handles a request that the {@link Guard} does not admit. Each method returns null when it has written the response, or the
 * request with which the application is called all the same.
 */
public interface Rejections {
    /** Rejects a target in a form that no honest client sends. */
    @Nullable
    HttpServletRequest badTarget(HttpServletRequest request, HttpServletResponse response) throws IOException;

    /** Rejects an anonymous request. */
    @Nullable
    HttpServletRequest anonymous(Target target, HttpServletRequest request, HttpServletResponse response)
            throws IOException;

    /** Rejects a user who has to bind an account at this page of the application first. */
    @Nullable
    HttpServletRequest accountMissing(
            String page, Target target, HttpServletRequest request, HttpServletResponse response) throws IOException;

    /** Rejects an invalid bearer token. */
    @Nullable
    HttpServletRequest badToken(
            BearerException e, Target target, HttpServletRequest request, HttpServletResponse response)
            throws IOException;

    /** Rejects the user of a bearer token, whom the application does not admit. */
    @Nullable
    HttpServletRequest notAdmitted(
            NotAdmittedException e, Target target, HttpServletRequest request, HttpServletResponse response)
            throws IOException;

    /** Rejects a user who lacks the role. */
    @Nullable
    HttpServletRequest forbidden(boolean bearer, Target target, SignedInRequest request, HttpServletResponse response)
            throws IOException;

    /** Rejects a request on which the decision has failed. */
    @Nullable
    HttpServletRequest fault(RuntimeException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException;

    /** Lets an anonymous request through; returns it as the application sees it. */
    HttpServletRequest open(HttpServletRequest request, HttpServletResponse response);
}
