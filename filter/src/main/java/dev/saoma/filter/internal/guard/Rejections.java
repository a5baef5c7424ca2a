package dev.saoma.filter.internal.guard;

import dev.saoma.filter.internal.application.NotAdmittedException;
import dev.saoma.filter.internal.bearer.BearerException;
import dev.saoma.filter.internal.web.Target;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a request that the {@link Guard} does not let in. Each method answers null when it has written the answer,
 * or the request with which the application is reached all the same.
 */
public interface Rejections {
    /** The target is written as no honest client writes it. */
    @Nullable
    HttpServletRequest badTarget(HttpServletRequest request, HttpServletResponse response) throws IOException;

    /** No user is signed in. */
    @Nullable
    HttpServletRequest anonymous(Target target, HttpServletRequest request, HttpServletResponse response)
            throws IOException;

    /** The user has to bind an account at this page of the application first. */
    @Nullable
    HttpServletRequest accountMissing(
            String page, Target target, HttpServletRequest request, HttpServletResponse response) throws IOException;

    /** The bearer token is not valid here. */
    @Nullable
    HttpServletRequest badToken(
            BearerException e, Target target, HttpServletRequest request, HttpServletResponse response)
            throws IOException;

    /** The application does not let the user of a bearer token in. */
    @Nullable
    HttpServletRequest notAdmitted(
            NotAdmittedException e, Target target, HttpServletRequest request, HttpServletResponse response)
            throws IOException;

    /** A user lacks the role. */
    @Nullable
    HttpServletRequest forbidden(boolean bearer, Target target, SignedInRequest request, HttpServletResponse response)
            throws IOException;

    /** The decision itself has failed. */
    @Nullable
    HttpServletRequest fault(RuntimeException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException;

    /** The anonymous request that is let through. */
    HttpServletRequest open(HttpServletRequest request);
}
