/**
 * Internal. One browser's attempt to sign in: begun with a redirect, kept sealed in that browser's cookie, finished once.
 *
 * <p>Owns the pending sign-in, its cookies and the order of the checks of the callback. Must not know sessions, principals
 * or how the application is protected: it hands over verified claims and a return path.
 */
@NullMarked
package dev.saoma.filter.internal.signin;

import org.jspecify.annotations.NullMarked;
