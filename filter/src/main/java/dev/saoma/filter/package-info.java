/**
 * Saoma's servlet filter. {@link dev.saoma.filter.LoginFilter} is the front door; {@link dev.saoma.filter.SignedInUser} is
 * what the application sees of a user. Everything else in the jar is internal.
 *
 * <p>{@link dev.saoma.filter.UserMapper} is what an application implements that has users of its own,
 * {@link dev.saoma.filter.SignInListener} one that wants to be told.
 *
 * <p>Owns the decision on each request, who somebody is to the application, the signed-in session and the wiring. Must not
 * know the HTTP client.
 *
 * <pre>
 *   LoginFilter ─ start (what surrounds it; the refusal of every request where it cannot start)
 *   LoginFilter ─ Wiring ─ Guard ─┬─ Endpoints ─┬─ signin ─┬─ oidc ─ http
 *                                 ├─ Denials ─ Refusals    │
 *                                 │             │          ├─ seal
 *                                 │             ├─ Doctor ─ doctor ─ finding
 *                                 ├─ bearer ────│──────────┤
 *                                 │             │          └─ web
 *                                 ├─ Requests   ├─ Admission ─ UserMapper
 *                                 │             └─ SignOut ─ logout ─ oidc, seal, http
 *                                 └─ Sessions ─┬─ SessionRecord ─ Identities ─ roles
 *                                              └─ logout (EndedSessions)
 * </pre>
 */
@NullMarked
package dev.saoma.filter;

import org.jspecify.annotations.NullMarked;
