/**
 * Internal. The application's extensions of sign-ins: its {@code UserMapper} and its {@code SignInListener}.
 *
 * <p>Owns calling the application's classes and handling whatever they throw. Must not know the filter's addresses or how a
 * refusal is answered.
 */
@NullMarked
package dev.saoma.filter.internal.application;

import org.jspecify.annotations.NullMarked;
