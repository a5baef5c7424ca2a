/**
 * Saoma's servlet filter. {@link dev.saoma.filter.LoginFilter} is the front door; {@link dev.saoma.filter.SignedInUser} is
 * what the application sees of a user.
 *
 * <p>{@link dev.saoma.filter.UserMapper} is what an application implements that has users of its own,
 * {@link dev.saoma.filter.SignInListener} one that wants to be notified of sign-ins.
 *
 * <p>Owns the types that an application uses; all of them can be made in its own tests. Everything in
 * {@code dev.saoma.filter.internal} may change in any version.
 */
@NullMarked
package dev.saoma.filter;

import org.jspecify.annotations.NullMarked;
