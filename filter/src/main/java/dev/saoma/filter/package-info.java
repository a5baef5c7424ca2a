/**
 * Saoma's servlet filter. {@link dev.saoma.filter.LoginFilter} is the front door; {@link dev.saoma.filter.SignedInUser} is
 * what the application sees of a user.
 *
 * <p>An application that has users of its own implements {@link dev.saoma.filter.UserMapper}; one that wants to be notified of
 * sign-ins implements {@link dev.saoma.filter.SignInListener}.
 *
 * <p>Owns the types that an application uses; all of them can be created in its own tests. Everything in
 * {@code dev.saoma.filter.internal} may change in any version.
 */
@NullMarked
package dev.saoma.filter;

import org.jspecify.annotations.NullMarked;
