/**
 * Internal. Everything behind {@link dev.saoma.filter.LoginFilter}: may change in any version, and must not be used outside
 * this jar.
 *
 * <p>Owns how the parts are put together. {@code Wiring} is the only class that sees every package.
 *
 * <pre>
 *   LoginFilter ─ start (what surrounds it; the refusal of every request where it cannot start)
 *   LoginFilter ─ Wiring ─ guard ─┬─ endpoint ─┬─ signin ── oidc ─ http
 *                                 │            ├─ kept
 *                                 │            ├─ logout ── oidc, http
 *                                 │            └─ doctor ── start
 *                                 ├─ bearer ── oidc
 *                                 └─ application (UserMapper, SignInListener) ─ session ─ logout, roles
 *   all of them ─ web, seal, log
 * </pre>
 */
@NullMarked
package dev.saoma.filter.internal;

import org.jspecify.annotations.NullMarked;
