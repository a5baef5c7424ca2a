/**
 * Saoma's servlet filter. {@link dev.saoma.filter.LoginFilter} is the front door; {@link dev.saoma.filter.SignedInUser} is
 * what the application sees of a user. Everything else in the jar is internal.
 *
 * <p>Owns the decision on each request, the signed-in session and the wiring. Must not know the HTTP client.
 *
 * <pre>
 *   LoginFilter ─ Wiring ─ Guard ─┬─ Endpoints ─ signin ─┬─ oidc ─ http
 *                                 ├─ Sessions            ├─ seal
 *                                 └─ web ────────────────┘
 * </pre>
 */
@NullMarked
package dev.saoma.filter;

import org.jspecify.annotations.NullMarked;
